"""A text as words, numbers and signs, in one linear pass; offsets stay those of the text.

Only ASCII digits make a number: other scripts' digits are looked at by nobody who checks French or English
print, and `\\d` would let them in unseen. Characters that show nothing (zero-width, bidi, soft hyphen) are no tokens.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import accumulate

BREAK = "\n"  # ends a paragraph or a line that is one: no figure runs over it
HIDDEN = "\ufffc"  # stands where something was masked
HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
DIGITS = frozenset("0123456789")
QUOTES = frozenset("«»\"“”„'’‘")
_PADDING = 12
_MOST_FOLDED, _LONGEST_KEPT = 200_000, 24  # what is remembered of folded tokens, so that memory stays bounded
_HARD_WRAP = 45  # a line at least this long that ends in mid-sentence was broken to fit a width

_TOKEN = re.compile(
    r"""(
      [^\W\d_]++ (?: [\u0300-\u036f]++ [^\W\d_]*+ )*+ (?: ['’] (?=[^\W_]|[€$£]) (?![sS]\b) )?+
    | [0-9]{1,3} (?: [ \u00a0\u2007\u2009\u202f] [0-9]{3} )++ (?![0-9]) (?: [.,] [0-9]++ )?+
    | [0-9]++ (?: [.,'’] [0-9]++ )*+
    | \n \s*+
    | [^\w\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]
    )""",
    re.VERBOSE,
)
_URL = re.compile(r"(?:https?://|www\.)\S++")
_MAIL_HOST = re.compile(r"@[\w-]++(?:\.[\w-]++)+")
_MAIL_NAME_BACKWARDS = re.compile(r"[\w.+-]*+")
_LONGEST_MAIL_NAME = 64
# Both patterns start with a class of characters, which the engine looks for far faster than for a choice of patterns;
# what must not stand before it is looked at afterwards.
_DOMAIN = re.compile(
    r"[0-9](?<![\w-].)[\w-]{0,60}+\.(?:com|fr|ca|ch|be|org|net|io|co|uk|eu|gov|edu|info|ai)\b(?:/\S*+)?"
)
_PHONE = re.compile(
    r"[+(0-9](?<![^\W_].)(?<![.,].)(?:"
    r"(?<=\+)[0-9]{1,3}(?:[ .\u00a0-]?(?:\([0-9]{1,4}\)|[0-9]{1,4}+)){3,7}"
    r"|(?<=0)[0-9](?:[ .\u00a0-][0-9]{2}){4}"
    r"|(?:(?<=\()[0-9]{3}|(?<=[0-9])[0-9]{2})\)?[ .\u00a0-][0-9]{3}[.\u00a0-][0-9]{4}"
    r"|(?<=0)[0-9]{2,4}[ \u00a0-][0-9]{3,4}[ \u00a0-][0-9]{3,4}"
    r"|(?<=[0-9])-[0-9]{3}-[0-9]{3}-[0-9]{4}|(?<=[0-9])[0-9]{2}-[0-9]{2}-[0-9]{4}"
    r")(?![\w]|[.,][0-9])"
)
_SPACES = re.compile(r"[^\n]")


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
    pieces = _TOKEN.split(text)  # what lies between tokens, and the tokens, by turns
    reached = list(accumulate(map(len, pieces)))
    starts, ends = reached[0:-1:2], reached[1::2]
    if len(_FOLDED) > _MOST_FOLDED:
        _FOLDED.clear()
    keys = list(map(_FOLDED.__getitem__, pieces[1::2]))
    wrapped = {
        at
        for at, key in enumerate(keys)
        if key == BREAK and not _breaks(text, starts[at], ends[at], text[starts[at] : ends[at]])
    }
    if wrapped:
        kept = [at for at in range(len(keys)) if at not in wrapped]
        starts, ends, keys = [starts[at] for at in kept], [ends[at] for at in kept], [keys[at] for at in kept]
    tail = [len(text)] * _PADDING
    return Tokens(text, [0, *starts, *tail], [0, *ends, *tail], [BREAK, *keys, *[BREAK] * _PADDING])


class _Folded(dict[str, str]):
    """The key of each token as printed: lower case, composed, a straight apostrophe, any line feed a break."""

    def __missing__(self, printed: str) -> str:
        if printed[0] == "\n":
            return BREAK
        key = printed if printed.isascii() else unicodedata.normalize("NFC", printed)
        key = key.lower().replace("’", "'")
        if len(printed) < _LONGEST_KEPT:
            self[printed] = key
        return key


_FOLDED = _Folded()


def _breaks(text: str, start: int, end: int, printed: str) -> bool:
    """Whether a line feed ends a paragraph, rather than wrapping a long line in mid-sentence."""
    if printed.count("\n", 0, 200) > 1 or end >= len(text):
        return True
    before = text[start - 1 : start]
    if before in '.!?:;…»”"' or not (text[end].islower() or text[end] in DIGITS):
        return True
    line = text.rfind("\n", max(0, start - _HARD_WRAP), start)
    return line >= 0 or start < _HARD_WRAP


def hide(text: str, spans: Sequence[tuple[int, int]]) -> str:
    """The text with masked spans, links, addresses and telephone numbers blanked; its length is unchanged.

    >>> hide("Voir https://ex.org/2024 ou 01 23 45 67 89.", [(0, 4)])
    '\ufffc    \ufffc                   ou \ufffc             .'
    """
    if spans:
        text = _masked(text, spans)
    if "://" in text or "www." in text:
        text = _URL.sub(_blanked, text)
    if "@" in text:
        text = _masked(text, _mails(text))
    return _PHONE.sub(_blanked, _DOMAIN.sub(_blanked, text))


def _mails(text: str) -> list[tuple[int, int]]:
    """Where the mail addresses stand.

    >>> _mails("a.b@ex.org, @home")
    [(0, 10)]
    """
    spans = []
    for host in _MAIL_HOST.finditer(text):
        before = text[max(0, host.start() - _LONGEST_MAIL_NAME) : host.start()]
        name = _MAIL_NAME_BACKWARDS.match(before[::-1])
        if name is not None and name.end():
            spans.append((host.start() - name.end(), host.end()))
    return spans


def _masked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for start, end in sorted(spans):
        if end > at:
            start = max(start, at)
            pieces += [text[at:start], _blank(text[start:end])]
            at = end
    return "".join((*pieces, text[at:]))


def _blanked(found: re.Match[str]) -> str:
    return _blank(found.group())


def _blank(printed: str) -> str:
    if "\n" not in printed:
        return (HIDDEN + " " * (len(printed) - 1))[: len(printed)]
    return HIDDEN + _SPACES.sub(" ", printed[1:])
