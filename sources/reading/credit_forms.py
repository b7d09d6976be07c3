"""The forms in which articles credit themselves, from credits.toml."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_ARTICLE = re.compile(r"(?:l['’]|(?:la|le|the|agence|agency)\s+)+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CreditForms:
    """`byline`, `published`, `updated` and `credit` match the words that open such a credit."""

    byline: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    credit: re.Pattern[str]
    clock: re.Pattern[str]
    outlet: re.Pattern[str]
    agencies: dict[str, str]


def agency(name: str) -> str:
    """The name by which a desk counts an agency, or empty where `name` is none that is known.

    >>> agency("Agence France-Presse"), agency("Le Courrier")
    ('AFP', '')
    """
    return credit_forms().agencies.get(name.strip(" .").replace("’", "'"), "")


def agency_in(words: str) -> str:
    """The agency that a speaker is ("l’AFP", "the Reuters news agency"), or empty.

    >>> agency_in("l’AFP"), agency_in("the Associated Press"), agency_in("plusieurs médias américains")
    ('AFP', 'AP', '')
    """
    return next((found for name in (words, _ARTICLE.sub("", words.strip())) if (found := agency(name))), "")


@cache
def credit_forms() -> CreditForms:
    with Path(__file__).with_name("credits.toml").open("rb") as file:
        table = tomllib.load(file)

    def opening(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?:{'|'.join(table[name])})(?:(?<=[:'’])|(?!\w))\s*", re.IGNORECASE)

    return CreditForms(
        byline=opening("byline"),
        published=opening("published"),
        updated=opening("updated"),
        credit=opening("credit"),
        clock=re.compile(table["clock"], re.IGNORECASE),
        outlet=re.compile("|".join(table["outlet"]), re.IGNORECASE),
        agencies={form: name for name, forms in table["agencies"].items() for form in forms},
    )
