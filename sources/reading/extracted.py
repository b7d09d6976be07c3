"""What a format's extractor gives: the text of a file, and what the file says of itself beside its text."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

# What programs write by themselves, which nobody meant as a title or a name.
_NOT_MEANT = re.compile(
    r"\(?(?:unspecified|anonymous|unknown|untitled|sans titre|document\s*\d*|microsoft( office)? (word|user)\b.*"
    r"|python-docx|word document|user|admin(istrator)?|utilisateur.*|.*\.(docx?|pdf|indd|qxp|rtf|odt|html?))\)?",
    re.IGNORECASE,
)
_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file: for text formats its bytes decoded, for others the output of the extractor that is named.

    `found`: title, publisher, author, published (YYYY-MM-DD), language and url as the file's markup or properties
    give them, and `saved`, the day of the file itself. They are guesses until an editor says otherwise.
    """

    text: str
    encoding: str
    extractor: str
    extractor_version: str
    front_matter: bool = False
    found: dict[str, str] = field(default_factory=dict)


# A format is one function: the bytes and the encoding that was chosen ("" for none) to what was extracted.
Extractor = Callable[[bytes, str], Extracted]


def storable(text: str) -> str:
    r"""The text without what no database stores: NUL, other control characters, lone surrogates.

    >>> storable("Un\x00 port\ud800\n\u202evendu")
    'Un port\n\u202evendu'
    """
    return _UNSTORABLE.sub("", text)


def one_line(value: object, limit: int = 200) -> str:
    r"""A property as one line of printable text; empty where it is one that programs fill in by themselves.

    >>> one_line("  Un port\n vendu "), one_line("Microsoft Word - port.docx"), one_line(None)
    ('Un port vendu', '', '')
    """
    text = " ".join(storable(value if isinstance(value, str) else "").split())[:limit].strip()
    return "" if _NOT_MEANT.fullmatch(text) else text
