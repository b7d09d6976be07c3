"""Who says a figure: the speaker that its sentence names, as printed.

A wrong speaker is worse than none, so a name is given only where the print ties it to the figure.
"""

from claims.figures.quotations import NEAR, Quotations
from claims.figures.sayings import Saying, sayings
from claims.figures.sentences import Sentences
from claims.figures.speechwords import SpeechWords
from claims.figures.tokens import Tokens

LONGEST_SENTENCE = 160  # tokens; what lies beyond has no speaker
SENTENCES_BACK = 12  # in which a pronoun's name is looked for
QUOTATIONS_BACK = 4  # in which the speaker of a quotation that names none is looked for


class Speakers:
    """The speakers of one text; the sayings of a sentence are found once for all figures in it."""

    def __init__(self, tokens: Tokens, sentences: Sentences, words: SpeechWords) -> None:
        self._tokens, self._sentences, self._words = tokens, sentences, words
        self._found: dict[int, list[Saying]] = {}
        self._quotations: Quotations | None = None
        self._number = self._first = self._end = 0  # of the sentence looked at last

    def at(self, token: int) -> str:
        """The speaker at a token, or nothing for the paper's own voice."""
        if not self._first <= token < self._end:
            self._number = self._sentences.number(token)
            self._first, self._end = self._sentences.span(self._number)
        number = self._number
        said = self._of(number)
        covering = [saying for saying in said if saying.covers(token)] if said else said
        if not covering:
            return self._quoted(token)
        before = [saying for saying in covering if saying.at <= token]
        saying = max(before, key=_place) if before else min(covering, key=_place)
        return self._name(saying, number)

    def _name(self, saying: Saying, number: int) -> str:
        return self._named_last(number) if saying.name is None else self._tokens.slice(*saying.name)

    def _quoted(self, token: int) -> str:
        """The speaker of the quotation around a token, named beside its start or its end in another sentence."""
        if self._quotations is None:
            self._quotations = Quotations(self._tokens)
        span = self._quotations.around(token)
        for _ in range(QUOTATIONS_BACK):
            if span is None:
                return ""
            name = self._beside(span)
            if name:
                return name
            earlier = self._quotations.before(span)
            span = earlier if earlier is not None and self._same_paragraph(earlier[1], span[0]) else None
        return ""

    def _beside(self, span: tuple[int, int]) -> str:
        """The speaker named in the sentence in which a quotation ends, or in which it opens, outside of it."""
        for token in (span[1], span[0]):
            number = self._sentences.number(token)
            for saying in self._of(number):
                inside = span[0] < saying.at < span[1]
                reach = saying.covers(token - 1) or saying.covers(token + 1) or 0 <= saying.at - span[1] <= NEAR
                if not inside and reach:
                    return self._name(saying, number)
        return ""

    def _same_paragraph(self, first: int, end: int) -> bool:
        numbers = range(self._sentences.number(first) + 1, self._sentences.number(end) + 1)
        return len(numbers) < SENTENCES_BACK and not any(self._sentences.opens_paragraph(each) for each in numbers)

    def _of(self, number: int) -> list[Saying]:
        if number not in self._found:
            first, end = self._sentences.span(number)
            self._found[number] = sayings(self._tokens, first, min(end, first + LONGEST_SENTENCE), self._words)
        return self._found[number]

    def _named_last(self, number: int) -> str:
        """The one speaker named in the paragraph before a pronoun; nothing where several are.

        A shorter form of the same name ("Martin" after "Alice Martin") is the same speaker.
        """
        names: list[str] = []
        for back in range(number, max(0, number - SENTENCES_BACK), -1):
            names += [self._tokens.slice(*saying.name) for saying in self._of(back) if saying.name is not None]
            if self._sentences.opens_paragraph(back):
                break
        longest = max(names, key=len, default="")
        return longest if all(set(name.split()) <= set(longest.split()) for name in names) else ""


def _place(saying: Saying) -> int:
    return saying.at
