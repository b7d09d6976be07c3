"""Fetching an address that somebody gave: the page, or a refusal; never anything of this machine or its networks."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network
from typing import Any

import pytest

from sources.addresses import may_connect
from sources.fetching import MAX_REDIRECTS, Fetched, Rules, fetch, fetch_apart
from sources.reading.article import UnreadableFile
from tests.reading.servers import says, served

LOOPBACK = (ip_network("127.0.0.0/8"),)


def rules(*servers: Any, **more: Any) -> Rules:
    """As on a desk whose settings name loopback, which is where the tests' servers are."""
    ports = tuple(server.server_port for server in servers)
    given: dict[str, Any] = {"ports": ports, "networks": LOOPBACK, "seconds": 5.0} | more
    return Rules(**given)


def at(server: Any, path: str = "/", host: str = "127.0.0.1") -> str:
    return f"http://{host}:{server.server_port}{path}"


def resolver(*answers: list[str]) -> Any:
    """Answers one after the other, the last one for ever."""
    following = itertools.chain(answers, itertools.repeat(answers[-1]))
    return lambda _host, _port: next(following)


# Where it may go

REFUSED = [
    "127.0.0.1", "127.8.9.1", "0.1.2.3", "10.0.0.8", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.127.255.255", "192.0.0.8", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.1.1.1",
    "240.0.0.1", "255.255.255.255", "::", "::1", "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b:1::1",
    "2002:7f00:1::", "2001:0:7f00:1::", "2001:db8::1", "3fff::1", "100::1", "5f00::1", "localhost", "", "8.8.8.8 ",
]  # fmt: skip


@pytest.mark.parametrize("address", REFUSED)
def test_an_address_that_is_not_of_the_public_internet_is_not_connected_to(address: str) -> None:
    assert not may_connect(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450::5"])
def test_an_address_of_the_public_internet_may_be_connected_to(address: str) -> None:
    assert may_connect(address)


def test_a_network_that_the_settings_name_may_be_connected_to_and_no_other() -> None:
    assert may_connect("10.1.2.3", [ip_network("10.1.0.0/16")])
    assert not may_connect("10.2.2.3", [ip_network("10.1.0.0/16")])


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_this_machine_is_refused_in_whatever_way_it_is_written(host: str) -> None:
    with served(says(b"secret")) as server:
        with pytest.raises(UnreadableFile, match=r"private or reserved|No server is known"):
            fetch(at(server, host=host), rules(server, networks=()))
        assert server.asked == []


def test_a_name_with_one_private_address_among_public_ones_is_refused() -> None:
    with served(says(b"secret")) as server:
        given = rules(server, networks=(), resolver=resolver(["93.184.216.34", "127.0.0.1"]))
        with pytest.raises(UnreadableFile, match="private or reserved"):
            fetch(at(server, host="courrier.example"), given)
        assert server.asked == []


def test_a_name_server_that_changes_its_answer_leads_nowhere_else() -> None:
    """DNS rebinding: what was checked is what is connected to; there is no second look-up."""
    looked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        looked.append(host)
        return ["127.0.0.1"] if len(looked) == 1 else ["127.0.0.2"]

    with served(says(b"<p>Un port vendu</p>")) as server:
        fetched = fetch(at(server, "/port", host="courrier.example"), rules(server, resolver=rebinding))
        assert looked == ["courrier.example"]
        assert fetched.raw == b"<p>Un port vendu</p>"
        assert server.asked[0][1]["Host"] == f"courrier.example:{server.server_port}"


def test_tls_asks_for_the_host_by_its_name_at_the_address_that_was_checked() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        heard: list[bytes] = []

        def listen() -> None:
            connection, _from = listener.accept()
            with connection:
                heard.append(connection.recv(4096))

        thread = threading.Thread(target=listen)
        thread.start()
        given = Rules(ports=(port,), networks=LOOPBACK, resolver=resolver(["127.0.0.1"], ["127.0.0.2"]), seconds=5)
        with pytest.raises(UnreadableFile):
            fetch(f"https://courrier.example:{port}/", given)
        thread.join(5)
    assert b"courrier.example" in heard[0]


def test_a_redirect_to_a_private_address_is_refused_and_not_followed() -> None:
    with served(says(b"secret")) as inner, served(says(b"", status=302, Location=at(inner, host="127.0.0.9"))) as outer:
        given = rules(inner, outer, networks=(ip_network("127.0.0.1/32"),))
        with pytest.raises(UnreadableFile, match="private or reserved"):
            fetch(at(outer), given)
        assert inner.asked == []


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://x.example/", "gopher://127.0.0.1:70/", "//user@127.0.0.1/", ""]
)
def test_a_redirect_to_another_scheme_or_into_nothing_is_refused(to: str) -> None:
    with served(says(b"", status=302, Location=to)) as server, pytest.raises(UnreadableFile):
        fetch(at(server), rules(server))


def test_redirects_are_followed_to_the_last_and_the_address_is_that_one() -> None:
    with (
        served(says(b"<p>Un port</p>")) as inner,
        served(says(b"", status=301, Location=at(inner, "/port?x=1#y"))) as outer,
    ):
        assert fetch(at(outer), rules(inner, outer)).url == at(inner, "/port?x=1")


def test_redirects_without_end_are_given_up() -> None:
    with served(says(b"", status=302, Location="/again")) as server:
        with pytest.raises(UnreadableFile, match="leads on more than 5 times"):
            fetch(at(server), rules(server))
        assert len(server.asked) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "url",
    [
        "", "port", "ftp://courrier.example/", "file:///etc/passwd", "javascript:alert(1)", "http://", "http:///x",
        "http://a:b@courrier.example/", "http://courrier.example:99999/", "http://courrier.example/\r\nX: y",
        "http://courrier\\.example/", "http://[::1", "http://cour rier.example/", "data:text/html,x",
        "//courrier.example/",
    ],
)  # fmt: skip
def test_what_is_no_plain_web_address_is_refused(url: str) -> None:
    with pytest.raises(UnreadableFile, match="This is no address of a web page"):
        fetch(url, Rules(resolver=lambda _host, _port: pytest.fail("it was looked up")))


@pytest.mark.parametrize("port", [22, 25, 6379, 8000])
def test_another_port_than_the_webs_is_refused(port: int) -> None:
    with pytest.raises(UnreadableFile, match=f"names port {port}"):
        fetch(f"http://courrier.example:{port}/", Rules(resolver=lambda _host, _port: pytest.fail("it was looked up")))


# What it brings


def test_a_request_carries_no_cookie_and_says_who_asks() -> None:
    with served(says(b"<p>x</p>", Set_Cookie="a=b")) as server:
        fetch(at(server), rules(server))
        fetch(at(server), rules(server))
        headers = server.asked[1][1]
    assert "Cookie" not in headers
    assert headers["User-Agent"].startswith("Dealdesk")
    assert headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize(
    ("path", "kind", "name"),
    [
        ("/actu/port-vendu.php", "text/html; charset=ISO-8859-1", "port-vendu.html"),
        ("/", "text/html", "127.0.0.1.html"),
        ("/rapport.pdf", "application/pdf", "rapport.pdf"),
        ("/x/%2e%2e%2f%E2%80%AEport.txt", "text/plain", "port.txt"),
        ("/d", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "d.docx"),
    ],
)
def test_the_type_of_the_answer_tells_the_format(path: str, kind: str, name: str) -> None:
    with served(says(b"x", kind)) as server:
        assert fetch(at(server, path), rules(server)).name == name


def test_the_encoding_that_the_server_names_is_kept() -> None:
    with served(says(b"x", "text/html; charset=ISO-8859-1")) as server:
        assert fetch(at(server), rules(server)).charset == "cp1252"


@pytest.mark.parametrize(
    "kind", ["image/png", "application/octet-stream", "application/zip", "video/mp4", "", "text/css"]
)
def test_another_type_is_refused(kind: str) -> None:
    with served(says(b"x", kind)) as server, pytest.raises(UnreadableFile, match="no article at this address"):
        fetch(at(server), rules(server))


def test_a_compressed_answer_is_refused_since_it_could_unpack_to_anything() -> None:
    with served(says(b"x", Content_Encoding="gzip")) as server, pytest.raises(UnreadableFile, match="compressed"):
        fetch(at(server), rules(server))


@pytest.mark.parametrize("status", [204, 401, 403, 404, 429, 500])
def test_another_status_is_named(status: int) -> None:
    with served(says(b"", status=status)) as server, pytest.raises(UnreadableFile, match=f"status {status}"):
        fetch(at(server), rules(server))


# Its bounds


def _endless(handler: BaseHTTPRequestHandler) -> None:
    says(b"")(handler)
    while True:
        handler.wfile.write(b"x" * 10_000)


def _dripping(handler: BaseHTTPRequestHandler) -> None:
    says(b"")(handler)
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def _dripping_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\nX: ")
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def _silent(_handler: BaseHTTPRequestHandler) -> None:
    time.sleep(8)


def test_a_body_without_end_is_given_up_at_the_size_bound() -> None:
    with served(_endless) as server, pytest.raises(UnreadableFile, match="larger than 1 MB"):
        fetch(at(server), rules(server, largest=1_000_000))


@pytest.mark.parametrize("answer", [_dripping, _silent])
def test_a_slow_server_is_given_up_at_the_time_bound(answer: Any) -> None:
    began = time.monotonic()
    with served(answer) as server, pytest.raises(UnreadableFile, match="did not send the page within"):
        fetch(at(server), rules(server, seconds=1.0))
    assert time.monotonic() - began < 5


def test_even_headers_that_drip_are_given_up_by_the_process_around() -> None:
    began = time.monotonic()
    with served(_dripping_headers) as server, pytest.raises(UnreadableFile, match="did not send the page within"):
        fetch_apart(at(server), rules(server, seconds=1.0))
    assert time.monotonic() - began < 7


def test_the_process_around_brings_the_page_or_the_refusal() -> None:
    with served(says(b"\x00\xff<p>Un port</p>", "text/html; charset=latin1")) as server:
        fetched = fetch_apart(at(server, "/port"), rules(server))
        assert fetched == Fetched(at(server, "/port"), "port.html", b"\x00\xff<p>Un port</p>", "cp1252")
        with pytest.raises(UnreadableFile, match="private or reserved"):
            fetch_apart(at(server), rules(server, networks=()))


def test_a_server_that_breaks_off_or_is_not_there_is_named() -> None:
    with served(says(b"x", Content_Length="100")) as server, pytest.raises(UnreadableFile, match="broke off"):
        fetch(at(server), rules(server))
    with pytest.raises(UnreadableFile, match="could not be reached"):
        fetch(at(server), rules(server))
    with pytest.raises(UnreadableFile, match="No server is known"):
        fetch("http://nowhere.invalid/", Rules(resolver=resolver([])))
