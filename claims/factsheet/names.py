"""Names of outlets as they stand within a sentence: with the article that the language gives them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

_MASTHEAD = re.compile("(?:LE|LA|LES|THE) ")
_SMALL = frozenset(["DE", "DU", "DES", "ET", "OF", "AND"])
_ARTICLES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


def in_a_sentence(name: str, language: str) -> str:
    """
    >>> [in_a_sentence(name, "fr") for name in ("AFP", "Le Monde", "Financial Times", "Reuters", "Agence Corail")]
    ['l’AFP', 'Le Monde', 'le Financial Times', 'Reuters', 'l’Agence Corail']
    >>> in_a_sentence("AFP", "en"), in_a_sentence("New York Times", "en-GB"), in_a_sentence("LE FIL ÉCO", "fr")
    ('AFP', 'the New York Times', 'Le Fil Éco')
    """
    language = language.split("-")[0].lower()
    article = _articles(language).get(name.strip()) or _articles(f"{language}_first").get(name.partition(" ")[0], "")
    return article + (_lowered(name) if _MASTHEAD.match(name) and name.isupper() else name)


def _lowered(name: str) -> str:
    """A masthead that is set in capitals, as one writes a title."""
    return " ".join(word.lower() if word in _SMALL else word.capitalize() for word in name.split(" "))


@cache
def _articles(language: str) -> dict[str, str]:
    return {name: article for article, names in _ARTICLES.get(language, {}).items() for name in names}
