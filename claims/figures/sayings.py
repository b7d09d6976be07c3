"""The sayings of one sentence: who says, and which part of the sentence they say."""

from itertools import pairwise
from typing import NamedTuple

from claims.figures.speakernames import indefinite, name_after, name_before, named, quoted, speaks
from claims.figures.speechwords import PARTICIPLE, SpeechWords
from claims.figures.tokens import BREAK, HYPHENS, QUOTES, Tokens

PASSIVE_REACH = 6  # tokens from "chiffré" to "par", and from its agent to the figure
AGENT_REACH = 6  # tokens from a document to who drew it up
SIZING_REACH = 9  # tokens from "puts" to the "at" of "puts the cost at"
TRAIL = 9  # words of time, place and occasion behind a verb that closes a sentence
APPOSED = 12  # tokens after the speaker in which the speech may go on
_OPENERS, _ENDERS = frozenset('«“"'), frozenset("»”")
_CLOSERS = frozenset((".", ",", ";", "!", "?", ")", "»", '"', "”", BREAK))


class Saying(NamedTuple):
    """At token `at` somebody says what stands over tokens `first` to `end`; tokens `skip` are not said.

    `name` is a span of tokens; None for a pronoun, whose name stands in an earlier sentence.
    """

    at: int
    first: int
    end: int
    name: tuple[int, int] | None
    skip: tuple[int, int] = (0, 0)

    def covers(self, token: int) -> bool:
        return self.first <= token < self.end and not self.skip[0] <= token < self.skip[1]


def sayings(tokens: Tokens, first: int, end: int, words: SpeechWords) -> list[Saying]:
    """All that is said over tokens `first` to `end`, which are one sentence."""
    found, sources = [], []
    for at in [at for at, key in enumerate(tokens.keys[first:end], first) if key in words.telling]:
        source = _source(tokens, at, first, end, words)
        if source is not None:
            sources.append(source)
            continue
        said = (
            _verb(tokens, at, first, end, words)
            or _sizing(tokens, at, first, end, words)
            or _passive(tokens, at, first, end, words)
        )
        if said is not None:
            found.append(said)
    return found + _apart(tokens, sources, first, end, words)


def _source(tokens: Tokens, at: int, first: int, end: int, words: SpeechWords) -> Saying | None:
    """ "selon X", "according to X": governs the whole sentence, or its own parenthesis."""
    before = words.before.at(tokens, at)
    if before is None:
        return None
    start = at + before[0]
    low, high = _between_turns(tokens, at, *_bracket(tokens, at, first, end), words)
    if tokens.keys[start] in words.pronouns:
        return Saying(at, low, high, None)
    name = name_after(tokens, start, end, words)
    name = _agent(tokens, name, end, words) or name
    sure = words.surely.at(tokens, at) is not None and named(tokens, name, words)
    known = sure or start < before[1] or speaks(tokens, name, words, first) or indefinite(tokens, name, words)
    if not known or tokens.keys[start] in words.nobody:
        return None
    return Saying(at, low, high, name, (at, _after_relative(tokens, name[1], end, words)))


def _agent(tokens: Tokens, name: tuple[int, int], end: int, words: SpeechWords) -> tuple[int, int] | None:
    """Who drew up the document that is named: "d'après un décompte établi mercredi soir par la chaîne X"."""
    if tokens.keys[name[1]] not in words.stops and not tokens.keys[name[1] - 1].endswith(words.participles or ("\n",)):
        return None
    for at in range(name[1], min(end, name[1] + AGENT_REACH)):
        if tokens.keys[at] in ",;:.()":
            return None
        if tokens.keys[at] in words.by:
            agent = name_after(tokens, at + 1, end, words)
            return agent if speaks(tokens, agent, words, 0) else None
    return None


def _bracket(tokens: Tokens, at: int, first: int, end: int) -> tuple[int, int]:
    """The parenthesis around token `at` with the few tokens before it; without one, the sentence."""
    opened = next((here for here in range(at - 1, first - 1, -1) if tokens.keys[here] in "()"), None)
    if opened is None or tokens.keys[opened] == ")":
        return first, end
    closed = next((here for here in range(at, end) if tokens.keys[here] == ")"), end)
    return max(first, opened - PASSIVE_REACH), closed


def _between_turns(tokens: Tokens, at: int, first: int, end: int, words: SpeechWords) -> tuple[int, int]:
    """The part of the sentence around token `at` that no "mais" or "while" sets against the rest."""
    low = next((here for here in range(at - 1, first, -1) if tokens.keys[here] in words.turns), first)
    high = next((here for here in range(at + 1, end) if tokens.keys[here] in words.turns), end)
    return low, high


def _after_relative(tokens: Tokens, at: int, end: int, words: SpeechWords) -> int:
    """The token after a relative clause that starts at token `at`, where one does."""
    start = at + (tokens.keys[at] == ",")
    if tokens.keys[start] not in words.relative:
        return at
    return next((here + 1 for here in range(start, end) if tokens.keys[here] == ","), end)


def _apart(tokens: Tokens, sources: list[Saying], first: int, end: int, words: SpeechWords) -> list[Saying]:
    """Several sources of one sentence share it out; one after "mais" has only what follows."""
    if not sources:
        return []
    if len(sources) == 1:
        return sources
    ahead = sources[0].at == first or tokens.keys[sources[0].at - 1] in words.turns
    edges = [source.at for source in sources]
    if ahead:
        bounds = list(pairwise([*edges, end]))
    else:
        behind = [source.skip[1] or source.at + 1 for source in sources]
        bounds = list(zip([first, *behind], [*edges[:-1], end], strict=False))
    return [
        source._replace(first=max(source.first, low), end=min(source.end, high))
        for source, (low, high) in zip(sources, bounds, strict=True)
    ]


def _verb(tokens: Tokens, at: int, first: int, end: int, words: SpeechWords) -> Saying | None:
    """A verb of saying with its subject before or after it."""
    found = words.verbs.at(tokens, at)
    if found is None:
        return None
    form, after = found
    start = at
    while start > first and tokens.keys[start - 1] in words.adverbs:
        start -= 1
    if tokens.keys[start - 1] in words.pronouns and tokens.keys[start - 2] in HYPHENS:
        return Saying(at, first, _onward(tokens, after, end, words), None)
    if tokens.keys[start - 1] in words.auxiliaries:
        start -= 1
    elif form == PARTICIPLE:
        return None
    pronoun = _pronoun_after(tokens, after, words)
    if pronoun is not None:
        return Saying(at, first, _onward(tokens, pronoun, end, words), None)
    return _subject_after(tokens, start, after, first, end, words) or _subject_before(
        tokens, start, after, first, end, words
    )


def _pronoun_after(tokens: Tokens, after: int, words: SpeechWords) -> int | None:
    """The token after a pronoun joined to the verb: "ajoute-t-il"; or right after it between commas: "said he"."""
    if tokens.keys[after] not in HYPHENS:
        return None
    here = after + 1 + 2 * (tokens.keys[after + 1] == "t" and tokens.keys[after + 2] in HYPHENS)
    return here + 1 if tokens.keys[here] in words.pronouns else None


def _subject_after(tokens: Tokens, start: int, after: int, first: int, end: int, words: SpeechWords) -> Saying | None:
    """ "…, a déclaré X": all before it is said, and what follows only where the speech goes on."""
    if start == first or not quoted(tokens, start - 1):
        return None
    name = name_after(tokens, _over_listener(tokens, after, words), end, words)
    known = speaks(tokens, name, words, first) or (_ends_here(tokens, name[1]) and named(tokens, name, words))
    if not known:
        return None
    return Saying(start, first, _onward(tokens, name[1], end, words), name, (start, name[1]))


def _ends_here(tokens: Tokens, at: int) -> bool:
    return tokens.keys[at] in _CLOSERS


def _over_listener(tokens: Tokens, at: int, words: SpeechWords) -> int:
    """The token after when and to whom something was said: "mardi soir", "à l'AFP"."""
    while tokens.keys[at] in words.when:
        at += 1
    if tokens.keys[at] not in words.to:
        return at
    at += 1 + (tokens.keys[at + 1] in words.articles)
    end = at + 1
    while tokens.capital(at) and tokens.capital(end) and tokens.wordlike(end):
        end += 1
    return end if tokens.keys[end] in words.articles or not tokens.capital(at) else at + 1


def _onward(tokens: Tokens, at: int, end: int, words: SpeechWords) -> int:
    """Where speech that was broken off for its speaker ends: at once, unless it plainly goes on."""
    for here in range(at, min(end, at + APPOSED)):
        key = tokens.keys[here]
        if key == ":" or key in words.going_on or key in words.that or (key in QUOTES - {"'", "’"}):
            return end
    return at


def _subject_before(tokens: Tokens, start: int, after: int, first: int, end: int, words: SpeechWords) -> Saying | None:
    """ "X a déclaré que …": what follows is said; "…, X said." what came before."""
    pronoun = tokens.keys[start - 1] in words.pronouns
    if pronoun and _inside_quotation(tokens, first, start):
        return None  # "They said the same in 2023," said X
    name = (start - 1, start) if pronoun else name_before(tokens, start, first, words)
    sure = _trails(tokens, name[0], after, words) or _that_follows(tokens, after, words)
    known = pronoun or speaks(tokens, name, words, first) or indefinite(tokens, name, words)
    if not known and not (sure and named(tokens, name, words)):
        return None
    plain = tokens.keys[after - 1] in words.weak and not _opens_speech(tokens, after, words)
    if plain and not _trails(tokens, name[0], after, words):
        return None
    skip = (name[0], _over_when(tokens, after, end, words))
    return Saying(start, *_said(tokens, name[0], after, first, end, words), None if pronoun else name, skip)


def _inside_quotation(tokens: Tokens, first: int, at: int) -> bool:
    """Whether a quotation that opens in the sentence before token `at` is still open there."""
    marks = [key for key in tokens.keys[first:at] if key in _OPENERS or key in _ENDERS]
    return bool(marks) and (marks[-1] in "«“" or (marks[-1] == '"' and len(marks) % 2 == 1))


def _said(tokens: Tokens, start: int, after: int, first: int, end: int, words: SpeechWords) -> tuple[int, int]:
    """The part of the sentence that a subject from token `start` on, with its verb before `after`, says."""
    if _trails(tokens, start, after, words):
        going = tokens.keys[after] == "," and tokens.keys[after + 1] not in words.relative | words.turns | words.apart
        return first, end if going else _onward(tokens, after, end, words)
    turn = next((at for at in range(after + 1, end) if tokens.keys[at] in words.turns), end)
    return _over_when(tokens, after, turn, words), turn


def _that_follows(tokens: Tokens, at: int, words: SpeechWords) -> bool:
    """Whether "que" follows a verb, over when, where and to whom: "ont indiqué dans un communiqué que"."""
    beside = words.when | words.to | words.occasions
    end = next((here for here in range(at, at + TRAIL) if tokens.keys[here] not in beside), at)
    return tokens.keys[end] in words.that


def _over_when(tokens: Tokens, at: int, end: int, words: SpeechWords) -> int:
    """The token after the day on which something was said, which nobody said: "a annoncé jeudi la fermeture"."""
    here = at
    while here < end and (tokens.keys[here] in words.when or tokens.keys[here] in words.to):
        here += 1
    return here if here > at and tokens.keys[here - 1] in words.when else at


def _trails(tokens: Tokens, start: int, after: int, words: SpeechWords) -> bool:
    """Whether subject and verb close a sentence whose speech stands before them: "…, X said on Tuesday."."""
    if not quoted(tokens, start - 1):
        return False
    here = after
    while here < after + TRAIL and (
        tokens.keys[here] in words.when or tokens.keys[here] in words.to or tokens.keys[here] in words.occasions
    ):
        here += 1
    behind = here > after and (tokens.keys[here] in words.relative or tokens.keys[here] in words.apart)
    return tokens.keys[here] in _CLOSERS or behind


def _opens_speech(tokens: Tokens, after: int, words: SpeechWords) -> bool:
    """Whether "que", a colon or a quotation mark follows the verb, be it behind a few words."""
    return any(
        tokens.keys[here] in words.that or tokens.keys[here] == ":" or tokens.keys[here] in '«“"'
        for here in range(after, after + PASSIVE_REACH)
    )


def _sizing(tokens: Tokens, at: int, first: int, end: int, words: SpeechWords) -> Saying | None:
    """ "economists put the losses at $2 billion": the figures behind "at"."""
    if tokens.keys[at] not in words.sizing:
        return None
    name = name_before(tokens, at, first, words)
    pronoun = tokens.keys[at - 1] in words.pronouns
    if not (pronoun or speaks(tokens, name, words, first) or indefinite(tokens, name, words)):
        return None
    for here in range(at + 1, min(end, at + SIZING_REACH)):
        if tokens.keys[here] in ",;:()":
            return None
        if tokens.keys[here] in words.at:
            return Saying(at, here, end, None if pronoun else name, name)
    return None


def _passive(tokens: Tokens, at: int, first: int, end: int, words: SpeechWords) -> Saying | None:
    """ "chiffré par X à 49 %", "estimated at $12m by X": the figures right beside it."""
    if tokens.keys[at] not in words.passive:
        return None
    for here in range(at + 1, min(end, at + PASSIVE_REACH + 2)):
        if tokens.keys[here] in ",;:":
            return None
        if tokens.keys[here] in words.by:
            name = name_after(tokens, here + 1, end, words)
            if tokens.keys[here + 1] in words.no_agents or not (
                speaks(tokens, name, words, first) or indefinite(tokens, name, words)
            ):
                return None
            return Saying(at, max(first, at - PASSIVE_REACH), min(end, name[1] + PASSIVE_REACH), name, name)
    return None
