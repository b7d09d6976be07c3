"""Sixteen editors at once: every acknowledged verdict is stored, a race has one winner, a repeat is answered once."""

from __future__ import annotations

import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

from tests.reliability.ground import Desk, Editor, Server, main, report
from tests.reliability.load import populate, version, whole

Claims = list[tuple[int, int, int]]


def decide_apart(server: Server, people: list[Editor], claims: Claims, each: int) -> Counter[int]:
    """Every editor decides claims of their own, one act of two verdicts after the other, all at the same time."""

    def work(number: int) -> list[int]:
        mine = claims[number * each : (number + 1) * each]
        return [people[number].post(*version(claim, str(uuid4()), f"Motif {number}")).status for claim in mine]

    with ThreadPoolExecutor(len(people)) as pool:
        return Counter(status for statuses in pool.map(work, range(len(people))) for status in statuses)


def race(people: list[Editor], figures: list[int]) -> tuple[int, int, int]:
    """All decide one figure at the same moment, figure after figure: races with one winner, losers told, errors."""
    one_winner = told = errors = 0
    for figure in figures:
        start = Barrier(len(people))

        def decide(person: Editor, figure: int = figure, start: Barrier = start) -> tuple[int, str]:
            data = {"outcome": "contested", "seen": 0, "key": str(uuid4()), "reason": f"Motif de {person.name}."}
            start.wait()
            answer = person.post(f"/d/load/figures/{figure}/decide/", data)
            return answer.status, answer.text

        with ThreadPoolExecutor(len(people)) as pool:
            answers = list(pool.map(decide, people))
        winners = [person for person, (status, _text) in zip(people, answers, strict=True) if status == 302]
        one_winner += len(winners) == 1
        told += sum(status == 409 and f"Motif de {winners[0].name}." in text for status, text in answers if winners)
        errors += sum(status not in {302, 409} for status, _text in answers)
    return one_winner, told, errors


def repeat(people: list[Editor], figures: list[int]) -> tuple[int, int]:
    """The same request four times at once: answers that say done, and verdicts that are stored."""
    from claims.models import Verdict

    answered = 0
    for figure in figures:
        data = {"outcome": "contested", "seen": 0, "key": str(uuid4()), "reason": "Motif."}
        with ThreadPoolExecutor(4) as pool:
            sent = [pool.submit(people[0].post, f"/d/load/figures/{figure}/decide/", data) for _ in range(4)]
            answered += sum(one.result().status == 302 for one in sent)
    return answered, Verdict.objects.filter(figure__in=figures).count()


def scenario(desk: Desk, short: bool) -> None:
    from claims.models import Verdict

    editors, each, races = (6, 5, 8) if short else (16, 30, 100)
    repeats = races // 4
    claims = populate(editors * each + races + repeats, editors)
    apart, raced = claims[: editors * each], claims[editors * each : editors * each + races]
    with desk.serve() as server:
        people = [Editor(server.port, f"editor{number}").sign_in() for number in range(editors)]
        started = time.perf_counter()
        statuses = decide_apart(server, people, apart, each)
        seconds = time.perf_counter() - started
        acknowledged = 2 * statuses[302]
        report(
            "editors at once", editors=editors, acknowledged=acknowledged, stored=Verdict.objects.count(),
            refused=sum(statuses.values()) - statuses[302], seconds=round(seconds, 1), **whole(),
        )  # fmt: skip
        one_winner, told, errors = race(people, [low for _n, low, _h in raced])
        report(
            "races for one figure", races=races, one_winner=one_winner, told=told, losers=races * (editors - 1),
            errors=errors, stored=Verdict.objects.filter(figure__in=[low for _n, low, _h in raced]).count(),
        )  # fmt: skip
        answered, stored = repeat(people, [low for _n, low, _h in claims[-repeats:]])
        report("repeated requests", sent=4 * repeats, answered=answered, stored=stored, wanted=repeats)
    report(
        "errors in the log",
        locked=desk.log().count("OperationalError"),
        others=desk.log().count("Internal Server Error"),
    )


if __name__ == "__main__":
    main(scenario)
