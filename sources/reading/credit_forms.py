"""The forms in which articles credit themselves, from credits.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DEFINITE = re.compile(r"(?:l['’]|(?:la|le|the)\s+)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:l['’]|(?:la|le|the|agence|agency)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CreditForms:
    """`byline`, `published`, `updated` and `credit` match the words that open such a credit; the others match whole."""

    byline: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    credit: re.Pattern[str]
    clock: re.Pattern[str]
    outlet: re.Pattern[str]
    masthead: re.Pattern[str]
    motto: re.Pattern[str]
    desk: re.Pattern[str]
    report: tuple[re.Pattern[str], ...]
    agency_name: re.Pattern[str]
    agency_like: re.Pattern[str]
    agencies: dict[str, str]


def agency(name: str) -> str:
    """The name by which a desk counts an agency, or empty where `name` is none that is known.

    >>> agency("Agence France-Presse"), agency("Le Courrier")
    ('AFP', '')
    """
    return credit_forms().agencies.get(name.strip(" .").replace("’", "'"), "")


def agency_in(words: str) -> str:
    """The agency that a speaker is ("l’AFP", "the Reuters news agency"), known or called as only agencies are.

    >>> agency_in("l’AFP"), agency_in("the Associated Press"), agency_in("plusieurs médias américains")
    ('AFP', 'AP', '')
    >>> agency_in("the Baltic News Agency"), agency_in("l’Agence Bio")
    ('Baltic News Agency', '')
    """
    name = words.strip(" .")
    bare = _DEFINITE.sub("", name, count=1)
    return _known(name) or (bare if credit_forms().agency_name.fullmatch(bare) else "")


def credited(name: str) -> str:
    """The agency that a byline or a line of credit names: one that is known, or one whose name looks like an agency's.

    >>> credited("l’Agence Médicis"), credited("Baltic Press"), credited("Agence nationale du sport")
    ('Agence Médicis', 'Baltic Press', '')
    """
    bare = _DEFINITE.sub("", name.strip(" ."), count=1)
    return agency_in(name) or (bare if credit_forms().agency_like.fullmatch(bare) else "")


def _known(name: str) -> str:
    return next((found for form in (name, _ARTICLE.sub("", name)) if (found := agency(form))), "")


@cache
def credit_forms() -> CreditForms:
    with Path(__file__).with_name("credits.toml").open("rb") as file:
        table = tomllib.load(file)

    def opening(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(table[name])})(?:(?<=[:'’])|(?!\w))\s*", re.IGNORECASE)

    def whole(name: str) -> re.Pattern[str]:
        return re.compile("|".join(table[name]), re.IGNORECASE)

    return CreditForms(
        byline=opening("byline"),
        published=opening("published"),
        updated=opening("updated"),
        credit=opening("credit"),
        clock=re.compile(table["clock"], re.IGNORECASE),
        outlet=re.compile("|".join(table["outlet"]), re.IGNORECASE),
        masthead=whole("masthead"),
        motto=whole("motto"),
        desk=whole("desk"),
        report=tuple(re.compile(form, re.IGNORECASE) for form in table["report"]),
        agency_name=re.compile("|".join(table["agency_name"])),
        agency_like=re.compile("|".join(table["agency_like"])),
        agencies={form: name for name, forms in table["agencies"].items() for form in forms},
    )
