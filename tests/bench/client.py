"""Clients over loopback: signed in, plain HTTP, alone or eight at once."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urlsplit
from urllib.request import HTTPCookieProcessor, build_opener

AT_ONCE = 8
ROUNDS, FEWEST, PATIENCE = 60, 20, 5.0  # of one act in turn with its unit: how often, and for how many seconds


Headers = dict[str, str]


class Client:
    """One editor's browser, as far as HTTP goes."""

    def __init__(self, url: str, cookies: str = "", token: str = "") -> None:
        self.url, self.cookies, self.token = url, cookies, token
        self.connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=30)

    def again(self) -> Client:
        """The same session on a connection of its own."""
        return Client(self.url, self.cookies, self.token)

    def get(self, path: str, expected: int = 200, headers: Headers | None = None) -> http.client.HTTPResponse:
        return self._send("GET", path, None, expected, headers or {})

    def post(self, path: str, form: Headers, headers: Headers | None = None) -> bytes:
        given = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRFToken": self.token} | (headers or {})
        return self._send("POST", path, urlencode(form), 200, given).body  # type: ignore[attr-defined, no-any-return]

    def _send(
        self, method: str, path: str, body: str | None, expected: int, headers: Headers
    ) -> http.client.HTTPResponse:
        given = {"Cookie": self.cookies, "Accept-Encoding": "gzip"} | {
            k.replace("_", "-"): v for k, v in headers.items()
        }
        try:
            self.connection.request(method, path, body, given)
            response = self.connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.connection.close()  # the server ended an idle connection
            self.connection.request(method, path, body, given)
            response = self.connection.getresponse()
        response.body = response.read()  # type: ignore[attr-defined]
        if response.status != expected:
            raise RuntimeError(f"{method} {path}: {response.status}, not {expected}: {response.body[:300]!r}")  # type: ignore[attr-defined]
        return response


def sign_in(url: str, name: str, password: str) -> Client:
    jar = CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    page = opener.open(f"{url}/accounts/login/").read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
    assert token is not None
    form = {"username": name, "password": password, "csrfmiddlewaretoken": token[1], "next": "/"}
    opener.open(f"{url}/accounts/login/", urlencode(form).encode()).read()
    cookies = {cookie.name: str(cookie.value) for cookie in jar}
    assert "session" in cookies, "not signed in"
    return Client(url, "; ".join(f"{key}={value}" for key, value in cookies.items()), cookies["csrf"])


Act = Callable[[Client], object]


def in_turn(
    client: Client, acts: dict[str, Act], rounds: int = ROUNDS, warm: int = 2, before: Act | None = None
) -> dict[str, list[float]]:
    """Seconds that each act takes, the acts one after the other in every round, so that all meet the same weather.

    `warm`: how often each is done first, and not measured. `before` is done before every round and not measured.
    Fewer rounds where they would take too long.
    """
    times: dict[str, list[float]] = {name: [] for name in acts}
    for act in acts.values():
        for _ in range(warm):
            act(client)
    until = time.perf_counter() + PATIENCE
    for done in range(rounds):
        if done >= FEWEST and time.perf_counter() > until:
            break
        if before:
            before(client)
        for name, act in acts.items():
            start = time.perf_counter()
            act(client)
            times[name].append(time.perf_counter() - start)
    return times


def at_once(client: Client, act: Act, seconds: float = 2.0) -> tuple[float, list[float]]:
    """Acts a second by eight clients, and the seconds that each took."""
    times: list[float] = []
    begun = time.perf_counter()
    until = begun + seconds
    failures: list[BaseException] = []

    def work(mine: Client) -> None:
        try:
            while time.perf_counter() < until:
                start = time.perf_counter()
                act(mine)
                times.append(time.perf_counter() - start)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(client.again(),)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return len(times) / (time.perf_counter() - begun), times
