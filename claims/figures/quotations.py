"""Quotations that run over several sentences: who says one is named beside one of its ends."""

from bisect import bisect_right

from claims.figures.tokens import BREAK, Tokens

LONGEST = 400  # tokens between two quotation marks
NEAR = 3  # tokens between a quotation mark and the words that name its speaker
_PAIRS = {"«": "»", "“": "”", '"': '"', "„": "“"}
_MARKS = frozenset((BREAK, *_PAIRS, *_PAIRS.values()))


class Quotations:
    """The quotations of one text, in order, none inside another: from the opening mark to the closing one."""

    def __init__(self, tokens: Tokens) -> None:
        self._spans = _spans(tokens)
        self._starts = [first for first, _ in self._spans]

    def around(self, token: int) -> tuple[int, int] | None:
        """The marks around a token.

        >>> from claims.figures.tokens import tokenise
        >>> tokens = tokenise('Il part. « Tout va. Bien », dit-il.')
        >>> quotations = Quotations(tokens)
        >>> [quotations.around(at) is not None for at in (1, 6, 7, 10)]
        [False, True, True, False]
        """
        n = bisect_right(self._starts, token) - 1
        return self._spans[n] if n >= 0 and token < self._spans[n][1] else None

    def before(self, span: tuple[int, int]) -> tuple[int, int] | None:
        """The quotation before one."""
        n = bisect_right(self._starts, span[0]) - 2
        return self._spans[n] if n >= 0 else None


def _spans(tokens: Tokens) -> list[tuple[int, int]]:
    """Where quotations open and close, in one pass; one left open at the end of its paragraph is none."""
    spans: list[tuple[int, int]] = []
    opened, closing = 0, ""
    if not any(mark in tokens.text for mark in _PAIRS):
        return spans
    for at in [at for at, key in enumerate(tokens.keys) if key in _MARKS]:
        key = tokens.keys[at]
        if key == BREAK:
            opened, closing = 0, ""
        elif closing:
            if key == closing:
                if at - opened <= LONGEST:
                    spans.append((opened, at))
                opened, closing = 0, ""
        elif key in _PAIRS:
            opened, closing = at, _PAIRS[key]
    return spans
