"""The name of a speaker beside a word of saying: a noun phrase, never a clause."""

from claims.figures.speechwords import SpeechWords
from claims.figures.tokens import BREAK, HYPHENS, QUOTES, Tokens

_ENDS = frozenset((".", ",", ")", ":", ";", BREAK))
MOST_WORDS = 8  # of a name
APPOSITION = 25  # tokens between the commas that set something off behind a name
Span = tuple[int, int]


def name_after(tokens: Tokens, at: int, end: int, words: SpeechWords) -> Span:
    """The noun phrase from token `at` on; an empty span where none starts there.

    >>> from claims.figures.lexicons import lexicon
    >>> from claims.figures.tokens import tokenise
    >>> words = lexicon("fr").speech
    >>> for text in ("le cabinet Forrester dans une note", "Forrester la part est de", "la directrice de la banque"):
    ...     tokens = tokenise(text)
    ...     print(tokens.slice(*name_after(tokens, 1, len(tokens.keys), words)))
    le cabinet Forrester
    Forrester
    la directrice de la banque
    """
    last, count = at, 0
    while last < end and count < MOST_WORDS and _goes_on(tokens, last, at, words):
        count += tokens.wordlike(last)
        last += 1
    last -= tokens.keys[last] in words.by and last > at + 1  # "le groupe dirigé par", "the firm led by"
    return at, _with_apposition(tokens, at, _without_tail(tokens, at, last, words), end)


def _with_apposition(tokens: Tokens, first: int, last: int, end: int) -> int:
    """The end of a phrase with the name set off behind it: "son patron, Thierry Wyss"."""
    if tokens.keys[last] != "," or any(_is_name(tokens, at) for at in range(first, last)):
        return last
    after = last + 1
    while after < min(end, last + 4) and tokens.capital(after) and tokens.wordlike(after):
        after += 1
    return after if after > last + 2 and tokens.keys[after] in _ENDS and after - first <= MOST_WORDS else last


def _goes_on(tokens: Tokens, at: int, first: int, words: SpeechWords) -> bool:
    """Whether token `at` belongs to the noun phrase that starts at `first`."""
    key = tokens.keys[at]
    if tokens.wordlike(at):
        inside = at == first or tokens.keys[at - 1] in words.of
        if key in words.articles and key not in words.of:
            return inside or tokens.keys[at - 1] in words.joins
        if key in words.joins:
            return _joins_names(tokens, at, words)
        if key in words.links:
            return tokens.keys[at - 1] in words.nouns and tokens.capital(at + 1)
        return key not in words.stops and (at == first or not _disagrees(tokens, at, words))
    if key == ".":
        return tokens.capital(at - 1) and tokens.touching(at - 1) and tokens.capital(at + 1)
    if key in "'’":
        return tokens.touching(at - 1) and tokens.keys[at + 1] == "s"
    return key == "&" or (key in HYPHENS and tokens.touching(at) and tokens.touching(at - 1)) or tokens.number(first)


def _disagrees(tokens: Tokens, at: int, words: SpeechWords) -> bool:
    """Whether a word in the singular follows a noun in the plural, so that it is its verb: "les syndicats jugent"."""
    before, key = tokens.keys[at - 1], tokens.keys[at]
    plural = before in words.nouns and before.endswith(words.endings)
    return plural and not tokens.capital(at) and key not in words.of and not key.endswith(words.endings)


def _joins_names(tokens: Tokens, at: int, words: SpeechWords) -> bool:
    """Whether "et" joins two names: "Meta et Scale"."""
    return tokens.capital(at - 1) and tokens.wordlike(at + 1) and tokens.capital(at + 1)


def _without_tail(tokens: Tokens, first: int, last: int, words: SpeechWords) -> int:
    """The end of the phrase without an article, preposition or participle left hanging."""
    while last > first and (tokens.keys[last - 1] in words.of or tokens.keys[last - 1] in words.articles):
        last -= 1
    dated = (
        last > first + 1 and tokens.keys[last - 2] in words.nouns and tokens.keys[last - 1].endswith(words.participles)
    )
    return last - dated  # "le bilan arrêté vendredi"


def _is_name(tokens: Tokens, at: int) -> bool:
    """Whether a word is a name, and no acronym of an office such as PDG."""
    return tokens.capital(at) and not (tokens.word(at).isupper() and len(tokens.keys[at]) > 1)


def name_before(tokens: Tokens, end: int, first: int, words: SpeechWords) -> Span:
    """The noun phrase that ends right before token `end`, over what two commas set off behind it."""
    if tokens.keys[end - 1] == ",":
        opened = next((at for at in range(end - 2, max(first, end - APPOSITION), -1) if tokens.keys[at] == ","), None)
        if opened is None:
            return end, end
        end = opened
    at, count = end, 0
    while at > first and count <= MOST_WORDS and _goes_back(tokens, at - 1, end, words):
        at -= 1
        count += tokens.wordlike(at)
    while at < end and tokens.keys[at] in words.turns:
        at += 1
    return (at, end) if count <= MOST_WORDS else (end, end)


def _goes_back(tokens: Tokens, at: int, end: int, words: SpeechWords) -> bool:
    key = tokens.keys[at]
    if not tokens.wordlike(at):
        return (key in HYPHENS and tokens.touching(at) and tokens.touching(at - 1)) or key in "&'’"
    if key in words.links:
        return tokens.keys[at - 1] in words.nouns or tokens.keys[at - 1] in words.knowing
    if key in words.joins:
        return tokens.wordlike(at + 1) and (tokens.capital(at + 1) or tokens.keys[at + 1] in words.articles)
    return key not in words.stops or key in words.articles


def speaks(tokens: Tokens, name: Span, words: SpeechWords, opens: int) -> bool:
    """Whether a noun phrase names somebody who can say something; `opens` is where its sentence starts."""
    first, end = name
    if first >= end or not tokens.wordlike(end - 1) or tokens.keys[first] in words.nobody:
        return False
    head = first + (tokens.keys[first] in words.articles or tokens.keys[first] in words.indefinite)
    if head >= end or tokens.keys[head] in words.no_speakers:
        return False
    return any(
        tokens.keys[at] in words.nouns
        or (bool(words.agents) and tokens.keys[at].endswith(words.agents))
        or (tokens.capital(at) and not (_opens(tokens, at, opens) and tokens.keys[at] in words.plain))
        for at in range(first + (tokens.keys[first] in words.articles), end)
    )


def _opens(tokens: Tokens, at: int, opens: int) -> bool:
    return at == opens or tokens.keys[at - 1] in QUOTES or tokens.keys[at - 1] == ":"


def named(tokens: Tokens, name: Span, words: SpeechWords) -> bool:
    """Whether a noun phrase may be a speaker where its place in the sentence leaves no doubt that one stands there."""
    first, end = name
    if first >= end or not tokens.wordlike(end - 1) or tokens.keys[first] in words.nobody:
        return False
    opened = tokens.keys[first] in words.articles or tokens.keys[first] in words.indefinite
    head = first + opened
    if not (opened or tokens.capital(first)):
        return False
    return head < end and not any(tokens.keys[at] in words.no_speakers for at in range(head, min(end, head + 2)))


def indefinite(tokens: Tokens, name: Span, words: SpeechWords) -> bool:
    """Whether a phrase such as "deux banquiers" or "several analysts" names people, be they known or not."""
    first, end = name
    if end - first < 2 or not (tokens.number(first) or tokens.keys[first] in words.indefinite):
        return False
    noun = tokens.keys[first + 1]
    if noun in words.no_speakers:
        return False
    return noun in words.nouns or noun.endswith(words.agents or ("\n",))


def quoted(tokens: Tokens, at: int) -> bool:
    """Whether a comma or a quotation mark stands at token `at`, as it does between what is said and who says it."""
    return tokens.keys[at] == "," or tokens.keys[at] in QUOTES
