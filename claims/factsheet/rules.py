"""How printed numbers are read, as the sheet tells its readers. docs/reading.md is the whole of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from claims.factsheet.sheet import Rule

RULES_VERSION = "1"
"""Named on every published sheet. Count it up when a printed number comes to stand for another interval."""


def reading_rules() -> tuple[Rule, ...]:
    """The table of a sheet, in the language that is active."""
    return (
        _rule(_("half a unit of the last printed digit either way: 14.25 to 14.35"), fr="14,3"),
        _rule(_("14 and up"), fr="plus de 14, au moins 14", en="more than 14"),
        _rule(_("60 and down"), fr="moins de 60, jusqu’à 60", en="up to 60"),
        _rule(_("a tenth either way: 12.6 to 15.4"), fr="environ 14, quelque 14", en="about 14"),
        _rule(_("12.6 to 14"), fr="près de 14", en="nearly 14"),
        _rule(_("14 to 15.4"), fr="un peu plus de 14", en="just over 14"),
        _rule(_("60 to 65, not widened"), fr="de 60 à 65"),
        _rule(_("a fifth either way: 9.6 to 14.4"), fr="une douzaine", en="a dozen"),
        _rule(_("11 to 20 June"), fr="mi-juin", en="mid-June"),
    )


def reading_principle() -> str:
    """What comes before the table."""
    return _(
        "A printed figure stands for an interval. Two figures disagree when no value fits both; "
        "what is merely less precise agrees."
    )


def _rule(meaning: str, **examples: str) -> Rule:
    return Rule(tuple(examples.items()), meaning)
