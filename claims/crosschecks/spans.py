"""When two dates and a duration may belong together: words of before and after, a delay."""

from claims.crosschecks.facts import Fact, reach, together
from claims.crosschecks.lexicon import printed, signs


def span(start: Fact, length: Fact, end: Fact) -> float:
    """Two dates and the time between them: the duration stands with one of them in words of before and after."""
    if reach(start, length, end) > 1:
        return 0.0
    beside_ = (p for date_ in (start, end) for p, _ in together(length, date_))
    return 0.5 if any(printed(signs().span, p.words) for p in beside_) else 0.0


def delay(planned: Fact, length: Fact, now: Fact) -> float:
    """What was planned, how late it is, and when it is expected now; each in words that say so, in one article."""
    shared = planned.places.keys() & length.places.keys() & now.places.keys()
    late = any(printed(signs().late, p.words) for p in length.prints if p.place[0] in shared)
    once = any(printed(signs().planned, p.words) for p in planned.prints if p.place[0] in shared)
    return 0.5 if shared and late and once and planned is not now else 0.0
