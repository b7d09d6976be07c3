"""Which language a text is in, and the names its calendar uses; the data is in languages.toml."""

import re
import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORD = re.compile(r"[^\W\d_]+")
_PLAIN = re.compile(r"(?:[\w' -]|\\\.)+")  # how a form begins that is a pattern further on
_SAMPLE = 3_000  # characters: a language shows in far fewer
_REGION_SAMPLE = 20_000
_POINTS = {"proofs": 3, "marks": 2, "hints": 1}
_LEAST_POINTS = 3
_LEAST_LEAD = 2
_LEAST_SHARE = 0.08  # of a language's function words among all words: its prose has 0.2 to 0.35


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern of print with its points; whatever it finds begins with one of the `openers`, where it has any."""

    points: int
    pattern: re.Pattern[str]
    openers: tuple[str, ...] = ()

    def shows(self, sample: str) -> bool:
        if self.openers and not any(opener in sample for opener in self.openers):
            return False
        return self.pattern.search(sample) is not None


@dataclass(frozen=True, slots=True)
class Region:
    """`shared` words count only beside one of the signs."""

    tag: str
    words: frozenset[str]
    shared: frozenset[str]
    signs: tuple[Sign, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """`months` and `weekdays` map a printed form, casefolded, to 1..12 and to 0 (Monday)..6."""

    tag: str
    words: frozenset[str]
    months: dict[str, int]
    weekdays: dict[str, int]
    regions: tuple[Region, ...]


@cache
def languages() -> tuple[Language, ...]:
    """The languages of languages.toml."""
    with Path(__file__).with_name("languages.toml").open("rb") as file:
        tables = tomllib.load(file)
    return tuple(
        Language(
            tag=tag,
            words=frozenset(table["words"]),
            months={form: number for number, forms in enumerate(table["months"], 1) for form in forms},
            weekdays={form: number for number, forms in enumerate(table["weekdays"]) for form in forms},
            regions=tuple(
                Region(
                    tag=name,
                    words=frozenset(region.get("words", ())),
                    shared=frozenset(region.get("shared", ())),
                    signs=tuple(
                        _sign(points, forms) for kind, points in _POINTS.items() for forms in region.get(kind, ())
                    ),
                )
                for name, region in table.get("regions", {}).items()
            ),
        )
        for tag, table in tables.items()
    )


def _sign(points: int, forms: str | list[str]) -> Sign:
    if isinstance(forms, str):
        return Sign(points, re.compile(forms))
    openers = tuple(found[0].replace("\\.", ".") for form in forms if (found := _PLAIN.match(form)))
    return Sign(points, re.compile(rf"\b(?:{'|'.join(forms)})\b"), openers)


def detect_language(text: str) -> str:
    """The BCP 47 tag of a text's language, with a region only where print shows one; empty where it is not clear.

    >>> detect_language("Le groupe rachète une usine dans le Nord pour 3 M$ US, selon son patron.")
    'fr-CA'
    >>> detect_language("The group is buying a plant in the north, its chief said.")
    'en'
    >>> detect_language("Der Konzern kauft ein Werk im Norden, sagte der Chef.")
    ''
    """
    words = Counter(_WORD.findall(text[:_SAMPLE].casefold()))
    total = words.total()
    shares = sorted(
        (
            (sum(map(words.__getitem__, language.words.intersection(words))) / total, language)
            for language in languages()
            if total
        ),
        key=lambda pair: -pair[0],
    )
    if not shares or shares[0][0] < _LEAST_SHARE:
        return ""
    if len(shares) > 1 and shares[0][0] < 2 * shares[1][0]:
        return ""
    language = shares[0][1]
    return _region(text[:_REGION_SAMPLE], words, language) or language.tag


def _region(sample: str, words: Counter[str], language: Language) -> str:
    """The tag of the region that print shows beyond doubt, or empty."""
    scores = sorted(((_points(sample, words, region), region.tag) for region in language.regions), reverse=True)
    (points, tag), (next_points, _) = (*scores, (0, ""), (0, ""))[:2]
    if tag == "neutral" or points < _LEAST_POINTS or points - next_points < _LEAST_LEAD:
        return ""
    return tag


def _points(sample: str, words: Counter[str], region: Region) -> int:
    signs = sum(sign.points for sign in region.signs if sign.shows(sample))
    telling = region.words | region.shared if signs else region.words
    return signs + len(telling & words.keys())
