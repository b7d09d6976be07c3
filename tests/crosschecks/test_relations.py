"""Relations between claims: what they expose, and what keeps those of chance out."""

from dataclasses import replace
from decimal import Decimal

import pytest

from claims.agreement import Value
from claims.crosschecks import Finding, check, sentence
from claims.figures.interval import Interval
from tests.crosschecks.annotated import Dossier
from tests.crosschecks.made import dossier

STAKE_TEXTS = [
    "Norvane acquiert 30 % du capital de Belcourt pour 600 millions d’euros. La société est valorisée à 2 milliards.",
    "Norvane investit 690 millions d’euros dans Belcourt, dont il prend 30 %, pour une valorisation de 2 milliards.",
]
STAKE = {"mise": ["600 millions", "690 millions"], "part": ["30 %"], "valeur": ["2 milliards"]}


def stake() -> Dossier:
    return dossier([text.replace("2 milliards.", "2 milliards d’euros.") for text in STAKE_TEXTS], STAKE)


def only(made: Dossier) -> Finding:
    (finding,) = check(*made)
    return finding


def values(finding: Finding, ids: tuple[int, ...]) -> set[Decimal]:
    middles = {id_: finding.shown[id_].interval for id_ in ids}
    return {(v.low + v.high) / 2 for v in middles.values() if v.low is not None and v.high is not None}


LATE = [
    "Le pont devait ouvrir en mars 2024. Le maire parle d’autre chose. On s’indigne. Il ouvrira en septembre 2026."
    " C’est un retard de 30 mois.",
    "Le pont n’ouvrira qu’en mai 2027.",
]


def test_what_was_planned_and_how_late_it_is_tell_when_it_is_due_now() -> None:
    claims = {"prévu": ["mars 2024"], "ouverture": ["septembre 2026", "mai 2027"], "retard": ["30 mois"]}
    finding = only(dossier(LATE, claims))
    assert finding.check == "after"
    assert "septembre 2026" in sentence(finding, "fr").split("mais exclut")[0]


def test_a_date_and_a_duration_without_words_of_delay_prove_nothing() -> None:
    texts = [LATE[0].replace("devait ouvrir", "a été fêté").replace("un retard de", "un chantier de"), LATE[1]]
    claims = {"fête": ["mars 2024"], "ouverture": ["septembre 2026", "mai 2027"], "chantier": ["30 mois"]}
    assert check(*dossier(texts, claims)) == []


def test_a_share_lost_is_shown_in_percent() -> None:
    text = "Le prix efface un quart de la valeur de 2022, 800 millions d’euros : il est de 600 millions d’euros."
    claims = {"avant": ["800"], "perte": ["un quart"], "prix": ["600", "700"]}
    finding = only(dossier([text, "Belcourt change de mains pour 700 millions d’euros."], claims))
    assert "diminué de 22,5 à 27,5 %" in sentence(finding, "fr").replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("language", "texts", "claims", "name", "fits", "excludes"),
    [
        (
            "en",
            ["The park will have 40 turbines of 5 MW off the coast. Its capacity will be 200 MW.",
             "The park of 200 MW will count 44 turbines."],
            {"turbines": ["40", "44"], "each": ["5 MW"], "capacity": ["200 MW"]},
            "quotient", 40, 44,
        ),
        (
            "en",
            ["Belcourt is bought at $25 per share for its 40 million shares, or $1 billion.",
             "Belcourt is bought for $1.3 billion, at $25 per share."],
            {"price": ["$1 b", "$1.3"], "each": ["$25"], "shares": ["40 m"]},
            "product", 1_000_000_000, 1_300_000_000,
        ),
        (
            "fr",
            ["Le oui obtient 12 450 voix et le non 10 120 voix, un écart de 2 330 voix.",
             "Le oui l’emporte avec une avance de 2 730 voix."],
            {"oui": ["12 450"], "non": ["10 120"], "écart": ["2 330", "2 730"]},
            "difference", 2_330, 2_730,
        ),
        (
            "fr",
            ["Le groupe supprime 300 postes, soit 15 % de ses 2 000 salariés.",
             "Le groupe supprime 390 postes, soit 15 % de ses 2 000 salariés."],
            {"postes": ["300", "390"], "part": ["15 %"], "salariés": ["2 000"]},
            "product", 300, 390,
        ),
        (
            "en",
            ["Together they put $900 million into Belcourt. Corlane pays $650 million and Vestry $250 million.",
             "Belcourt gets $1.1 billion from its two backers."],
            {"total": ["$900", "$1.1"], "one": ["$650"], "other": ["$250"]},
            "sum", 900_000_000, 1_100_000_000,
        ),
        (
            "fr",
            ["Corlane verse 260 millions d’euros pour 13 % du capital, ce qui valorise Belcourt à 2 milliards d’euros.",
             "Corlane verse 260 millions d’euros pour 17 % du capital de Belcourt, valorisé 2 milliards d’euros."],
            {"part": ["13 %", "17 %"], "mise": ["260"], "valeur": ["2 milliards"]},
            "quotient", 13, 17,
        ),
        (
            "fr",
            ["Le prix efface un quart de la valeur de 2022, 800 millions d’euros : il est de 600 millions d’euros.",
             "Belcourt change de mains pour 700 millions d’euros."],
            {"avant": ["800"], "perte": ["un quart"], "prix": ["600", "700"]},
            "changed", 600_000_000, 700_000_000,
        ),
        (
            "fr",
            ["Le loyer passe de 800 euros en 2023 à 920 euros, en hausse de 15 %.",
             "Le loyer, de 800 euros en 2023, atteint 990 euros, en hausse de 15 %."],
            {"avant": ["800"], "loyer": ["920", "990"], "hausse": ["15 %"]},
            "changed", 920, 990,
        ),
        (
            "en",
            ["Sales rose 8% to $540 million, from $500 million in 2023.",
             "Sales rose 12% to $540 million, against $500 million in 2023."],
            {"before": ["$500"], "sales": ["$540"], "rise": ["8%", "12%"]},
            "change", 8, 12,
        ),
        (
            "fr",
            ["Le réseau ferme le 3 mars 2025, onze jours après l’attaque du 20 février 2025.",
             "Le réseau ferme le 3 mars 2025, onze jours après l’attaque du 12 février 2025."],
            {"fermé": ["3 mars"], "durée": ["onze"], "attaque": ["20 f", "12 f"]},
            "before", 739_302, 739_294,
        ),
    ],
    ids=["each", "rate", "parts", "share", "parts", "bought", "fraction", "changed", "change", "span"],
)  # fmt: skip
def test_arithmetic_on_what_is_known_tells_the_versions_apart(
    language: str, texts: list[str], claims: dict[str, list[str]], name: str, fits: int, excludes: int
) -> None:
    finding = only(dossier(texts, claims, language))
    assert finding.check == name
    assert values(finding, finding.fits) == {fits}
    assert values(finding, finding.excludes) == {excludes}


def test_a_stake_of_a_valuation_is_said_in_both_languages() -> None:
    finding = only(stake())
    said = [sentence(finding, language).replace("\u00a0", " ").replace("\u202f", " ") for language in ("fr", "en")]
    assert said[0] == "30 % (part) × 2 Md € (valeur) = 575 à 625 M € : cela convient à 600 M €, mais exclut 690 M €."
    assert said[1] == "30% (part) × €2B (valeur) = €575M to €625M: this fits €600M but excludes €690M."


def test_what_is_printed_far_apart_is_not_related() -> None:
    texts = [
        "Norvane investit 600 millions d’euros dans Belcourt. Un. Deux. Trois. Quatre.",
        "Norvane investit 690 millions d’euros dans Belcourt.",
        "La mairie prend une participation de 30 % dans la société du port. Elle est valorisée à 2 milliards d’euros.",
    ]
    assert check(*dossier(texts, STAKE)) == []


def test_an_operand_in_dispute_decides_nothing() -> None:
    questions, sheets = stake()
    other = replace(questions[1].statements[0], values=(Value(Interval(Decimal(40), Decimal(41)), "%", "percent"),))
    part = replace(questions[1], statements=(other, *questions[1].statements[1:]))
    assert check([questions[0], part, questions[2]], sheets) == []


def test_a_settled_operand_counts_as_confirmed() -> None:
    questions, sheets = stake()
    first, second = questions[1].statements
    wrong = replace(first, values=(Value(Interval(Decimal(40), Decimal(41)), "%", "percent"),), decision="contested")
    part = replace(questions[1], statements=(wrong, replace(second, decision="confirmed")))
    finding = only(([questions[0], part, questions[2]], sheets))
    assert finding.operands[0].figures == (second.id,)


def test_a_relation_that_fits_both_versions_is_not_shown() -> None:
    questions, sheets = stake()
    wide = Value(Interval(Decimal(25), Decimal(40)), "%", "percent")
    part = replace(questions[1], statements=tuple(replace(s, values=(wide,)) for s in questions[1].statements))
    assert check([questions[0], part, questions[2]], sheets) == []


def test_a_relation_that_fits_no_version_is_not_shown() -> None:
    questions, sheets = stake()
    small = Value(Interval(Decimal(3), Decimal(4)), "%", "percent")
    part = replace(questions[1], statements=tuple(replace(s, values=(small,)) for s in questions[1].statements))
    assert check([questions[0], part, questions[2]], sheets) == []


def test_a_figure_with_one_bound_never_carries_a_relation_alone() -> None:
    questions, sheets = stake()
    first, second = questions[0].statements
    under = Value(Interval(None, Decimal(650_000_000), high_open=True), "EUR", "money")
    mise = replace(questions[0], statements=(replace(first, values=(under,)), second))
    assert check([mise, *questions[1:]], sheets) == []


def test_an_open_end_stays_open() -> None:
    questions, sheets = stake()
    over = Value(Interval(Decimal(2_200_000_000), None, low_open=True), "EUR", "money")
    valeur = replace(questions[2], statements=tuple(replace(s, values=(over,)) for s in questions[2].statements))
    finding = only(([questions[0], questions[1], valeur], sheets))
    assert finding.result is not None
    assert finding.result.interval == Interval(Decimal("649000000.000"), None, low_open=True)
    assert values(finding, finding.excludes) == {600_000_000}


def test_two_currencies_are_never_multiplied_into_one() -> None:
    questions, sheets = stake()
    dollars = Value(Interval(Decimal(1_950_000_000), Decimal(2_050_000_000)), "USD", "money")
    valeur = replace(questions[2], statements=tuple(replace(s, values=(dollars,)) for s in questions[2].statements))
    assert check([questions[0], questions[1], valeur], sheets) == []


def test_a_bare_dollar_stays_bare_in_the_sentence() -> None:
    texts = [text.replace("millions d’euros", "millions de dollars") for text in STAKE_TEXTS]
    questions, sheets = dossier([t.replace("2 milliards.", "2 milliards de dollars.") for t in texts], STAKE)
    first, second = questions[0].statements
    bare = replace(first, values=(Value(first.values[0].interval, "CAD", "money"), *first.values))
    statements = (bare, second)
    words = sentence(only(([replace(questions[0], statements=statements), *questions[1:]], sheets)), "fr")
    assert words.replace("\u00a0", " ").endswith("cela convient à 600 M $, mais exclut 690 M $US.")


def test_the_digest_changes_with_an_operand_and_the_key_does_not() -> None:
    questions, sheets = stake()
    before = only((questions, sheets))
    part = questions[1]
    nudged = Value(Interval(Decimal("29.5"), Decimal("30.4"), high_open=True), "%", "percent")
    corrected = replace(part, statements=tuple(replace(s, values=(nudged,)) for s in part.statements))
    after = only(([questions[0], corrected, questions[2]], sheets))
    assert before.digest != after.digest
    assert before.key == after.key
    assert before.digest == only(stake()).digest


def test_a_finding_names_every_figure_it_rests_on() -> None:
    questions, sheets = stake()
    assert only((questions, sheets)).figures == tuple(sorted(s.id for q in questions for s in q.statements))


def test_at_most_two_relations_are_kept_for_a_claim() -> None:
    text = "Norvane prend 30 % de Belcourt, valorisé à 2 milliards d’euros, pour {} millions d’euros."
    questions, sheets = dossier([text.format(600), text.format(690)], STAKE)
    twins = [replace(questions[2], number=n, label=f"valeur {n}") for n in range(4, 8)]
    assert len(check([*questions, *twins], sheets)) == 2
