"""A page or file fetched from an address that an editor gave: never from this machine or its networks.

A host is resolved once for each hop; every address must be acceptable, and the connection goes to the very address that
was checked, with the host's name in the request and in TLS. So no second answer of a name server can lead elsewhere.
"""

from __future__ import annotations

import base64
import json
import re
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, unquote, urljoin, urlsplit

from sources.addresses import Network, Resolver, may_connect, resolve
from sources.reading.apart import run_apart
from sources.reading.article import UnreadableFile, _
from sources.reading.decode import web_encoding
from sources.reading.formats import MAX_BYTES
from sources.reading.names import shown_name

if TYPE_CHECKING:
    import urllib3  # loaded where something is fetched: in a process of its own, never in the server's

SECONDS = 15.0
MAX_REDIRECTS = 5
MAX_ADDRESS = 1_000
_CHUNK = 65_536
_START = "from sources.fetching import answer; answer_as_json(answer)"
_REDIRECTS = (301, 302, 303, 307, 308)
_HEADERS = {
    "User-Agent": "Dealdesk (a news desk's article reader)",
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, text/markdown;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",
}
_KINDS = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "text/plain": ".txt",
    "text/markdown": ".md",
}
_UNFIT = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\ud800-\udfff\\<>\"]")


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be fetched. `networks` are those that may be reached though they are not public."""

    ports: tuple[int, ...] = (80, 443)
    networks: Sequence[Network] = ()
    resolver: Resolver = field(default=resolve)
    seconds: float = SECONDS
    largest: int = MAX_BYTES


@dataclass(frozen=True, slots=True)
class Fetched:
    """`url`: where the redirects led. `name`: its ending tells the format. `charset`: if the server says one."""

    url: str
    name: str
    raw: bytes
    charset: str


def fetch(url: str, rules: Rules | None = None) -> Fetched:
    """What is at an address. Raises UnreadableFile, saying why and what to do, for everything else."""
    rules = rules or Rules()
    until = time.monotonic() + rules.seconds
    for _hop in range(MAX_REDIRECTS + 1):
        parts = _checked(url, rules)
        with _Answer(parts, rules, until) as answer:
            if answer.status in _REDIRECTS:
                url = urljoin(parts.geturl(), answer.location())
                continue
            return answer.read()
    raise UnreadableFile(_("The address leads on more than %(limit)d times. Give the last one."), limit=MAX_REDIRECTS)


def fetch_apart(url: str, rules: Rules) -> Fetched:
    """The same in a process of its own, which ends in time whatever name servers and servers do."""
    stated = {
        "url": url,
        "ports": list(rules.ports),
        "networks": [str(network) for network in rules.networks],
        "seconds": rules.seconds,
        "largest": rules.largest,
    }
    said = run_apart(_START, json.dumps(stated).encode(), seconds=rules.seconds + 1)
    if said is None:
        raise _too_slow(rules.seconds)
    return Fetched(**said | {"raw": base64.b64decode(said["raw"])})


def answer(given: bytes) -> dict[str, Any]:
    """What the other process says."""
    stated = json.loads(given)
    url, networks = stated.pop("url"), [ip_network(one) for one in stated.pop("networks")]
    fetched = fetch(url, Rules(**stated | {"ports": tuple(stated["ports"]), "networks": networks}))
    return asdict(fetched) | {"raw": base64.b64encode(fetched.raw).decode("ascii")}


def _checked(url: str, rules: Rules) -> SplitResult:
    """The address in parts, without fragment; refused where it is no plain web address."""
    try:
        parts = urlsplit(url.strip())
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        host, port, parts = "", None, urlsplit("")
    if parts.scheme not in ("http", "https") or not host or parts.username is not None or _UNFIT.search(parts.geturl()):
        raise UnreadableFile(_("This is no address of a web page. It begins with https:// or http://."))
    if len(url) > MAX_ADDRESS:
        raise UnreadableFile(_("The address is longer than %(limit)d characters."), limit=MAX_ADDRESS)
    if (port or _usual(parts)) not in rules.ports:
        raise UnreadableFile(_("The address names port %(port)d, which is not fetched from."), port=port or 0)
    return parts._replace(fragment="")


def _usual(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


def _addresses(host: str, port: int, rules: Rules) -> list[str]:
    """Where the host is; refused unless every one of its addresses may be connected to."""
    try:
        found = rules.resolver(host.encode("idna").decode("ascii") if not _is_address(host) else host, port)
    except (OSError, UnicodeError):
        found = []
    if not found:
        raise UnreadableFile(_("No server is known by the name %(host)s. Check the address."), host=shown_name(host))
    if not all(may_connect(one, rules.networks) for one in found):
        raise UnreadableFile(
            _("%(host)s is in a private or reserved network, which is not fetched from. Paste the text instead."),
            host=shown_name(host.replace(":", ".")),
        )
    return list(found)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


class _Answer:
    """One request and what came back; used as a context, so that the connection is always closed."""

    def __init__(self, parts: SplitResult, rules: Rules, until: float) -> None:
        self.parts, self.rules, self.until = parts, rules, until
        self.pool: urllib3.HTTPConnectionPool | None = None

    def __enter__(self) -> _Answer:
        import urllib3

        host, port = self.parts.hostname or "", self.parts.port or _usual(self.parts)
        address = _addresses(host, port, self.rules)[0]
        timeout = urllib3.Timeout(total=self._left())
        if self.parts.scheme == "https":
            name = host if _is_address(host) else host.encode("idna").decode("ascii")
            self.pool = urllib3.HTTPSConnectionPool(
                address, port, timeout=timeout, retries=False, server_hostname=name, assert_hostname=name
            )
        else:
            self.pool = urllib3.HTTPConnectionPool(address, port, timeout=timeout, retries=False)
        path = (self.parts.path or "/") + (f"?{self.parts.query}" if self.parts.query else "")
        headers = _HEADERS | {"Host": _host_header(self.parts)}
        try:
            self.response = self.pool.urlopen(
                "GET", path, headers=headers, redirect=False, preload_content=False, decode_content=False
            )
        except (urllib3.exceptions.HTTPError, OSError, UnicodeError) as error:
            self.pool.close()
            raise self._failed(error) from error
        return self

    def __exit__(self, *_error: object) -> None:
        self.response.close()
        if self.pool is not None:
            self.pool.close()

    @property
    def status(self) -> int:
        return self.response.status

    def location(self) -> str:
        return self.response.headers.get("Location", "")

    def read(self) -> Fetched:
        if self.status != 200:
            raise UnreadableFile(
                _("The server answered with status %(status)d. Open the page yourself and save or paste it."),
                status=self.status,
            )
        kind, _semicolon, rest = self.response.headers.get("Content-Type", "").partition(";")
        ending = _KINDS.get(kind.strip().casefold())
        if not ending:
            raise UnreadableFile(
                _("There is no article at this address but a file of the type '%(kind)s'."),
                kind=shown_name(kind.replace("/", " "), "?")[:60],
            )
        if self.response.headers.get("Content-Encoding", "identity").strip().casefold() != "identity":
            raise UnreadableFile(_("The server sends a compressed page that was not asked for. Save or paste it."))
        charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", rest, re.IGNORECASE | re.ASCII)
        name = shown_name(unquote(self.parts.path.rstrip("/").rsplit("/", 1)[-1]), self.parts.hostname or "page")
        stem = re.sub(r"\.(?:html?|xhtml|php|aspx?|jsp|pdf|docx|txt|md)$", "", name, flags=re.IGNORECASE)
        return Fetched(self.parts.geturl(), stem + ending, self._body(), web_encoding(charset[1]) if charset else "")

    def _body(self) -> bytes:
        """The bytes, bound in size and time while they arrive."""
        import urllib3

        parts: list[bytes] = []
        size = 0
        try:
            while part := self.response.read1(_CHUNK, decode_content=False):
                size += len(part)
                if size > self.rules.largest:
                    raise UnreadableFile(
                        _("The file is larger than %(limit)d MB: an article is not."),
                        limit=self.rules.largest // 1_000_000,
                    )
                self._left()
                parts.append(part)
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise self._failed(error) from error
        return b"".join(parts)

    def _left(self) -> float:
        left = self.until - time.monotonic()
        if left <= 0:
            raise _too_slow(self.rules.seconds)
        return left

    def _failed(self, error: Exception) -> UnreadableFile:
        import urllib3

        unreachable = isinstance(error, urllib3.exceptions.NewConnectionError)  # by its class a timeout as well
        if (isinstance(error, urllib3.exceptions.TimeoutError) and not unreachable) or time.monotonic() >= self.until:
            return _too_slow(self.rules.seconds)
        if isinstance(error, urllib3.exceptions.SSLError):
            return UnreadableFile(_("The server's certificate is not valid for this address. Check the address."))
        return UnreadableFile(_("The server could not be reached, or broke off. Try again, or paste the text."))


def _too_slow(seconds: float) -> UnreadableFile:
    return UnreadableFile(
        _("The server did not send the page within %(seconds)d seconds. Try again, or paste the text."),
        seconds=max(1, round(seconds)),
    )


def _host_header(parts: SplitResult) -> str:
    host = parts.hostname or ""
    name = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return name if parts.port in (None, _usual(parts)) else f"{name}:{parts.port}"
