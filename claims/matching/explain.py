"""Why two figures stand together: short stable codes, and their words in French and English."""

from collections.abc import Mapping, Sequence

from claims.dimensions import base
from claims.matching.context import Context
from claims.matching.lexicon import language_of, load
from claims.matching.measures import middle

_WORDS: Mapping[str, Mapping[str, str]] = {
    "fr": {
        "unit": "même unité",
        "same": "même valeur",
        "fits": "valeurs compatibles",
        "gap": "{} % d’écart",
        "times": "{} fois plus",
        "days": "{} jours d’écart",
        "years": "{} ans d’écart",
        "topic": "tous deux : {}",
        "words": "mots communs : {}",
        "names": "mêmes noms : {}",
        "noun": "on compte la même chose : {}",
        "date": "datés du même moment",
        "article": "même article",
        "placed": "rangé par la rédaction",
    },
    "en": {
        "unit": "same unit",
        "same": "same value",
        "fits": "values that fit",
        "gap": "{} % apart",
        "times": "{} times as much",
        "days": "{} days apart",
        "years": "{} years apart",
        "topic": "both about {}",
        "words": "words in common: {}",
        "names": "same names: {}",
        "noun": "both count {}",
        "date": "dated alike",
        "article": "same article",
        "placed": "placed by the desk",
    },
}


def explain(code: str, language: str) -> str:
    """One reason in words.

    >>> explain("gap:3", "en"), explain("topic:price", "fr"), explain("times:2.5", "fr"), explain("times:5.0", "en")
    ('3 % apart', 'tous deux : prix d’achat', '2,5 fois plus', '5 times as much')
    """
    name, _, detail = code.partition(":")
    spoken = language_of(language) or "en"
    if name == "topic":
        topic = load().topics.get(detail)
        detail = topic.label[spoken].split("|")[0] if topic else detail
        detail = detail[:1].lower() + detail[1:]
    if name == "times":
        detail = detail.removesuffix(".0").replace(".", "," if spoken == "fr" else ".")
    return _WORDS[spoken].get(name, name).format(detail)


TOLD = ("topic", "noun_same", "time", "as_of")  # the features that are reasons


def reasons(
    a: Context, b: Context, relation: str, features: Mapping[str, float], words: Sequence[str]
) -> tuple[str, ...]:
    """The codes of what speaks for a pair, `code:detail` where there is a detail.

    `relation` is that of their values: same, fits or apart; `features`: those of TOLD; `words` are those in common.
    """
    found = ["unit"] if a.reading.unit == b.reading.unit and a.reading.kind not in ("date", "age", "ordinal") else []
    found.append(relation if relation != "apart" else distance(a, b))
    shared = {name: a.topics[name] * b.topics[name] for name in a.topics if name in b.topics}
    best = max(shared, key=lambda name: (shared[name], name), default="")
    if best and features["topic"] > 0.15:
        found.append(f"topic:{best}")
    if features["noun_same"]:
        found.append(f"noun:{a.reading.unit}")
    if words:
        found.append("words:" + ", ".join(words))
    names = _shared(a.names, b.names)
    if names:
        found.append("names:" + ", ".join(name.capitalize() for name in names))
    if features["time"] or features["as_of"]:
        found.append("date")
    if a.member[0] == b.member[0]:
        found.append("article")
    return tuple(code for code in found if code)


def distance(a: Context, b: Context) -> str:
    """How far two figures that share no value lie apart, as a code."""
    x, y = (middle(c.reading.said) for c in (a, b))
    if x is None or y is None:
        return ""
    if a.reading.kind == "date":
        return f"days:{abs(int(x - y))}"
    if a.reading.kind == "age":
        return f"years:{abs(x - y):.0f}"
    small, large = sorted(
        (abs(x * base(a.reading.unit, a.reading.kind)[1]), abs(y * base(b.reading.unit, b.reading.kind)[1]))
    )
    if not small:
        return ""
    ratio = large / small
    return f"times:{ratio:.1f}" if ratio >= 2 else f"gap:{(ratio - 1) * 100:.0f}"


def _shared(a: Mapping[str, float], b: Mapping[str, float]) -> list[str]:
    both = {name: min(weight, b[name]) for name, weight in a.items() if name in b}
    return sorted(both, key=lambda name: (-both[name], name))[:2]
