"""A web page: its article by trafilatura, which leaves navigation, scripts and styles out, and what its head says."""

import re
from importlib.metadata import version

import trafilatura
from lxml import etree, html

from sources.reading.article import UnreadableFile, _
from sources.reading.decode import decode, web_encoding
from sources.reading.extracted import Extracted, storable
from sources.reading.htmlhead import read_head

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_HEAD = 4_096  # bytes in which a page must name its encoding
_LONGEST = 5_000_000  # characters of markup: pages have a tenth of it


def extract_html(raw: bytes, encoding: str) -> Extracted:
    """Decoded as the page itself says; where it says nothing, as `encoding`; else it must be UTF-8."""
    text, codec = decode(raw, _stated(raw) or encoding)
    if len(text) > _LONGEST:
        raise UnreadableFile(_("The page is too long to be an article: save the article alone."))
    tree = _parsed(text)
    story = trafilatura.extract(tree, include_comments=False, include_tables=True, favor_recall=True) or ""
    if not story.strip():
        raise UnreadableFile(
            _("No article was found in this page. Copy the article's text from your browser and paste it instead.")
        )
    whole = _parsed(text)  # once more: extraction takes a tree apart
    return Extracted(
        text=storable(_with_headline(story, whole)),
        encoding=codec,
        extractor="trafilatura, headline kept",
        extractor_version=f"{version('trafilatura')}/1",
        found=read_head(whole),
    )


def _with_headline(story: str, page: html.HtmlElement) -> str:
    """The story below its page's only h1, which stands outside of many pages' article: it holds figures too."""
    headings = [" ".join(one.text_content().split()) for one in page.iter("h1")]
    headline = headings[0] if len(headings) == 1 else ""
    begins = " ".join(story[:2_000].split())
    return story if not headline or len(headline) > 300 or headline in begins else f"{headline}\n{story}"


def _parsed(text: str) -> html.HtmlElement:
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True, huge_tree=False)
    try:
        tree: html.HtmlElement = html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise UnreadableFile(_("This is no page that can be read. Save it again from your browser.")) from error
    return tree


def _stated(raw: bytes) -> str:
    """The encoding that the page names, as one of CHOICES; empty where a byte order mark or nothing says it.

    >>> _stated(b'<meta charset="ISO-8859-1">'), _stated(b"<p>charset=latin1")
    ('cp1252', '')
    """
    if raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        return ""
    match = _CHARSET.search(raw, 0, _HEAD) or _XML_CHARSET.match(raw, 0, _HEAD)
    return web_encoding(match[1].decode("ascii")) if match else ""
