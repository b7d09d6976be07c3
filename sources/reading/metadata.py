"""What an article is: title, publisher, author, date, language, origin, as front matter states or the text shows.

A key that front matter gives without a value says "unknown": nothing is put in its place. Only the title and the
language are detected all the same, since an article is listed by the one and read by the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from types import MappingProxyType

from sources.reading.credits import Credits, read_credits
from sources.reading.front_matter import FrontMatter
from sources.reading.furniture import furniture
from sources.reading.languages import detect_language
from sources.reading.lines import Line, Span, lines_of, merged, uncovered, without
from sources.reading.mastheads import read_masthead

_ALWAYS = ("title", "language")
_LONGEST_TITLE = 200
_OPENING_WORDS = 80
_TITLE_LINES = 10  # how far down a Markdown heading is still the title


@dataclass(frozen=True, slots=True)
class Metadata:
    """The fields of an Article that describe it; `notes` are "code: detail as printed", see `read_metadata`."""

    title: str
    publisher: str
    author: str
    published_on: date | None
    language: str
    url: str
    origin: str
    reconstructed: bool
    masks: tuple[Span, ...]
    guessed: tuple[str, ...]
    notes: tuple[str, ...]


def read_metadata(text: str, front: FrontMatter, found: Mapping[str, str] = MappingProxyType({})) -> Metadata:
    """Everything that is known of the article in `text`, and the spans of it that are no story.

    `found` is what the file's markup or properties give (see `Extracted`): it goes before what the text shows.
    Codes of notes: `weekday` (the printed weekday does not fit the date), `date-without-year` (so it was not taken),
    `language` (not recognised), `file-date` (the day is that of the file, which may have been saved later).
    """
    lines = lines_of(text, front.span[1])
    junk = merged([front.span, *furniture(text, lines)])
    language = front.stated.get("language") or _language(
        found.get("language", ""), detect_language(without(text, junk))
    )
    credited = read_credits(lines, month_first=language == "en-US")
    outlet, masthead = read_masthead(lines, merged([*junk, *credited.spans]))
    masks = merged([*junk, *credited.spans, *masthead])
    fields, guessed = _completed(
        front.stated,
        {
            "title": front.stated.get("title") or found.get("title") or _title(lines, masks),
            "publisher": found.get("publisher") or outlet or credited.publisher,
            "author": found.get("author") or credited.author,
            "language": language,
            "url": found.get("url", ""),
            "origin": credited.agency,
        },
    )
    published_on, of_file = front.published_on, ""
    if "published" not in front.stated:
        published_on, of_file = _published(found, credited)
    return Metadata(
        title=fields["title"],
        publisher=fields["publisher"],
        author=fields["author"],
        published_on=published_on,
        language=fields["language"],
        url=fields["url"],
        origin=fields["origin"],
        reconstructed=front.reconstructed,
        masks=masks,
        guessed=(*guessed, "published_on") if published_on and not front.published_on else guessed,
        notes=(*_notes(credited, published_on, language), *([f"file-date: {of_file}"] if of_file else [])),
    )


def _language(found: str, detected: str) -> str:
    """What the text shows, made finer by what its file says; templates name a language that nobody chose.

    >>> _language("fr-CA", "fr"), _language("fr", "fr-CA"), _language("en", "fr"), _language("de", "")
    ('fr-CA', 'fr-CA', 'fr', 'de')
    """
    if found and (not detected or found.split("-")[0] == detected):
        return found
    return detected


def _published(found: Mapping[str, str], credited: Credits) -> tuple[date | None, str]:
    """The day of publication: as markup says, as printed, or as a last resort the file's own, which is then named."""
    printed = credited.published or credited.updated
    if found.get("published"):
        return date.fromisoformat(found["published"]), ""
    if printed:
        return printed.day, ""
    saved = found.get("saved", "")
    return (date.fromisoformat(saved), saved) if saved else (None, "")


def _completed(stated: dict[str, str], detected: dict[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """What is stated, or else detected; and which fields are detected.

    >>> _completed({"title": "", "publisher": ""}, {"title": "Une usine vendue", "publisher": "AFP", "origin": "AFP"})
    ({'title': 'Une usine vendue', 'publisher': '', 'origin': 'AFP'}, ('title', 'origin'))
    """
    fields = {key: value if key not in stated or key in _ALWAYS else stated[key] for key, value in detected.items()}
    return fields, tuple(key for key, value in fields.items() if value and value != stated.get(key))


def _notes(credited: Credits, published_on: date | None, language: str) -> tuple[str, ...]:
    notes = []
    dates = [printed for printed in (credited.published, credited.updated) if printed]
    for printed in dates:
        if not printed.fits_weekday:
            notes.append(f"weekday: {printed.printed}")
        if not printed.day and not published_on:
            notes.append(f"date-without-year: {printed.printed}")
    if not language:
        notes.append("language: not recognised")
    return tuple(notes)


# Titles


def _title(lines: list[Line], masks: tuple[Span, ...]) -> str:
    """A Markdown heading near the top, else a first line that looks like a headline, else the opening words."""
    top = list(islice((story for line in lines if (story := uncovered(line, masks))), _TITLE_LINES))
    if not top:
        return ""
    heading = next((line for line in top if line.startswith("# ")), "")
    if heading:
        return _shortened(_plain(heading), _LONGEST_TITLE)
    first = _plain(top[0])
    if _is_headline(first, [_plain(line) for line in top[1:]]):
        return first
    return _shortened(first, _OPENING_WORDS)


def _plain(line: str) -> str:
    """A line without Markdown's marks, its white space single.

    >>> _plain("## **Une  usine** vendue ##")
    'Une usine vendue'
    """
    return " ".join(line.strip("#*_ ").replace("**", "").split())


def _is_headline(line: str, following: list[str]) -> bool:
    """A headline is short and no sentence, or it is printed twice; a text follows it."""
    if not following or len(line) > _LONGEST_TITLE:
        return False
    return line in following or (" " in line and not line.rstrip("»”\"') ").endswith((".", ",", ";", ":")))


def _shortened(text: str, limit: int) -> str:
    """The first words of `text`; left out at the cut are little words, and a number, since its scale would be cut off.

    >>> _shortened("Le groupe vend pour 14,3 milliards sa filiale", 26)
    'Le groupe vend pour…'
    """
    if len(text) <= limit:
        return text
    words = text[:limit].split(" ")
    words = words[:-1] or words
    while len(words) > 1 and (len(words[-1]) <= 3 or any(character.isdigit() for character in words[-1])):
        words.pop()
    return " ".join(words).rstrip(" .,;:–—-(«") + "…"
