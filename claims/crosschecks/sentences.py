"""A finding as a sentence with its arithmetic, in French or English; numbers as the desk writes them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from babel.dates import format_date, get_day_names

from claims.agreement import Value
from claims.crosschecks.shapes import Finding, Operand
from claims.dimensions import scaled
from claims.figures.interval import Interval
from claims.wording import NBSP, cldr_locale, value_in_words

_SIGNS = {"product": "×", "quotient": "÷", "sum": "+", "difference": "−", "after": "+", "before": "−", "duration": "−"}
_WORDS = {
    "fr": {
        "ends": "{arithmetic} : cela convient à {fits}, mais exclut {excludes}.",
        "and": " et ",
        "range": "{low} à {high}",
        "up": "{old} augmenté de {share}",
        "down": "{old} diminué de {share}",
        "before up": "{new} avant une hausse de {share}",
        "before down": "{new} avant une baisse de {share}",
        "change up": "de {old} à {new}, hausse",
        "change down": "de {old} à {new}, baisse",
        "weekday": "Le jour imprimé est un {day} : c’est le cas de {fits}, mais pas de {excludes}.",
        "reported": "Un article du {day} en parle déjà au passé : cela convient à {fits}, mais exclut {excludes}.",
        "swap": "{excludes} est {fits} avec le jour et le mois intervertis ; seul {fits} est écrit en lettres.",
        "points": "De {old} à {new}, l’écart relatif est de {result} ; {excludes} est l’écart en points,"
        " {fits} l’écart en pour cent.",
        "currency": "{excludes} a le nombre de {other} ({label}), dans une autre monnaie ; {fits} n’est pas en cause.",
        "age": "D’après {other} ({label}), l’âge est de {result} : cela convient à {fits}, mais exclut {excludes}.",
    },
    "en": {
        "ends": "{arithmetic}: this fits {fits} but excludes {excludes}.",
        "and": " and ",
        "range": "{low} to {high}",
        "up": "{old} raised by {share}",
        "down": "{old} lowered by {share}",
        "before up": "{new} before a rise of {share}",
        "before down": "{new} before a fall of {share}",
        "change up": "from {old} to {new}, a rise",
        "change down": "from {old} to {new}, a fall",
        "weekday": "The day named in print is a {day}: so is {fits}, but not {excludes}.",
        "reported": "An article of {day} already reports it as past: this fits {fits} but excludes {excludes}.",
        "swap": "{excludes} is {fits} with day and month swapped; only {fits} is printed in words.",
        "points": "From {old} to {new} the change is {result}; {excludes} is the gap in points,"
        " {fits} the change in percent.",
        "currency": "{excludes} has the number of {other} ({label}), in another currency; {fits} does not.",
        "age": "By {other} ({label}), the age is {result}: this fits {fits} but excludes {excludes}.",
    },
}


def sentence(finding: Finding, language: str) -> str:
    """What a finding says, in the language of a BCP 47 tag; English for those that the desk does not write."""
    words = _WORDS.get(language.split("-")[0].lower(), _WORDS["en"])
    said = {
        "fits": _listed([finding.shown[id_] for id_ in finding.fits], language, words),
        "excludes": _listed([finding.shown[id_] for id_ in finding.excludes], language, words),
    }
    result = _result(finding, language, words)
    if finding.check == "weekday":
        names = get_day_names("wide", locale=cldr_locale(language))
        return words["weekday"].format(day=names[int(finding.detail[0])], **said)
    if finding.check == "reported":
        day = format_date(date.fromisoformat(finding.detail[0]), "long", locale=cldr_locale(language))
        return words["reported"].format(day=day, **said)
    if finding.check in words:
        old, new = _pair(finding.operands, language, words)
        label = finding.operands[0].label if finding.operands else ""
        text = words[finding.check].format(old=old, new=new, other=old, label=label, result=result, **said)
        return text[0].upper() + text[1:]
    return words["ends"].format(arithmetic=f"{_arithmetic(finding, language, words)} = {result}", **said)


def _pair(operands: Sequence[Operand], language: str, words: dict[str, str]) -> tuple[str, str]:
    shown = [value_shown(o.value, language, words) for o in operands]
    return (*shown, "", "")[0], (*shown, "", "")[1]


def _arithmetic(finding: Finding, language: str, words: dict[str, str]) -> str:
    first, second = (f"{value_shown(o.value, language, words)} ({o.label})" for o in finding.operands)
    if finding.check in _SIGNS:
        return f"{first} {_SIGNS[finding.check]} {second}"
    way = finding.detail[0]
    if finding.check == "changed":
        return words[way].format(old=first, share=second)
    if finding.check == "base":
        return words[f"before {way}"].format(new=first, share=second)
    return words[f"change {way}"].format(old=second, new=first)


def value_shown(value: Value, language: str, words: dict[str, str]) -> str:
    """A known value: the number that was printed where the interval is its rounding, else the range; shares in %."""
    if value.kind == "ratio" and value.interval.high is not None and value.interval.high <= 1:
        value = Value(scaled(value.interval, Decimal(100)), "%", "percent")
    middle = _printed(value.interval) if value.kind != "date" else None
    if middle is not None:
        return value_in_words(value.kind, Interval(middle, middle), value.unit, language)
    return _range(value, language, words)


def _printed(interval: Interval) -> Decimal | None:
    """The middle of an interval that rounding made: closed below, open above."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        return None
    if low == high:
        return low
    return (low + high) / 2 if interval.high_open and not interval.low_open else None


def _range(value: Value, language: str, words: dict[str, str]) -> str:
    text = value_in_words(value.kind, value.interval, value.unit, language)
    if value.kind == "date" or value.interval.low is None or value.interval.high is None or " – " not in text:
        return text
    low, high = text.split(" – ", 1)
    return words["range"].format(low=low, high=high)


def _result(finding: Finding, language: str, words: dict[str, str]) -> str:
    if finding.result is None:
        return ""
    value = finding.result
    if value.kind != "date":
        value = Value(_short(finding, value.interval), value.unit, value.kind)
    return _range(value, language, words)


def _short(finding: Finding, result: Interval) -> Interval:
    """The result with as few digits as keep it apart from what it excludes and in touch with what it fits."""
    inside, outside = ([finding.shown[id_].interval for id_ in ids] for ids in (finding.fits, finding.excludes))
    for digits in range(3, 10):
        short = _rounded(result, digits)
        if not any(short.meets(o) for o in outside) and all(short.meets(i) for i in inside):
            return short
    return result


def _rounded(interval: Interval, digits: int) -> Interval:
    """The ends with so many significant digits.

    >>> _rounded(Interval(Decimal("13.8225"), Decimal("14.6025")), 3)
    Interval(low=Decimal('13.8'), high=Decimal('14.6'), low_open=False, high_open=False)
    """
    ends = [end if end is None else _significant(end, digits) for end in (interval.low, interval.high)]
    is_point = ends[0] == ends[1]
    return Interval(ends[0], ends[1], interval.low_open and not is_point, interval.high_open and not is_point)


def _significant(value: Decimal, digits: int) -> Decimal:
    if value == 0:
        return value
    return value.quantize(Decimal(1).scaleb(max(value.adjusted() - digits + 1, -6))) + 0


def _listed(values: Sequence[Value], language: str, words: dict[str, str]) -> str:
    texts = list(dict.fromkeys(value_shown(value, language, words) for value in values))
    return texts[0] if len(texts) == 1 else f"{', '.join(texts[:-1])}{words['and']}{texts[-1]}".replace("  ", NBSP)
