"""The one entry to the reading of figures: a text in, its printed figures out."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from claims.figures import traps
from claims.figures.asof import dates_held
from claims.figures.attribution import Speakers
from claims.figures.dateparts import Found
from claims.figures.dates import date_at
from claims.figures.drafts import Draft
from claims.figures.hedges import date_hedge, hedge_before
from claims.figures.lexicons import FOLDER, Lexicon, lexicon_for
from claims.figures.neighbours import settle
from claims.figures.ordinals import ordinal_value
from claims.figures.quantities import quantity_at
from claims.figures.ratios import ratio_at
from claims.figures.reading import Reading
from claims.figures.results import Resolver
from claims.figures.sentences import Sentences
from claims.figures.standing import stands
from claims.figures.tokens import DIGITS, Tokens, hide, tokenise
from claims.figures.years import is_year


def read_figures(
    text: str,
    language: str = "",
    published_on: date | None = None,
    masked: Sequence[tuple[int, int]] = (),
) -> list[Reading]:
    """Every figure printed in `text`, in order, none overlapping another.

    `language` is a BCP 47 tag: its base picks the lexicon, its region what `$` and 12/06 mean; where it names no
    language known here, the text itself tells. `masked` spans are not read. Offsets count code points of `text`.

    >>> [(r.quote, r.hedge, r.kind, r.unit) for r in read_figures("Meta a payé plus de 14 milliards de dollars.", "fr")]
    [('14 milliards de dollars', 'plus de', 'money', 'USD')]
    """
    tokens = tokenise(hide(text, masked))
    lexicon = lexicon_for(language, tokens, FOLDER)
    drafts = settle(tokens, list(_scan(tokens, lexicon, published_on)), lexicon)
    sentences = Sentences(tokens)
    resolver = Resolver(text, tokens, sentences, lexicon, published_on, _usual_year(drafts))
    speakers = Speakers(tokens, sentences, lexicon.speech)
    held = dates_held(tokens, sentences, drafts, lexicon, resolver)
    return [resolver.reading(draft, speakers.at(draft.first), as_of) for draft, as_of in zip(drafts, held, strict=True)]


def _usual_year(drafts: Sequence[Draft]) -> int | None:
    """The year most printed in the text, the later of two as frequent."""
    years = Counter(draft.moment.year for draft in drafts if draft.moment is not None and draft.moment.year is not None)
    return max(years, key=lambda year: (years[year], year)) if years else None


def _scan(tokens: Tokens, lexicon: Lexicon, published_on: date | None) -> Iterator[Draft]:
    """The figures from left to right; each token is looked at as a beginning once."""
    floor = 1
    anchors, ones = lexicon.anchors, lexicon.numbers.one
    after_one, before_one = lexicon.after_one, lexicon.before_one
    keys, in_row = tokens.keys, lexicon.row_items | lexicon.row_joins
    for at in [at for at, key in enumerate(keys) if key in anchors or key[0] in DIGITS]:
        if at < floor:
            continue
        key, following = keys[at], keys[at + 1]
        if key[0] in DIGITS and keys[at - 1][0] in DIGITS and following[0] in DIGITS:
            continue  # amid other numbers, as in a row of a table, nothing tells what it is
        if following in in_row or following[0] in DIGITS:
            row = traps.row_end(tokens, at, lexicon.row_items, lexicon.row_joins)
            if row is not None:
                floor = row
                continue
        if key in ones and keys[at - 1] not in before_one and after_one.isdisjoint(keys[at + 1 : at + 3]):
            continue
        draft, floor = _at(tokens, at, floor, lexicon, published_on)
        if draft is not None:
            yield draft


def _at(tokens: Tokens, at: int, floor: int, lexicon: Lexicon, published_on: date | None) -> tuple[Draft | None, int]:
    """The figure that begins at token `at`, if any, and the token at which to go on."""
    skipped = _skipped(tokens, at, lexicon, tokens.keys[at + 1] == "/")  # "9/11" is no date
    found = date_at(tokens, at, floor, lexicon, published_on) if skipped is None else None
    if found is not None and (not found.bare_year or is_year(tokens, at, lexicon)):
        dated = _dated(tokens, found, floor, lexicon)
        return dated, max(found.end, dated.hedge.end if dated.hedge else 0)
    if skipped is None:
        skipped = _skipped(tokens, at, lexicon, True) or (
            _no_figure(tokens, at, lexicon) if tokens.number(at) else None
        )
    if skipped is not None:
        return None, skipped
    draft = _amount(tokens, at, floor, lexicon)
    ordinal = ordinal_value(tokens, at, lexicon) if draft is None or draft.kind == "count" else None
    if ordinal is not None:
        return None, ordinal[1]
    if draft is None:
        return None, floor
    if not stands(tokens, draft, lexicon):
        whole = tokens.number(at) or (draft.kind == "count" and draft.printed[1] > at + 1)
        return None, draft.printed[1] if whole else floor
    return draft, max(draft.end, at + 1, draft.hedge.end if draft.hedge else 0)


def _skipped(tokens: Tokens, at: int, lexicon: Lexicon, looked_for: bool) -> int | None:
    """The token after a set phrase that holds token `at`, where one is looked for and there."""
    if not looked_for or tokens.keys[at] not in lexicon.traps.idiom_words:
        return None
    return traps.in_idiom(tokens, at, lexicon.traps)


def _amount(tokens: Tokens, at: int, floor: int, lexicon: Lexicon) -> Draft | None:
    digits = tokens.keys[at][0] in DIGITS and tokens.keys[at + 1] not in lexicon.ratios.suffixes
    ratio = None if digits else ratio_at(tokens, at, floor, lexicon)
    if ratio is None:
        return quantity_at(tokens, at, floor, lexicon)
    quantity = quantity_at(tokens, at, floor, lexicon) if ratio.share or ratio.kind == "ordinal" else None
    longer = quantity is not None and quantity.end > ratio.end
    if quantity is not None and longer and (quantity.kind != "count" or quantity.printed[1] > ratio.end):
        return quantity
    ratio.hedge = hedge_before(tokens, at, floor, lexicon.hedges)
    return ratio


def _no_figure(tokens: Tokens, at: int, lexicon: Lexicon) -> int | None:
    """The token after digits that are no figure, whatever follows: part of a name, a time, a score, an item number."""
    words, following = lexicon.traps, tokens.keys[at + 1]
    if following not in words.after_no_figure and not tokens.touching(at - 1):
        return None
    if traps.part_of_name(tokens, at) and lexicon.units.before.before(tokens, at) is None:
        return at + 1
    if traps.list_marker(tokens, at):
        return at + 1
    if following in words.page_of and tokens.number(at + 2) and traps.labelled(tokens, at, words):
        return at + 3
    tally = traps.score(tokens, at)
    if tally is not None and lexicon.units.after.at(tokens, tally) is None:
        return tally
    return traps.clock(tokens, at, at + 1, words)


def _dated(tokens: Tokens, found: Found, floor: int, lexicon: Lexicon) -> Draft:
    """A date as a draft, with the hedge before it."""
    return Draft(
        first=found.first,
        end=found.end,
        printed=(found.first, found.end),
        kind="date",
        unit="date",
        hedge=date_hedge(tokens, found.first, found.end, floor, lexicon.hedges),
        moment=found.moment,
        swapped=found.swapped,
        weekday=found.weekday,
    )
