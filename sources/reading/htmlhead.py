"""What a page says of itself: JSON-LD, then Open Graph and other meta elements, then the document's own elements."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from lxml import html

from sources.reading.dates import find_date
from sources.reading.extracted import one_line
from sources.reading.front_matter import LANGUAGE_TAG

_ARTICLES = re.compile(r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report|WebPage)")
_LONGEST_JSON = 300_000
_MOST_NODES = 500
_UNFIT = re.compile(r"[\x00-\x20\x7f\s<>\"\\\ud800-\udfff]")
_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title"),
    "publisher": ("og:site_name", "dc.publisher", "dcterms.publisher", "application-name"),
    "author": ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author"),
    "published": (
        "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dcterms.date",
        "dc.date.issued", "parsely-pub-date", "pubdate", "publish-date",
    ),
    "url": ("og:url",),
    "language": ("og:locale", "dc.language", "content-language"),
}  # fmt: skip


def read_head(tree: html.HtmlElement) -> dict[str, str]:
    """Title, publisher, author, published, language and url, as far as the page gives them in a form that holds."""
    given = [*_linked_data(tree), _meta(tree), _elements(tree)]
    checks = {
        "title": lambda value: one_line(value, 500),
        "publisher": one_line,
        "author": _author,
        "published": _day,
        "language": language_tag,
        "url": address,
    }
    found = {}
    for name, check in checks.items():
        values = (check(one[name]) for one in given if one.get(name))
        found[name] = next((value for value in values if value), "")
    found["title"] = _without_outlet(found["title"], found["publisher"])
    return {name: value for name, value in found.items() if value}


def language_tag(value: str) -> str:
    """A BCP 47 tag in its usual case, or nothing.

    >>> language_tag("FR_ca"), language_tag("en"), language_tag("x-klingon")
    ('fr-CA', 'en', '')
    """
    first, *rest = value.strip().replace("_", "-").split("-")
    tag = "-".join([first.lower(), *(part.upper() if len(part) < 4 else part.title() for part in rest)])
    return tag if LANGUAGE_TAG.fullmatch(tag) else ""


def address(value: str) -> str:
    """An address of a page, not of a whole site, or nothing.

    >>> address("https://example.org/port#suite"), address("https://example.org/"), address("javascript:alert(1)")
    ('https://example.org/port', '', '')
    """
    try:
        parts = urlsplit(value.strip())
        whole = parts._replace(fragment="").geturl()
        proper = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return ""
    leads = parts.path.strip("/") or parts.query
    return whole if proper and leads and len(whole) <= 1000 and not _UNFIT.search(whole) else ""


def _day(value: str) -> str:
    printed = find_date(value[:100].replace("T", " "))
    return printed.day.isoformat() if printed and printed.day else ""


def _author(value: str) -> str:
    return "" if value.startswith(("http:", "https:", "/")) else one_line(value)


def _without_outlet(title: str, outlet: str) -> str:
    """A title less the outlet's name after it.

    >>> _without_outlet("Un port vendu | Le Courrier", "Le Courrier")
    'Un port vendu'
    """
    match = re.fullmatch(rf"(.+?)\s+[|·–—-]\s+{re.escape(outlet)}", title, re.IGNORECASE) if outlet else None
    return match[1] if match else title


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    said: dict[str, str] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name and element.get("content"):
            said.setdefault(name.strip().casefold(), element.get("content", ""))
    return {name: next((said[key] for key in keys if said.get(key)), "") for name, keys in _META.items()}


def _elements(tree: html.HtmlElement) -> dict[str, str]:
    headings = [one for one in tree.iter("h1") if one.text_content().strip()]
    title = headings[0].text_content() if len(headings) == 1 else tree.findtext(".//title", default="")
    links = (link.get("href", "") for link in tree.iter("link") if link.get("rel", "").casefold() == "canonical")
    times = (one.get("datetime", "") for one in tree.iter("time") if one.get("datetime"))
    return {"title": title, "language": tree.get("lang", ""), "url": next(links, ""), "published": next(times, "")}


def _linked_data(tree: html.HtmlElement) -> Iterator[dict[str, str]]:
    for script in tree.iter("script"):
        text = script.text or ""
        if script.get("type", "").strip().casefold() != "application/ld+json" or len(text) > _LONGEST_JSON:
            continue
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            continue
        for node in _nodes(data):
            if any(isinstance(kind, str) and _ARTICLES.fullmatch(kind) for kind in _listed(node.get("@type"))):
                yield _of_node(node)


def _nodes(data: object) -> Iterator[Mapping[str, Any]]:
    """The objects at the top of JSON-LD, those of its graph included."""
    waiting = list(_listed(data))[:_MOST_NODES]
    while waiting:
        node = waiting.pop(0)
        if isinstance(node, Mapping):
            yield node
            waiting += list(_listed(node.get("@graph")))[:_MOST_NODES] if len(waiting) < _MOST_NODES else []


def _of_node(node: Mapping[str, Any]) -> dict[str, str]:
    page = node.get("mainEntityOfPage")
    return {
        "title": _word(node.get("headline")) or _word(node.get("name")),
        "publisher": _name(node.get("publisher")),
        "author": ", ".join(filter(None, (_name(one) for one in list(_listed(node.get("author")))[:5]))),
        "published": _word(node.get("datePublished")),
        "language": _word(node.get("inLanguage")),
        "url": _word(node.get("url")) or (_word(page.get("@id")) if isinstance(page, Mapping) else _word(page)),
    }


def _listed(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _name(value: object) -> str:
    return _word(value.get("name")) if isinstance(value, Mapping) else _word(value)


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""
