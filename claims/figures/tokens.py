"""A text as words, numbers and signs, in one linear pass; offsets stay those of the text.

Only ASCII digits make a number: other scripts' digits are looked at by nobody who checks French or English
print, and `\\d` would let them in unseen. Characters that show nothing (zero-width, bidi, soft hyphen) are no tokens.
"""

import re
import unicodedata
from collections.abc import Sequence

BREAK = "\n"  # ends a paragraph or a line that is one: no figure runs over it
HIDDEN = "\ufffc"  # stands where something was masked
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
DIGITS = frozenset("0123456789")
QUOTES = frozenset("«»\"“”„'’‘")
_PADDING = 12
_HARD_WRAP = 45  # a line at least this long that ends in mid-sentence was broken to fit a width

_TOKEN = re.compile(
    r"""
      (?P<number> [0-9]{1,3} (?: [ \u00a0\u2007\u2009\u202f] [0-9]{3} )++ (?![0-9]) (?: [.,] [0-9]++ )?+
               |  [0-9]++ (?: [.,'’] [0-9]++ )*+ )
    | [^\W\d_]++ (?: [\u0300-\u036f]++ [^\W\d_]*+ )*+ (?: ['’] (?=[^\W_]) )?+
    | \n \s*+
    | [^\w\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]
    """,
    re.VERBOSE,
)
_LINK = re.compile(
    r"https?://\S++|www\.\S++"
    r"|(?<![\w.+-])[\w.+-]{1,64}+@[\w-]++(?:\.[\w-]++)+"
    r"|\b[\w-]{1,63}\.(?:com|fr|ca|ch|be|org|net|io|co|uk|eu|gov|edu|info|ai)\b(?:/\S*+)?"
)
_PHONE = re.compile(
    r"(?<![\w.,])(?:"
    r"\+[0-9]{1,3}(?:[ .\u00a0-]?(?:\([0-9]{1,4}\)|[0-9]{1,4})){3,7}"
    r"|0[0-9](?:[ .\u00a0-][0-9]{2}){4}"
    r"|\(?[0-9]{3}\)?[ .\u00a0-][0-9]{3}[.\u00a0-][0-9]{4}"
    r"|[0-9]-[0-9]{3}-[0-9]{3}-[0-9]{4}|[0-9]{3}-[0-9]{2}-[0-9]{4}"
    r")(?![\w]|[.,][0-9])"
)
_SPACES = re.compile(r"[^\n]")
_LOWERED: dict[str, str] = {}


class Tokens:
    """The tokens of one text: `keys[i]` is the folded word, printed at `text[starts[i]:ends[i]]`.

    Both ends are padded with breaks, so that a look to either side needs no bounds.
    """

    __slots__ = ("ends", "keys", "starts", "text")

    def __init__(self, text: str, starts: list[int], ends: list[int], keys: list[str]) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.keys = keys

    def word(self, index: int) -> str:
        """The token as printed."""
        return self.text[self.starts[index] : self.ends[index]]

    def number(self, index: int) -> bool:
        return self.keys[index][0] in DIGITS

    def wordlike(self, index: int) -> bool:
        return self.keys[index][0].isalpha()

    def touching(self, index: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return self.ends[index] == self.starts[index + 1]

    def capital(self, index: int) -> bool:
        return self.text[self.starts[index] : self.starts[index] + 1].isupper()

    def slice(self, first: int, end: int) -> str:
        """What is printed from token `first` up to token `end`, exclusive."""
        return self.text[self.starts[first] : self.ends[end - 1]] if end > first else ""

    def opens_sentence(self, index: int) -> bool:
        """Whether a sentence starts at this token (a quotation mark or bullet may come first).

        >>> [tokenise("Il part. 300 restent").opens_sentence(i) for i in (1, 2, 4)]
        [True, False, True]
        """
        before = index - 1
        while self.keys[before] in QUOTES or self.keys[before] in HYPHENS or self.keys[before] in "•*–(":
            before -= 1
        return self.keys[before] in (BREAK, ".", "!", "?", ":", ";", "…")


def tokenise(text: str) -> Tokens:
    """Split a text.

    >>> tokenise("Près de 1 500 employés, l’été").keys[1:-12]
    ['près', 'de', '1 500', 'employés', ',', "l'", 'été']
    >>> tokenise("14,3 milliards d'euros").keys[1:-12]
    ['14,3', 'milliards', "d'", 'euros']
    """
    starts, ends, keys = [0], [0], [BREAK]
    known = _LOWERED
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        printed = found.group()
        key = known.get(printed)
        if key is None:
            key = _fold(printed, known)
        if key == BREAK and not _breaks(text, start, end, printed):
            continue
        starts.append(start)
        ends.append(end)
        keys.append(key)
    end = len(text)
    starts += [end] * _PADDING
    ends += [end] * _PADDING
    keys += [BREAK] * _PADDING
    return Tokens(text, starts, ends, keys)


def _fold(printed: str, known: dict[str, str]) -> str:
    """The key of a token: lower case, composed, a straight apostrophe, any line feed a break."""
    if printed[0] == "\n":
        return BREAK
    key = printed if printed.isascii() else unicodedata.normalize("NFC", printed)
    key = key.lower().replace("’", "'")
    if len(printed) < 24 and not printed[0].isdigit():
        if len(known) > 200_000:
            known.clear()
        known[printed] = key
    return key


def _breaks(text: str, start: int, end: int, printed: str) -> bool:
    """Whether a line feed ends a paragraph, rather than wrapping a long line in mid-sentence."""
    if printed.count("\n", 0, 200) > 1 or end >= len(text):
        return True
    before = text[start - 1 : start]
    if before in ".!?:;…»”\"" or not (text[end].islower() or text[end] in DIGITS):
        return True
    line = text.rfind("\n", max(0, start - _HARD_WRAP), start)
    return line >= 0 or start < _HARD_WRAP


def hide(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with masked spans, links, addresses and telephone numbers blanked; its length is unchanged.

    >>> hide("Voir https://ex.org/2024 ou 01 23 45 67 89.", [(0, 4)])
    '\ufffc    \ufffc                   ou \ufffc             .'
    """
    for start, end in reversed(spans):
        text = text[:start] + _blank(text[start:end]) + text[end:]
    if "://" in text or "@" in text or "." in text:
        text = _LINK.sub(lambda found: _blank(found.group()), text)
    return _PHONE.sub(lambda found: _blank(found.group()), text)


def _blank(printed: str) -> str:
    return HIDDEN + _SPACES.sub(" ", printed[1:]) if printed else ""
