"""When figures cannot both be true, what fits together, and what that makes of a claim."""

from decimal import Decimal
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims import agreement
from claims.agreement import Statement, Value, common, confirmed_rivals, conflict, in_dispute, rivals, status, versions
from claims.figures.interval import Interval


def interval(low: str | None, high: str | None, opens: str = "") -> Interval:
    return Interval(
        None if low is None else Decimal(low), None if high is None else Decimal(high), "<" in opens, ">" in opens
    )


def figure(
    id_: int,
    low: str | None,
    high: str | None,
    unit: str = "USD",
    kind: str = "",
    opens: str = "",
    origin: str = "",
    as_of: str = "",
    decision: str = "",
) -> Statement:
    return Statement(
        id_, origin or f"origin {id_}", (Value(interval(low, high, opens), unit, kind),), as_of, "", decision
    )


def said(id_: int, answer: str, decision: str = "") -> Statement:
    return Statement(id_, f"origin {id_}", (), answer=answer, decision=decision)


class TestConflict:
    def test_two_roundings_that_touch_conflict_because_rounding_is_open_above(self) -> None:
        assert conflict(figure(1, "14.25", "14.35", opens=">"), figure(2, "14.35", "14.45", opens=">"))

    def test_a_bound_that_excludes_its_own_value_conflicts_with_it(self) -> None:
        assert conflict(figure(1, None, "12", opens=">"), figure(2, "12", "12"))
        assert not conflict(figure(1, None, "12"), figure(2, "12", "12"))

    def test_about_fourteen_fits_thirteen_point_eight(self) -> None:
        assert not conflict(figure(1, "13.75", "13.85", opens=">"), figure(2, "12.6", "15.4"))

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            (("2", "GW"), ("2000", "MW")),
            (("1", "mile"), ("1.609344", "km")),
            (("1", "acre"), ("4046.8564224", "m²")),
            (("1", "year"), ("12", "month")),
            (("2", "semaines"), ("14", "day")),
            (("50", "%"), ("0.5", "ratio")),
            (("25", "bp"), ("0.25", "pp")),
            (("3", "Go"), ("3000", "MB")),
            (("48", "heures"), ("2", "jours")),
        ],
    )
    def test_units_are_converted_before_comparing(self, left: tuple[str, str], right: tuple[str, str]) -> None:
        a, b = figure(1, left[0], left[0], left[1]), figure(2, right[0], right[0], right[1])
        assert not conflict(a, b)
        assert conflict(a, figure(2, str(2 * Decimal(right[0])), None, right[1]))

    def test_counts_are_compared_whatever_the_noun(self) -> None:
        assert conflict(figure(1, None, "12", "employé", "count", ">"), figure(2, "20", "99", "salarié", "count"))

    def test_a_counted_noun_that_looks_like_a_unit_is_not_scaled(self) -> None:
        assert not conflict(figure(1, "5", "5", "t", "count"), figure(2, "5", "5", "tonne", "count"))

    @pytest.mark.parametrize("units", [("EUR", "USD"), ("%", "pp"), ("m", "t")])
    def test_what_cannot_be_converted_is_not_compared(self, units: tuple[str, str]) -> None:
        assert not conflict(figure(1, "14", "14", units[0]), figure(2, "99", "99", units[1]))

    def test_alternatives_conflict_only_when_every_comparable_reading_does(self) -> None:
        june, december = Value(interval("12", "12"), "date", "date"), Value(interval("6", "6"), "date", "date")
        either = Statement(1, "A", (june, december))
        assert not conflict(either, figure(2, "6", "6", "date", "date"))
        assert conflict(either, figure(2, "7", "7", "date", "date"))

    def test_a_bare_dollar_is_compared_in_the_currency_of_the_other(self) -> None:
        bare = Statement(1, "A", (Value(interval("14.25", "14.35"), "USD"), Value(interval("14.25", "14.35"), "CAD")))
        assert conflict(bare, figure(2, "14.75", "14.85", "USD"))
        assert conflict(bare, figure(2, "14.75", "14.85", "CAD"))
        assert not conflict(bare, figure(2, "14.75", "14.85", "EUR"))

    @pytest.mark.parametrize(
        ("a", "b", "conflicts"),
        [
            ("2024", "2024-05", True),
            ("2024-05-14", "2024-05", True),
            ("", "2024", True),
            ("2024", "2025", False),
            ("2024-05", "2024-06", False),
            ("2024-1", "2024-12", False),
        ],
    )
    def test_only_figures_of_the_same_time_conflict(self, a: str, b: str, conflicts: bool) -> None:
        assert conflict(figure(1, "12", "12", as_of=a), figure(2, "15", "15", as_of=b)) is conflicts

    def test_typed_answers_conflict_when_they_differ(self) -> None:
        assert conflict(said(1, "oui"), said(2, "non"))
        assert not conflict(said(1, " Reste  au conseil"), said(2, "reste au conseil "))


class TestStatus:
    def test_nothing_standing_is_empty(self) -> None:
        assert status([]) == "empty"

    def test_one_origin_is_single_even_when_printed_twice(self) -> None:
        assert status([figure(1, "49", "49", origin="AFP"), figure(2, "49", "49", origin="AFP")]) == "single"

    def test_two_origins_that_fit_agree(self) -> None:
        assert status([figure(1, "49", "49"), figure(2, "49", "49")]) == "agreed"

    def test_one_source_can_dispute_itself(self) -> None:
        assert status([figure(1, "49", "49", origin="AFP"), figure(2, "50", "50", origin="AFP")]) == "disputed"

    @pytest.mark.parametrize(
        ("decisions", "expected"),
        [
            (("", ""), "disputed"),
            (("confirmed", ""), "disputed"),
            (("confirmed", "contested"), "settled"),
            (("contested", "contested"), "contested"),
        ],
    )
    def test_status_follows_the_decisions(self, decisions: tuple[str, str], expected: str) -> None:
        pair = [figure(1, "14", "14", decision=decisions[0]), figure(2, "15", "15", decision=decisions[1])]
        assert status(pair) == expected

    def test_a_figure_that_fits_all_need_not_be_decided(self) -> None:
        wide = figure(3, "10", None)
        pair = [figure(1, "14", "14", decision="confirmed"), figure(2, "15", "15", decision="contested")]
        assert in_dispute([*pair, wide]) == {1, 2}
        assert status([*pair, wide]) == "settled"

    def test_verdicts_on_figures_without_a_rival_change_nothing(self) -> None:
        assert status([figure(1, "49", "49", decision="confirmed"), figure(2, "49", "49")]) == "agreed"

    def test_answers_have_a_status_too(self) -> None:
        assert status([said(1, "oui", "confirmed"), said(2, "non", "contested")]) == "settled"


class TestRivals:
    def test_rivals_are_those_in_conflict(self) -> None:
        claim = [figure(1, "14", "14", decision="confirmed"), figure(2, "15", "15"), figure(3, "14", None)]
        assert rivals(2, claim) == {1}
        assert rivals(3, claim) == frozenset()
        assert confirmed_rivals(2, claim) == {1}
        assert confirmed_rivals(1, claim) == frozenset()
        assert rivals(9, claim) == frozenset()


class TestVersions:
    def test_the_version_with_most_origins_comes_first(self) -> None:
        claim = [figure(1, "15", "15"), figure(2, "14", "14"), figure(3, "14", "14"), figure(4, "14", None)]
        assert versions(claim) == (frozenset({2, 3, 4}), frozenset({1, 4}))

    def test_ten_mentions_of_one_origin_weigh_as_one(self) -> None:
        echoes = [figure(n, "14", "14", origin="AFP") for n in range(10)]
        assert versions([*echoes, figure(20, "15", "15"), figure(21, "15", "15")])[0] == {20, 21}

    def test_different_dates_share_a_version(self) -> None:
        assert versions([figure(1, "12", "12", as_of="2024-05-01"), figure(2, "40", "40", as_of="2024-05-03")]) == (
            frozenset({1, 2}),
        )

    def test_an_exponential_claim_gets_a_cover_instead(self) -> None:
        """Each of twenty pairs conflicts inside itself only: 2**20 versions."""
        claim = [figure(2 * n + side, str(side), str(side), f"unit {n}") for n in range(20) for side in (0, 1)]
        found = versions(claim)
        assert len(found) <= len(claim)
        assert {id_ for version in found for id_ in version} == {s.id for s in claim}
        assert all(len(version) == 20 for version in found)

    def test_several_hundred_different_figures_are_compared(self) -> None:
        claim = [figure(n, str(n), str(n + 30)) for n in range(250)]
        assert len(versions(claim)) == 220


class TestCommon:
    def test_the_overlap_is_in_the_unit_of_the_first(self) -> None:
        assert common([figure(1, "1", "3", "GW"), figure(2, "2000", "5000", "MW", opens="<")]) == Interval(
            Decimal(2), Decimal(3), low_open=True
        )

    def test_nothing_is_common_to_rivals_to_currencies_or_to_words(self) -> None:
        assert common([figure(1, "1", "1"), figure(2, "2", "2")]) is None
        assert common([figure(1, "1", "1", "EUR"), figure(2, "1", "1", "USD")]) is None
        assert common([said(1, "oui")]) is None

    def test_the_reading_that_fits_is_taken(self) -> None:
        either = Statement(2, "B", (Value(interval("12", "12"), "day"), Value(interval("6", "6"), "day")))
        assert common([figure(1, "1", "9", "day"), either]) == interval("6", "6")


bounds = st.one_of(st.none(), st.integers(0, 12).map(Decimal))
UNITS = ["day", "week", "EUR"]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    low, high = draw(bounds), draw(bounds)
    if low is not None and high is not None:
        low, high = min(low, high), max(low, high)
    opens = draw(st.tuples(st.booleans(), st.booleans())) if low is None or low != high else (False, False)
    return Interval(low, high, *opens)


@st.composite
def claims(draw: st.DrawFn) -> list[Statement]:
    value = st.builds(Value, intervals(), st.sampled_from(UNITS))
    rows = draw(
        st.lists(
            st.tuples(
                st.sampled_from("ABC"),
                st.lists(value, min_size=1, max_size=3).map(tuple),
                st.sampled_from(["", "2024", "2024-05", "2025"]),
                st.sampled_from(["", "confirmed", "contested"]),
            ),
            max_size=9,
        )
    )
    return [
        Statement(n, origin, values, as_of, "", decision) for n, (origin, values, as_of, decision) in enumerate(rows)
    ]


@given(claims())
def test_conflict_has_no_direction_and_none_conflicts_with_itself(claim: list[Statement]) -> None:
    for a, b in combinations(claim, 2):
        assert conflict(a, b) == conflict(b, a)
    assert not any(conflict(s, s) for s in claim)


@given(claims())
def test_versions_are_maximal_compatible_and_cover_every_statement(claim: list[Statement]) -> None:
    by_id = {s.id: s for s in claim}
    found = versions(claim)
    assert set().union(*found) == set(by_id)
    assert len(set(found)) == len(found)
    for version in found:
        assert not any(conflict(by_id[a], by_id[b]) for a, b in combinations(sorted(version), 2))
        for outsider in set(by_id) - version:
            assert any(conflict(by_id[outsider], by_id[member]) for member in version)


@given(claims())
def test_the_cover_used_in_place_of_a_long_search_is_maximal_too(claim: list[Statement]) -> None:
    friends = {a.id: {b.id for b in claim if b.id != a.id and not conflict(a, b)} for a in claim}
    complete = set(agreement._maximal_cliques(friends)) if claim else set()
    cover = set(agreement._cover(friends))
    assert cover <= complete
    assert set().union(*cover) == set(friends)


@given(claims())
def test_status_agrees_with_dispute_and_decisions(claim: list[Statement]) -> None:
    disputed = in_dispute(claim)
    decisions = {s.decision for s in claim if s.id in disputed}
    found = status(claim)
    assert (found in {"disputed", "settled", "contested"}) == bool(disputed)
    assert (found == "disputed") == ("" in decisions)
    assert (found == "settled") == (decisions in ({"confirmed"}, {"confirmed", "contested"}))
    assert (len(versions(claim)) > 1) == bool(disputed)
    assert all(bool(rivals(s.id, claim)) == (s.id in disputed) for s in claim)


@given(claims(), st.randoms())
def test_order_of_statements_does_not_matter(claim: list[Statement], random: Random) -> None:
    shuffled = list(claim)
    random.shuffle(shuffled)
    assert versions(shuffled) == versions(claim)
    assert status(shuffled) == status(claim)


@given(claims())
def test_what_a_version_has_in_common_lies_in_each_of_its_single_readings(claim: list[Statement]) -> None:
    weeks = [s for s in claim if len(s.values) == 1 and s.values[0].unit == "week"]
    shared = common(weeks)
    if shared is not None:
        assert all(shared.meets(s.values[0].interval) for s in weeks)
