"""Which numbers are figures: not names, labels, articles or pronouns."""

from typing import TYPE_CHECKING

from claims.figures import traps
from claims.figures.drafts import Draft
from claims.figures.tokens import BREAK, HYPHENS, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

CLAUSE_OPENERS = frozenset((",", ";", ":", ".", "(", "«", "“", '"', BREAK))
_CLOSERS = frozenset('.,;:!?)]»"' + BREAK)


def stands(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a number is a figure: in a unit or hedged always, as a count unless it is a name, label or pronoun."""
    if draft.kind == "ratio" or (draft.bare and _alone(tokens, draft)):
        return True
    if draft.kind != "count":
        if draft.kind != "duration" and tokens.number(draft.printed[0]):
            return True
        reading_time = draft.kind == "duration" and traps.furniture(tokens, *draft.printed, lexicon.traps)
        return not reading_time and _not_article(tokens, draft, lexicon)
    if tokens.number(draft.printed[0]) and _trapped(tokens, draft, lexicon):
        return False
    return _not_article(tokens, draft, lexicon) and _not_pronoun(tokens, draft, lexicon)


def _trapped(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether digits that count something or nothing are a label, an address, a name, or part of a longer print."""
    words, (first, end) = lexicon.traps, draft.printed
    if traps.labelled(tokens, first, words) or traps.address(tokens, first, end, words):
        return True
    if traps.furniture(tokens, first, end, words) or traps.emergency(tokens, first, end, words):
        return True
    after = tokens.keys[draft.end]
    if draft.bare and after in HYPHENS and tokens.touching(draft.end) and tokens.number(draft.end + 1):
        return True
    if tokens.touching(end - 1) and tokens.wordlike(end) and not draft.scaled:
        return True
    known = draft.unit.lower() in lexicon.nouns.countable and draft.low != 1
    return not known and draft.hedge is None and traps.named(tokens, first, words)


def _not_article(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a bare "un" or "one" is a number here: in a unit, hedged, or counting the dead."""
    first, end = draft.printed
    if end != first + 1 or tokens.keys[first] not in lexicon.numbers.one:
        return True
    if draft.low != 1 or (draft.hedge is not None and draft.hedge.kind not in ("", "about", "more")):
        return True
    if draft.kind == "duration":
        return tokens.keys[draft.end - 1] in lexicon.nouns.lone
    if draft.kind in ("count", "measure", "points"):
        return draft.unit.lower() in lexicon.nouns.toll or (draft.kind != "count" and draft.scaled)
    return True


def _not_pronoun(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a small number in words counts something: "deux clients", not "les deux" or "both of the two"."""
    first = draft.printed[0]
    if tokens.number(first) or draft.low is None or draft.low != draft.high:
        return True
    before = tokens.keys[first - 1]
    if draft.low >= 10:
        return not draft.bare or draft.soft or draft.hedge is not None or before not in lexicon.nouns.pronoun_before
    if draft.bare and draft.low > 1 and _subject(tokens, draft, lexicon):
        return before not in lexicon.nouns.pronoun_before
    if draft.bare:
        return before not in lexicon.nouns.pronoun_before and (
            draft.hedge is not None or _earlier(tokens, draft, lexicon)
        )
    if tokens.keys[first] in lexicon.nouns.both:
        return before not in lexicon.nouns.both_before
    return True


def _subject(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a verb shows that a number without a noun counts: "ils sont onze", "four are", "deux manquent encore"."""
    verbs = lexicon.nouns.verbs
    if tokens.keys[draft.first - 1] in lexicon.nouns.hitting and _ends_clause(tokens, draft, lexicon):
        return True
    if lexicon.hedges.only.before(tokens, draft.first) is not None and _ends_clause(tokens, draft, lexicon):
        return True
    if tokens.keys[draft.end] in verbs or among(tokens, draft, lexicon) or _acts(tokens, draft, lexicon):
        return True
    after = tokens.keys[draft.end]
    return tokens.keys[draft.first - 1] in verbs and (after in _CLOSERS or after in lexicon.ranges.joins)


def among(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a number without a noun counts some of those before: "dont neuf grièvement", "including two in Lyon"."""
    if not draft.bare:
        return False
    words = lexicon.nouns
    return words.among.before(tokens, draft.first) is not None or words.among_after.at(tokens, draft.end) is not None


def _ends_clause(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    after = tokens.keys[draft.end]
    return after in _CLOSERS or after in lexicon.nouns.function


def _acts(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a number opens a clause and a verb in the plural follows: "et deux manquent encore", "two escaped"."""
    words, before = lexicon.nouns, draft.first - 1
    opens = tokens.keys[before] in CLAUSE_OPENERS or tokens.keys[before] in lexicon.numbers.joins
    if not (opens or tokens.keys[before] in lexicon.ranges.joins) or tokens.capital(draft.end):
        return False
    key = tokens.keys[draft.end]
    return bool(words.verb_endings) and key.endswith(words.verb_endings) and not key.endswith(words.verb_not)


def _earlier(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a number without a noun stood earlier: "contre neuf la veille", "up from nine a day earlier"."""
    words = lexicon.as_of
    if draft.low is not None and draft.low > 1 and compared(tokens, draft, lexicon):
        return True
    return words.against.before(tokens, draft.first) is not None and words.day_before.at(tokens, draft.end) is not None


def compared(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a number without a noun is set against the figure before it: "13 ans, contre neuf ailleurs"."""
    after = tokens.keys[draft.end]
    follows = not tokens.wordlike(draft.end) or after in lexicon.nouns.function or tokens.number(draft.end)
    return draft.bare and follows and lexicon.as_of.compared.before(tokens, draft.first) is not None


def _alone(tokens: Tokens, draft: Draft) -> bool:
    """Whether the text is nothing but this number, as in a table's cell."""
    return draft.first == 1 and tokens.starts[draft.end] == len(tokens.text)


def bare_stands(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether a number with neither unit nor noun is a figure."""
    if not draft.bare or _alone(tokens, draft):
        return True
    first = draft.printed[0]
    if (
        draft.hedge is not None
        or draft.scaled
        or draft.soft
        or draft.high is None
        or draft.low is None
        or draft.low != draft.high
    ):
        return True
    if tokens.number(first):
        return _digits_stand(tokens, draft, lexicon)
    return draft.low >= 20 or _subject(tokens, draft, lexicon) or _earlier(tokens, draft, lexicon)


def _digits_stand(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    """Whether digits with neither unit nor noun are a figure: grouped or with decimals, or where they count."""
    first = draft.printed[0]
    key = tokens.keys[first]
    if tokens.keys[first - 1] in lexicon.nouns.singular_articles:
        return False  # a house in a street, a day of a month, an article: "au 27, employait", "le 49.3"
    if draft.low is None or draft.low % 1 or (not key.isdigit() and (len(key) > 4 or draft.step < 1)):
        return draft.low is not None
    before = tokens.keys[first - 1]
    if draft.low > 1 and (compared(tokens, draft, lexicon) or _subject(tokens, draft, lexicon)):
        return True
    if before in _CLOSERS or not tokens.wordlike(first - 1):
        return False
    return draft.low >= 10 and _ends_clause(tokens, draft, lexicon)
