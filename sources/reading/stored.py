"""An article between two requests: everything but its bytes, as JSON."""

from dataclasses import asdict, replace
from datetime import date
from typing import Any

from sources.reading.article import Article


def article_as_json(article: Article, *, served_at: str = "") -> dict[str, Any]:
    """`served_at`: the address it was fetched from, which is its URL where the page names no other.

    >>> made = article_as_json(Article(b"x", "", "x", "utf-8", "plain text", "1", published_on=date(2025, 3, 3)))
    >>> made["published_on"], article_from_json(made, b"x").published_on
    ('2025-03-03', datetime.date(2025, 3, 3))
    """
    if served_at:
        # What the server says of the encoding is evidence, not an editor's choice.
        notes = tuple(note.replace("encoding: ", "served-encoding: ", 1) for note in article.notes)
        article = replace(article, url=article.url or served_at, notes=notes)
    said = asdict(replace(article, raw=b""))
    del said["raw"]
    return said | {"published_on": article.published_on.isoformat() if article.published_on else None}


def article_from_json(said: dict[str, Any], raw: bytes) -> Article:
    lists = {name: tuple(said[name]) for name in ("guessed", "notes")}
    masks = tuple((start, end) for start, end in said["masks"])
    day = date.fromisoformat(said["published_on"]) if said["published_on"] else None
    return Article(**said | lists | {"raw": raw, "masks": masks, "published_on": day})
