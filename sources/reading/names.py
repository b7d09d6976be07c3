"""File names as strangers send them, made into words that can be shown. No name ever leads to a file."""

import re
from pathlib import PurePosixPath

_LONGEST = 100
_UNSHOWN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_FORBIDDEN = re.compile(r"[<>:\"|?*]")


def shown_name(name: str, default: str = "unnamed") -> str:
    r"""The last part of a path, without characters that are not seen or that turn the others round.

    >>> shown_name("..\\..\\etc/port.txt"), shown_name("port\u202etxt.exe\0"), shown_name(" .. ")
    ('port.txt', 'porttxt.exe', 'unnamed')
    >>> len(shown_name("a" * 5000 + ".pdf")), shown_name("a" * 5000 + ".pdf")[-5:]
    (100, '….pdf')
    """
    last = re.split(r"[/\\]", name[-10_000:])[-1]
    words = " ".join(_FORBIDDEN.sub("_", _UNSHOWN.sub("", last)).split()).strip(". ")
    if not words.strip("._- "):
        return default
    if len(words) <= _LONGEST:
        return words
    ending = PurePosixPath(words).suffix[:12]
    return words[: _LONGEST - len(ending) - 1] + "…" + ending
