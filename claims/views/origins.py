"""Origins: which sources count as one voice, which may be one, and on what evidence; an editor decides."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from claims.models import Entry
from claims.origins import part_origins, share_origin, shared
from claims.refusals import Refusal
from sources.models import Dossier, Echo, Source

if TYPE_CHECKING:
    from dealdesk.models import User

PASSAGES = 4  # shown of a pair, the longest first


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin with the sources that count as it."""

    name: str
    sources: tuple[Source, ...]

    @property
    def is_shared(self) -> bool:
        return len(self.sources) > 1


@dataclass(frozen=True, slots=True)
class Pair:
    """An echo with its evidence in words. `quotes`: the passages as each of the two prints them."""

    echo: Echo
    a: Source
    b: Source
    state: str
    evidence: tuple[str, ...]
    quotes: tuple[tuple[str, str], ...]
    more: int
    is_outdated: bool


@require_safe
def origins(request: HttpRequest, slug: str) -> HttpResponse:
    """The voices as they count now, and the pairs that may be one."""
    dossier = get_object_or_404(Dossier, slug=slug)
    sources = {row.pk: row for row in dossier.sources.for_page().select_related("current").defer("current__raw")}
    found = dossier.echoes.filter(proposed=True).order_by("-score", "a__number", "b__number")
    pairs = [_pair(echo, sources) for echo in found]
    context = {
        "dossier": dossier,
        "voices": _voices(sources.values()),
        "source_count": len(sources),
        "open": [pair for pair in pairs if pair.state == "open"],
        "decided": [pair for pair in pairs if pair.state != "open"],
        "may_edit": request.user.has_perm("claims.edit_claim"),
    }
    return render(request, "claims/origins.html", context)


@require_POST
def count_as_one(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _decide(request, slug, pk, share_origin, _("They count as one origin. The journal can undo it."))


@require_POST
def count_apart(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return _decide(request, slug, pk, part_origins, _("They count as two origins. The journal can undo it."))


def _decide(request: HttpRequest, slug: str, pk: int, act: Callable[..., list[Entry]], words: str) -> HttpResponse:
    echo = get_object_or_404(Echo.objects.select_related("dossier"), pk=pk, dossier__slug=slug)
    if not request.user.has_perm("claims.edit_claim"):
        raise PermissionDenied
    try:
        act(echo, by=cast("User", request.user), reason=request.POST.get("reason", ""))
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, words)
    return redirect("origins", slug=slug)


def _voices(sources: Iterable[Source]) -> list[Voice]:
    """Those of several sources first; a source without a known origin is its own."""
    held: dict[str, list[Source]] = {}
    for source in sources:
        held.setdefault(source.origin_key, []).append(source)
    voices = [
        Voice(members[0].origin.name if members[0].origin else members[0].short_name, tuple(members))
        for members in held.values()
    ]
    return sorted(voices, key=lambda voice: (-len(voice.sources), voice.sources[0].number))


def _pair(echo: Echo, sources: Mapping[int, Source]) -> Pair:
    a, b = sources[echo.a_id], sources[echo.b_id]
    state = "one" if shared(a, b) else echo.decision if echo.decision == Echo.Decision.APART else "open"
    outdated = echo.editions != [source.current.sha256 if source.current else "" for source in (a, b)]
    passages = sorted(echo.evidence["passages"], key=lambda passage: -passage["words"])
    quotes = () if outdated else tuple((_cut(a, p["a"]), _cut(b, p["b"])) for p in passages[:PASSAGES])
    return Pair(echo, a, b, state, tuple(_evidence(echo)), quotes, len(passages) - len(quotes), outdated)


def _cut(source: Source, span: list[int]) -> str:
    assert source.current is not None
    return source.current.text[span[0] : span[1]]


def _evidence(echo: Echo) -> Iterable[str]:
    """Each kind of evidence in a sentence."""
    found = echo.evidence
    if found["wording"]:
        yield _("%(share)d %% of the shorter text is in passages that the other prints as well.") % {
            "share": round(found["wording"] * 100)
        }
    if found["order"]:
        yield _("%(share)d %% of its figures, rare ones, come in the same order in the other.") % {
            "share": round(found["order"] * 100)
        }
    if found["credit"]:
        yield _("Both credit %(name)s.") % {"name": found["credit"]}
    if found["named"]:
        yield _("One of them names %(name)s.") % {"name": found["named"]}
