"""What one sheet says otherwise than another, in sentences for readers: the corrections note."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.utils.translation import gettext as _

from claims.agreement import CONFIRMED, CONTESTED
from claims.factsheet.outline import outlet, said, spoken, status_word
from claims.factsheet.runs import plain
from claims.factsheet.sayings import worded
from claims.factsheet.sheet import Change, FactSheet, SheetClaim, SheetFigure, SheetSource

CORRECTION, ADDITION = "correction", "addition"


def changes(old: FactSheet, new: FactSheet) -> tuple[Change, ...]:
    """In the language of the new sheet, claim by claim, then the sources and what holds for the whole."""
    before, after = ({claim.id: claim for claim in sheet.stated} for sheet in (old, new))
    with spoken(new):
        found = [*_of_sheet(old, new)]
        for id_, claim in after.items():
            found += _of_claim(before[id_], claim) if id_ in before else [_new(claim)]
        found += [_gone(claim) for id_, claim in before.items() if id_ not in after]
        found += _of_sources(old.sources, new.sources)
    return tuple(found)


def _of_sheet(old: FactSheet, new: FactSheet) -> Iterator[Change]:
    if old.title != new.title:
        yield Change(CORRECTION, 0, _("The title was “%(title)s”.") % {"title": old.title})
    if old.rules_version != new.rules_version:
        words = _("Numbers are read by version %(new)s of the reading rules, before by version %(old)s.")
        yield Change(CORRECTION, 0, words % {"new": new.rules_version, "old": old.rules_version})


def _new(claim: SheetClaim) -> Change:
    return Change(ADDITION, claim.id, _("New on the sheet: “%(claim)s”.") % {"claim": claim.label})


def _gone(claim: SheetClaim) -> Change:
    return Change(CORRECTION, 0, _("No longer on the sheet: “%(claim)s”.") % {"claim": claim.label})


def _of_claim(old: SheetClaim, new: SheetClaim) -> list[Change]:
    """One entry that holds all, or nothing where both say the same."""
    before, after = ({figure.id: figure for figure in claim.figures} for claim in (old, new))
    kept = [(before[id_], figure) for id_, figure in after.items() if id_ in before]
    found: list[tuple[str, str]] = []
    if old.label != new.label:
        found.append((CORRECTION, _("this claim was called “%(label)s”.") % {"label": old.label}))
    if old.status != new.status:
        words = {"new": status_word(new.status), "old": status_word(old.status)}
        found.append((_weight(old, new), _("%(new)s; before: %(old)s.") % words))
    found += [*_values(kept), *_decisions(kept), *_arrivals(before, after)]
    if not found and _sentences(old) != _sentences(new):
        found.append((CORRECTION, _("worded otherwise.")))
    if not found:
        return []
    first, *rest = dict.fromkeys(text for _kind, text in found)
    told = " ".join([first, *(text[:1].upper() + text[1:] for text in rest)])
    kind = CORRECTION if any(kind == CORRECTION for kind, _text in found) else ADDITION
    return [Change(kind, new.id, _("“%(claim)s”: %(change)s") % {"claim": new.label, "change": told})]


def _weight(old: SheetClaim, new: SheetClaim) -> str:
    """A decision that was open and is taken adds; any other change of status takes something back."""
    return ADDITION if old.status == "disputed" and new.status in {"settled", "contested"} else CORRECTION


def _values(kept: Sequence[tuple[SheetFigure, SheetFigure]]) -> Iterator[tuple[str, str]]:
    for old, new in kept:
        if (old.said, old.unit, old.answer, old.as_of) != (new.said, new.unit, new.answer, new.as_of):
            words = {"figure": _named(new), "old": said(old), "new": said(new)}
            yield CORRECTION, _("%(figure)s is read as %(new)s, before as %(old)s.") % words


def _decisions(kept: Sequence[tuple[SheetFigure, SheetFigure]]) -> Iterator[tuple[str, str]]:
    """Figures that were decided alike are named together; the reasons follow, each once."""
    groups: dict[tuple[str, str], list[SheetFigure]] = {}
    reasons: dict[str, str] = {}
    for old, new in kept:
        if old.decision != new.decision:
            groups.setdefault((old.decision, new.decision), []).append(new)
            if new.decision and new.verdict and new.verdict.reason:
                reasons.setdefault(new.verdict.reason, CORRECTION if old.decision else ADDITION)
    for (was, is_), figures in groups.items():
        named = ", ".join(_named(figure) for figure in figures)
        yield (CORRECTION if was else ADDITION), _decided(was, is_) % {"figures": named}
    for reason, kind in reasons.items():
        yield kind, _("Reason: %(reason)s") % {"reason": reason}


def _decided(was: str, is_: str) -> str:
    templates = {
        ("", CONFIRMED): _("now confirmed: %(figures)s."),
        ("", CONTESTED): _("now contested: %(figures)s."),
        (CONTESTED, CONFIRMED): _("now confirmed, before contested: %(figures)s."),
        (CONFIRMED, CONTESTED): _("now contested, before confirmed: %(figures)s."),
        (CONFIRMED, ""): _("no longer confirmed: %(figures)s."),
        (CONTESTED, ""): _("no longer contested: %(figures)s."),
    }
    return templates[was, is_]


def _arrivals(before: Mapping[int, SheetFigure], after: Mapping[int, SheetFigure]) -> Iterator[tuple[str, str]]:
    new = [_named(figure) for id_, figure in after.items() if id_ not in before]
    gone = [_named(figure) for id_, figure in before.items() if id_ not in after]
    if new:
        yield ADDITION, _("new figures: %(figures)s.") % {"figures": ", ".join(new)}
    if gone:
        yield CORRECTION, _("figures that no longer count: %(figures)s.") % {"figures": ", ".join(gone)}


def _named(figure: SheetFigure) -> str:
    return _("“%(wording)s” (%(source)s)") % {"wording": worded(figure), "source": outlet(figure.source)}


def _sentences(claim: SheetClaim) -> list[str]:
    return [plain(statement.runs) for statement in claim.statements]


def _of_sources(old: Sequence[SheetSource], new: Sequence[SheetSource]) -> Iterator[Change]:
    before = {source.number: source for source in old}
    for source in new:
        words = {"number": source.number, "name": outlet(source)}
        known = before.get(source.number)
        if known is None:
            yield Change(ADDITION, 0, _("New source: %(number)d (%(name)s).") % words)
        elif source.withdrawn and not known.withdrawn:
            yield Change(CORRECTION, 0, _("Source %(number)d (%(name)s) was withdrawn.") % words)
        elif known.withdrawn and not source.withdrawn:
            yield Change(CORRECTION, 0, _("Source %(number)d (%(name)s) counts again.") % words)
        elif known.sha256 != source.sha256:
            yield Change(CORRECTION, 0, _("The text of source %(number)d (%(name)s) has changed.") % words)
