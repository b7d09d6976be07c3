"""What figures of one sentence lend one another: a unit, a scale, a hedge, a currency left out."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from claims.figures.drafts import Draft
from claims.figures.standing import among, bare_stands, compared
from claims.figures.tokens import BREAK, Tokens

if TYPE_CHECKING:
    from claims.figures.lexicons import Lexicon

SPENDING_REACH = 8  # tokens around an amount in which a word of spending makes it money
MILLIONS_REACH = 12  # tokens back to the million that shows what `m` is
NUMBER_REACH = 12  # tokens before a number in which "nombre" shows that things are counted
COMPARED_REACH = 14  # tokens from a figure to the one that is set against it
LEAST_SCALED = 1000  # a number below it, set against millions, is in millions too
LEAST_INDEX = 100  # points from here on are those of an index
GAME_REACH = 10  # tokens around points in which a word of an index or a game makes them counted
GAME_POINTS = frozenset({"point", "points"})
CENT = Decimal("0.01")
_STOPS = frozenset((".", "!", "?", ";", BREAK))
LEAST_AMOUNT = 1_000_000
MONEY_REACH = 160  # tokens to the amount whose currency is understood
MONEY_AHEAD = 2  # what a token counts on the way to an amount that is yet to come
LENT = frozenset({"money", "percent", "points", "measure", "duration", "age"})


def settle(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> list[Draft]:
    """The figures with what their neighbours lend them; numbers that nothing makes a figure are dropped."""
    _beside(tokens, drafts, lexicon)
    _in_its_text(tokens, drafts, lexicon)
    return [draft for draft in drafts if bare_stands(tokens, draft, lexicon)]


def _beside(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """What figures right beside one another lend."""
    lists = lexicon.ranges.lists
    pairs = [(left, right) for left, right in pairwise(drafts) if right.first - left.end <= 2]
    for left, right in reversed(pairs):
        if tokens.keys[left.end] in lists and _listed(tokens, left, right, lexicon):
            _lend_unit(left, right)
    for left, right in pairs:
        if left.bare and right.kind == "count" and lexicon.ranges.to.at(tokens, left.end) == (None, right.first):
            left.unit = right.unit  # "passent de 24 à 30 élèves"
        if tokens.keys[left.end] in lists and _listed(tokens, left, right, lexicon):
            _lend_age(tokens, left, right, lexicon)
            if tokens.keys[left.end] != ",":
                _lend_hedge(left, right)


def _in_its_text(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """What the other figures of the text say of each: only where there are any of the kind."""
    kinds = {draft.kind for draft in drafts}
    if "count" in kinds:
        _others(tokens, drafts, lexicon)
        _compared(tokens, drafts, lexicon)
    if "points" in kinds:
        _points(tokens, drafts, lexicon)
    if "measure" in kinds:
        _millions(tokens, drafts, lexicon)
    if "money" in kinds:
        _rates(tokens, drafts, lexicon)
        _currencies(tokens, drafts, lexicon)
        _francs(tokens, drafts, lexicon)
        _cents(drafts, lexicon)


def _listed(tokens: Tokens, left: Draft, right: Draft, lexicon: "Lexicon") -> bool:
    """Whether only a comma or a joining word stands between two figures."""
    gap = right.first - left.end
    if not 0 < gap <= 2 or tokens.keys[left.end] not in lexicon.ranges.lists:
        return False
    return gap == 1 or tokens.keys[left.end + 1] in lexicon.ranges.lists


def _lend_unit(left: Draft, right: Draft) -> None:
    """ "12, 15 et 18 %": a bare number has the unit of the one after it, and its scale."""
    if not left.bare or right.kind not in LENT or left.low is None or right.low is None:
        return
    left.kind, left.unit, left.doubts, left.bare = right.kind, right.unit, right.doubts, False
    if right.scaled and not left.scaled and left.low < 1000:
        factor = right.scale
        left.low, left.step = left.low * factor, left.step * factor
        left.high = None if left.high is None else left.high * factor


def _lend_age(tokens: Tokens, left: Draft, right: Draft, lexicon: "Lexicon") -> None:
    """ "aged 24 and 31", "âgés de 24 et 31 ans": both are ages."""
    if left.kind != "age" and lexicon.ages.phrases.before(tokens, left.first) is None:
        return
    for draft in (left, right):
        if draft.bare or (draft.kind == "duration" and draft.unit == "year"):
            draft.kind, draft.unit, draft.step, draft.bare = "age", "year", Decimal(0), False


def _lend_hedge(left: Draft, right: Draft) -> None:
    """ "environ 300 salariés et 40 intérimaires": a hedge that opens a list holds for each of its members."""
    if left.hedge is None or right.hedge is not None or left.hedge.first >= left.end:
        return
    if left.kind != right.kind and not {left.kind, right.kind} <= {"money", "percent"}:
        return
    if left.hedge.kind and left.kind != "date" and right.low == right.high:
        right.hedge = left.hedge


def _others(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "trois personnes ont péri et 41 autres ont été blessées, dont neuf grièvement": all count persons."""
    words, counted = lexicon.nouns, ""
    for n, draft in enumerate(drafts):
        if draft.kind != "count" or draft.scaled:
            continue
        if n and not _STOPS.isdisjoint(tokens.keys[drafts[n - 1].end : draft.first]):
            counted = ""
        if (
            draft.unit.lower() in words.others
            or tokens.keys[draft.end - 1] in words.others
            or among(tokens, draft, lexicon)
        ):
            draft.unit = counted or draft.unit
        else:
            counted = draft.unit or counted


def _compared(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "13 ans, contre neuf ailleurs", "43 milliards, dont 7": what is set against a figure is printed in the same."""
    for left, right in pairwise([draft for draft in drafts if draft.moment is None]):
        part = right.bare and left.scaled and (right.step < 1 or left.kind == "money") and among(tokens, right, lexicon)
        if (
            not right.bare
            or not (part or compared(tokens, right, lexicon))
            or left.low is None
            or right.low is None
            or left.bare
        ):
            continue
        if right.first - left.end > COMPARED_REACH or not _STOPS.isdisjoint(tokens.keys[left.end : right.first]):
            continue
        right.kind, right.unit, right.doubts, right.bare = left.kind, left.unit, left.doubts, False
        if left.scaled and not right.scaled and right.low < LEAST_SCALED:
            right.low, right.step, right.scale = right.low * left.scale, right.step * left.scale, left.scale
            right.high = None if right.high is None else right.high * left.scale


def _rates(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "480 € le mètre carré, contre 545 € chez ses voisines": both are prices per square metre."""
    for left, right in pairwise([draft for draft in drafts if draft.moment is None]):
        code, per, _ = left.unit.partition("/")
        alike = left.kind == right.kind == "money" and per and right.unit == code
        near = right.first - left.end <= COMPARED_REACH and _STOPS.isdisjoint(tokens.keys[left.end : right.first])
        if alike and near and lexicon.as_of.compared.before(tokens, right.first) is not None:
            right.unit = left.unit


def _points(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "l'indice a gagné 30 points": points of an index or a game are counted."""
    for draft in drafts:
        if draft.kind == "points" and draft.unit == "pp" and tokens.keys[draft.end - 1] in GAME_POINTS:
            if draft.low is not None and draft.low >= LEAST_INDEX:
                draft.kind, draft.unit = "count", "point"
                continue
            around = tokens.keys[max(0, draft.first - GAME_REACH) : draft.end + GAME_REACH]
            if not lexicon.units.game_points.isdisjoint(around):
                draft.kind, draft.unit = "count", "point"


def _millions(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "2.3m homes, down from 3.6m": after millions, an `m` glued to a number is no metre."""
    size = lexicon.numbers.scale_signs.get("m")
    if size is None:
        return
    last: Draft | None = None
    for draft in drafts:
        if draft.kind in ("count", "money") and draft.scale == size[0]:
            last = draft
        elif draft.unit != "m" or draft.low is None:
            continue
        elif not lexicon.nouns.numbers.isdisjoint(tokens.keys[max(0, draft.first - NUMBER_REACH) : draft.first]):
            draft.kind, draft.unit, draft.scale = "count", "", size[0]
            draft.low, draft.step = draft.low * size[0], draft.step * size[0]
            draft.high = None if draft.high is None else draft.high * size[0]
        elif last is None or draft.first - last.end > MILLIONS_REACH:
            continue
        elif tokens.keys[draft.end - 1] == "m" and tokens.touching(draft.end - 2):
            draft.kind, draft.unit, draft.scale = last.kind, last.unit, last.scale
            draft.low, draft.step = draft.low * size[0], draft.step * size[0]
            draft.high = None if draft.high is None else draft.high * size[0]


def _currencies(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "19 milliards déboursés": an amount without a currency has that of the last one before it, else of the next."""
    amounts = [draft for draft in drafts if draft.kind == "money"]
    things = [draft for draft in drafts if draft.kind == "count" and draft.scaled and draft.unit]
    last = None
    for draft in drafts:
        if draft.kind == "money":  # of a price of 70 and a budget of 90 million, the budget lends its currency
            last = draft if draft.scaled or last is None or not last.scaled else last
        elif draft.kind == "count" and draft.scaled and _amounts(tokens, draft, [*amounts, *things], lexicon):
            lender = last or amounts[0]
            draft.kind, draft.unit, draft.doubts = "money", lender.unit.split("/")[0], lender.doubts


def _francs(tokens: Tokens, drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "2,3 milliards de francs" are Swiss ones where the text names Switzerland."""
    for old, (new, context) in lexicon.units.by_context.items():
        if any(draft.unit.partition("/")[0] == old for draft in drafts) and not context.isdisjoint(tokens.keys):
            for draft in drafts:
                code, slash, per = draft.unit.partition("/")
                if draft.kind == "money" and code == old:
                    draft.unit = new + slash + per


def _cents(drafts: list[Draft], lexicon: "Lexicon") -> None:
    """ "40 cents" is 0.40 of the currency that the text prints most, else of the region's."""
    minor = [draft for draft in drafts if draft.kind == "money" and draft.unit.split("/")[0] in lexicon.units.parted]
    if not minor:
        return
    whole = Counter(
        (draft.unit.split("/")[0], draft.doubts) for draft in drafts if draft.kind == "money" and draft not in minor
    )
    usual = next((pair for pair, _ in whole.most_common() if pair[0] in lexicon.units.in_cents), None)
    for draft in minor:
        name, _, per = draft.unit.partition("/")
        code, doubts = lexicon.units.parted[name] or usual or lexicon.units.cents or ("", ())
        if code and draft.low is not None:
            draft.unit, draft.doubts = code + ("/" + per if per else ""), doubts
            draft.low, draft.step = draft.low * CENT, draft.step * CENT
            draft.high = None if draft.high is None else draft.high * CENT


def _amounts(tokens: Tokens, draft: Draft, scaled: list[Draft], lexicon: "Lexicon") -> bool:
    """Whether a scaled number that counts no thing is an amount: one is spent, or the nearest of its size is one."""
    if draft.unit:
        return draft.unit.lower() in lexicon.nouns.money
    if not lexicon.nouns.numbers.isdisjoint(tokens.keys[max(0, draft.first - NUMBER_REACH) : draft.first]):
        return False  # "le nombre de voyageurs a grimpé à 7 millions"
    large = draft.low is not None and draft.low >= LEAST_AMOUNT
    after = tokens.keys[draft.end]
    known = after in lexicon.nouns.function or after in lexicon.spending
    if tokens.wordlike(draft.end) and not known and not (large and lexicon.nouns.noun_first):
        return False  # "4 million fans"; but what "4 millions" count follows a "de"
    return _spent(tokens, draft, lexicon) or (large and _nearest_is_money(draft, scaled))


def _nearest_is_money(draft: Draft, scaled: list[Draft]) -> bool:
    """Whether the nearest of the amounts and of the large counts, those before first, is an amount."""
    distances = [
        (draft.first - other.end if other.first < draft.first else MONEY_AHEAD * (other.first - draft.end), other.kind)
        for other in scaled
    ]
    distance, kind = min(distances, default=(MONEY_REACH, ""))
    return kind == "money" and distance < MONEY_REACH


def _spent(tokens: Tokens, draft: Draft, lexicon: "Lexicon") -> bool:
    around = tokens.keys[max(0, draft.first - SPENDING_REACH) : draft.end + SPENDING_REACH]
    return any(key in lexicon.spending for key in around)
