"""Where the sentences of a text begin and end."""

from bisect import bisect_left

from claims.figures.tokens import BREAK, Tokens

REACH = 60  # tokens to either side of a figure in which its sentence is looked through
LONGEST_ABBREVIATION = 2  # letters; a capital one this short, with its full stop, ends no sentence
_STOPS = frozenset((".", BREAK, "!", "?", "…"))


class Sentences:
    """The sentences of one text, found in one pass; a sentence is known by its number."""

    def __init__(self, tokens: Tokens) -> None:
        self._keys = tokens.keys
        stops = [at for at, key in enumerate(tokens.keys) if key in _STOPS]
        self._stops = [at for at in stops if tokens.keys[at] != "." or _ends(tokens, at)]

    def number(self, at: int) -> int:
        """Which sentence holds token `at`."""
        return bisect_left(self._stops, at)

    def span(self, number: int) -> tuple[int, int]:
        """The tokens of a sentence, without what ends it."""
        return self._stops[number - 1] + 1, self._stops[number]

    def around(self, at: int) -> tuple[int, int]:
        """The tokens of the sentence around token `at`, at most REACH to either side.

        >>> from claims.figures.tokens import tokenise
        >>> tokens = tokenise("Il part. M. Martin, de X Corp. à Paris, reste ! Fin.")
        >>> [tokens.slice(*Sentences(tokens).around(at)) for at in (1, 6)]
        ['Il part', 'M. Martin, de X Corp. à Paris, reste']
        """
        first, end = self.span(self.number(at))
        return max(first, at - REACH), min(end, at + REACH)

    def opens_paragraph(self, number: int) -> bool:
        return self._keys[self._stops[number - 1]] == BREAK


def _ends(tokens: Tokens, at: int) -> bool:
    """Whether a sentence ends at this full stop; that of an initial or abbreviation ends none."""
    if tokens.wordlike(at + 1) and not tokens.capital(at + 1):
        return False
    return not (tokens.touching(at - 1) and len(tokens.keys[at - 1]) <= LONGEST_ABBREVIATION and tokens.capital(at - 1))
