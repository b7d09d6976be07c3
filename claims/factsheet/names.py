"""Names of outlets as they stand within a sentence: with the article that the language gives them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_ARTICLES = tomllib.loads(Path(__file__).with_name("names.toml").read_text(encoding="utf-8"))


def in_a_sentence(name: str, language: str) -> str:
    """
    >>> [in_a_sentence(name, "fr") for name in ("AFP", "Le Monde", "Financial Times", "Reuters")]
    ['l’AFP', 'Le Monde', 'le Financial Times', 'Reuters']
    >>> in_a_sentence("AFP", "en"), in_a_sentence("New York Times", "en-GB")
    ('AFP', 'the New York Times')
    """
    return _articles(language.split("-")[0].lower()).get(name.strip(), "") + name


@cache
def _articles(language: str) -> dict[str, str]:
    return {name: article for article, names in _ARTICLES.get(language, {}).items() for name in names}
