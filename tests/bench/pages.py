"""The pages, one client and eight, each measured in turn with the bare view that is its unit."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count, cycle
from uuid import uuid4

from tests.bench.client import ROUNDS, Act, Client, at_once, in_turn, sign_in
from tests.bench.server import PASSWORD
from tests.bench.table import heading, late, say, say_rate, say_times

SECONDS = 2.0
WIDE = 60  # claims of the queue, the first ones, that have 20 figures each
TURNS = ROUNDS + 4  # verdicts of one client
IN_TIME = 600  # verdicts that eight clients might record in SECONDS
WALKED = 20  # of them are looked at again and again; the others once


@dataclass(frozen=True, slots=True)
class Ground:
    """What the store holds: primary keys for the bare views, figures to decide and their claims' numbers."""

    queue: int
    claim: int
    to_decide: list[tuple[int, int]]
    on_wide: list[tuple[int, int]]


def get(path: str, expected: int = 200, headers: dict[str, str] | None = None) -> Act:
    return lambda client: client.get(path, expected, headers)


SHOWN = re.compile(rb'"X-Shown": "(\w+)"')
FRAGMENT = {"HX-Request": "true", "HX-Target": "claim"}


def measure(client: Client, ground: Ground) -> None:
    heading("Pages, one client (medians of requests in turn with their unit)")
    units: dict[str, Act] = {
        "bare answer": get("/bare/"),
        "bare list of 50 of 10,000": get(f"/bare/{ground.queue}/"),
        "bare row, session and user": get(f"/bare/one/{ground.claim}/"),
    }
    plain, listed, one = units
    pages: list[tuple[str, str, Act, float]] = [
        ("desk", listed, get("/"), 0),
        ("review page, 50 of 10,000 claims, one open", listed, get("/d/queue/"), 2.5),
        ("one claim of 20 figures, whole page", one, walk(claims(range(1, WALKED + 1))), 4),
        ("the same as the pane that htmx gets", one, walk(claims(range(1, WALKED + 1)), FRAGMENT), 4),
        ("source of 20,000 characters", one, get("/d/queue/sources/1/"), 0),
        ("search, one word", listed, get("/d/queue/?q=contrat"), 0),
        ("overview", listed, get("/d/queue/overview/"), 0),
        ("journal", listed, get("/d/queue/journal/"), 0),
        ("summary of 100 claims", listed, get("/d/hundred/summary/"), 0),
        ("pulse, nothing new", one, pulse(client), 0),
        *_public(client),
    ]
    for name, act in units.items():
        say_times(name, in_turn(client, {name: act})[name])
    for name, unit, act, target in pages:
        warm = 3 * WALKED if "20 figures" in name or "pane" in name else 4  # each worker remembers its own
        times = in_turn(client, {unit: units[unit], name: act}, warm=warm)
        say_times(name, times[name], times[unit], target)
    _never_seen(client, ground, one, units[one])
    _verdicts(client, ground)
    _eight(client, ground, units, plain)


def _public(client: Client) -> Iterator[tuple[str, str, Act, float]]:
    """The public sheet: in full, and asked again by a reader who has it."""
    tag = client.get("/s/hundred/1/").headers["ETag"]
    yield "public sheet of 100 claims, in full", "bare answer", get("/s/hundred/1/"), 0
    yield "public sheet, revalidated", "bare answer", get("/s/hundred/1/", 304, {"If-None-Match": tag}), 1.5


def pulse(client: Client) -> Act:
    page = client.get("/d/queue/claims/1/").body.decode()  # type: ignore[attr-defined]
    state = re.search(r'data-state="([^"]+)"', page)
    assert state is not None
    return get("/d/queue/pulse/?claim=1", 304, {"If-None-Match": f'"{state[1]}"'})


def insert(client: Client) -> object:
    return client.post("/bare/insert/", {"words": "14,3 milliards de dollars"})


def decide(waiting: Iterable[tuple[int, int]], shown: dict[int, str] | None = None) -> Act:
    """Contest one figure after another; the answer is the pane with the next thing to decide.

    `shown` is what the open page says with it, by the number of its claim; the answer says what it then has.
    """
    turn, shown = iter(waiting), {} if shown is None else shown

    def act(client: Client) -> object:
        figure, claim = next(turn)
        form = {"outcome": "contested", "reason": "Contredit par le rapport", "seen": "0", "key": str(uuid4())}
        headers = FRAGMENT | ({"X-Shown": shown[claim]} if claim in shown else {})
        answer = client.post(f"/d/queue/figures/{figure}/decide/", form, headers)
        shown.update({claim: said[1].decode()} if claim in shown and (said := SHOWN.search(answer)) else {})
        return answer

    return act


def opened(client: Client, waiting: Iterable[tuple[int, int]]) -> dict[int, str]:
    """The claims of these figures, each opened in its pane, with what the page would say."""
    panes = {claim: client.get(f"/d/queue/claims/{claim}/", 200, FRAGMENT) for _figure, claim in waiting}
    found = {claim: SHOWN.search(pane.body) for claim, pane in panes.items()}  # type: ignore[attr-defined]
    return {claim: said[1].decode() for claim, said in found.items() if said}


def _never_seen(client: Client, ground: Ground, unit: str, bare: Act) -> None:
    """What no process remembers: pages looked at for the first time, and pages that a colleague has just changed."""
    colleague = sign_in(client.url, "colleague", PASSWORD)
    elsewhere, here = decide(ground.to_decide[::-1]), on_each(ground.on_wide)
    looks: tuple[tuple[str, Act, Act | None], ...] = (
        ("a claim of 20 figures, first look", walk(claims(range(WALKED + 1, WIDE + 1))), None),
        ("a claim of 2 figures, first look, the pane", walk(claims(range(2_000, 3_000)), FRAGMENT), None),
        ("an overview of 50 claims by 200 sources, first look", walk(overviews(range(2, 200))), None),
        ("public sheet of 100 claims, first look", by_another_port("/s/hundred/1/"), None),
        ("20 figures, a colleague decided elsewhere", get("/d/queue/claims/1/"), lambda _: elsewhere(colleague)),
        ("20 figures, a colleague decided one of them", here.look, lambda _: here.decide(colleague)),
    )
    for name, act, before in looks:
        times = in_turn(client, {unit: bare, name: act}, 36, warm=0, before=before)
        say_times(name, times[name], times[unit])


def walk(paths: Iterable[str], headers: dict[str, str] | None = None) -> Act:
    """These pages, one after the other, round and round."""
    turn = cycle(paths)
    return lambda client: client.get(next(turn), 200, headers)


def claims(numbers: Iterable[int]) -> list[str]:
    return [f"/d/queue/claims/{number}/" for number in numbers]


def overviews(numbers: Iterable[int]) -> list[str]:
    return [f"/d/queue/overview/?page={number}" for number in numbers]


def by_another_port(path: str) -> Act:
    """A public page as another address of the desk gives it each time: one that nobody has come by."""
    ports = count(10_000)
    return lambda client: client.get(path, 200, {"Host": f"localhost:{next(ports)}"})


class on_each:  # noqa: N801 - used as a function is
    """A verdict on a figure of another wide claim each time, and a look at that claim."""

    def __init__(self, waiting: list[tuple[int, int]]) -> None:
        first = {number: (figure, number) for figure, number in reversed(waiting)}
        self.decide, self.numbers = decide(list(first.values())), iter(first)

    def look(self, client: Client) -> object:
        return client.get(f"/d/queue/claims/{next(self.numbers)}/")


def _verdicts(client: Client, ground: Ground) -> None:
    """From a page that is open, as an editor decides; and from one that has not seen all, which gets the whole pane."""
    seen, unseen = (ground.to_decide[:TURNS], ground.to_decide[TURNS : 2 * TURNS])
    acts = {"insert": insert, "verdict": decide(seen, opened(client, seen)), "unseen": decide(unseen)}
    times = in_turn(client, acts)
    say_times("bare durable insert", times["insert"])
    say_times("a verdict, answered with the pane", times["verdict"], times["insert"], 3)
    say_times("the same where the page had not seen all", times["unseen"], times["insert"])
    ground.to_decide[: 2 * TURNS] = []


def _eight(client: Client, ground: Ground, units: dict[str, Act], plain: str) -> None:
    heading("Eight clients at once")
    rates = {name: at_once(client, act, SECONDS) for name, act in units.items()}
    for name, (rate, times) in rates.items():
        say_rate(name, rate, times)
    listed, one = (rates[name][0] for name in list(units)[1:])
    say_rate("review page", *at_once(client, get("/d/queue/"), SECONDS), listed)
    pages, panes = (walk(claims(range(1, WALKED + 1)), headers) for headers in (None, FRAGMENT))
    for act in (pages, panes):
        in_turn(client, {"warm": act}, 0, 4 * WALKED)
    say_rate("one claim of 20 figures, whole page", *at_once(client, pages, SECONDS), one, 240)
    say_rate("the pane", *at_once(client, panes, SECONDS), one)
    inserted, times = at_once(client, insert, SECONDS)
    say_rate("bare durable insert", inserted, times)
    shown = opened(client, ground.to_decide[:IN_TIME])
    rate, times = at_once(client, decide(ground.to_decide, shown), SECONDS)
    say_rate("a verdict, answered with the pane", rate, times, inserted, 220)
    met = "met" if late(times) < 0.06 else "missed"
    say("", f"median {statistics.median(times) * 1000:.1f} ms, p95 under 60 ms: {met}")


def weights(client: Client) -> None:
    """What a first visit to the review page loads, compressed as the server sends it."""
    heading("First load of the review page, compressed")
    page = client.get("/d/queue/").body.decode()  # type: ignore[attr-defined]
    found = re.findall(r'(?:href|src)="(/static/[^"]+\.(?:css|js))"', page)
    total = 0
    for path in found:
        answer = client.get(path)
        total += len(answer.body)  # type: ignore[attr-defined]
        say(path.rsplit("/", 1)[-1], f"{len(answer.body):>9,} B {answer.headers.get('Content-Encoding', 'plain')}")  # type: ignore[attr-defined]
    say("script and style together", f"{total:>9,} B  (under 60 kB: {'met' if total < 60_000 else 'missed'})")
    say("the page itself, not compressed", f"{len(page.encode()):>9,} B")
