"""A finding as JSON and back: exact bounds as strings, so that a stored check says what was found."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from claims.agreement import Value
from claims.crosschecks.shapes import Finding, Operand
from claims.figures.interval import Interval


def finding_as_json(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "claim": finding.claim,
        "operands": [
            {
                "claim": operand.claim,
                "label": operand.label,
                "figures": list(operand.figures),
                "value": value_as_json(operand.value),
                "as_of": operand.as_of,
            }
            for operand in finding.operands
        ],
        "result": value_as_json(finding.result) if finding.result else None,
        "fits": list(finding.fits),
        "excludes": list(finding.excludes),
        "shown": {str(id_): value_as_json(value) for id_, value in finding.shown.items()},
        "strength": finding.strength,
        "detail": list(finding.detail),
    }


def finding_from_json(stored: Mapping[str, Any]) -> Finding:
    return Finding(
        check=stored["check"],
        claim=stored["claim"],
        operands=tuple(
            Operand(o["claim"], o["label"], tuple(o["figures"]), value_from_json(o["value"]), o["as_of"])
            for o in stored["operands"]
        ),
        result=value_from_json(stored["result"]) if stored["result"] else None,
        fits=tuple(stored["fits"]),
        excludes=tuple(stored["excludes"]),
        shown={int(id_): value_from_json(value) for id_, value in stored["shown"].items()},
        strength=stored["strength"],
        detail=tuple(stored["detail"]),
    )


def value_as_json(value: Value) -> dict[str, Any]:
    """One value.

    >>> value_as_json(Value(Interval(Decimal("14.250"), None, high_open=True), "USD", "money"))
    {'low': '14.25', 'high': None, 'low_open': False, 'high_open': True, 'unit': 'USD', 'kind': 'money'}
    """
    interval = value.interval
    return {
        "low": _plain(interval.low),
        "high": _plain(interval.high),
        "low_open": interval.low_open,
        "high_open": interval.high_open,
        "unit": value.unit,
        "kind": value.kind,
    }


def value_from_json(stored: Mapping[str, Any]) -> Value:
    low, high = (None if stored[end] is None else Decimal(stored[end]) for end in ("low", "high"))
    return Value(Interval(low, high, stored["low_open"], stored["high_open"]), stored["unit"], stored["kind"])


def _plain(bound: Decimal | None) -> str | None:
    return None if bound is None else f"{bound.normalize():f}"
