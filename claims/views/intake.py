"""Adding sources: send texts, files or addresses; check what was read of each; import what is confirmed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST
from django.views.decorators.vary import vary_on_headers

from claims.intake_forms import AddressForm, PasteForm
from claims.intaking import advance, advance_all, fetch_address
from sources.intake import MOST, Intake, IntakeQuerySet, Stage, TooMuch
from sources.models import Dossier
from sources.reading.article import UnreadableFile
from sources.reading.formats import MAX_BYTES, accepted_extensions, refuse_oversize
from sources.reading.names import shown_name

if TYPE_CHECKING:
    from dealdesk.models import User

Stager = Callable[..., Intake]


@require_http_methods(["GET", "HEAD"])
def add_sources(request: HttpRequest, slug: str) -> HttpResponse:
    return _show(request, editable_dossier(request, slug))


@require_POST
@vary_on_headers("Accept")
def stage_files(request: HttpRequest, slug: str) -> HttpResponse:
    dossier = editable_dossier(request, slug)
    files = request.FILES.getlist("files")
    if not files:
        return _answer(request, dossier, [], error=_("Choose one file or several first."))
    return _stage(request, dossier, (_of_file(file) for file in files))


@require_POST
@vary_on_headers("Accept")
def stage_text(request: HttpRequest, slug: str) -> HttpResponse:
    dossier = editable_dossier(request, slug)
    form = PasteForm(request.POST)
    if not form.is_valid():
        return _answer(request, dossier, [], paste=form)
    # A browser sends the line ends of a text field as CRLF, whatever was pasted.
    raw = form.cleaned_data["text"].replace("\r\n", "\n").encode()
    title = " ".join(form.cleaned_data["title"].split())
    stem = slugify(title, allow_unicode=True)[:60] or _("pasted text")
    name = shown_name(f"{stem} {hashlib.sha256(raw).hexdigest()[:6]}.txt")
    return _stage(request, dossier, [_Sent(name, raw, title=title)])


@require_POST
@vary_on_headers("Accept")
def stage_address(request: HttpRequest, slug: str) -> HttpResponse:
    dossier = editable_dossier(request, slug)
    if not settings.URL_FETCH:
        raise Http404
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _answer(request, dossier, [], address=form)
    return _stage(request, dossier, [_of_address(form.cleaned_data["address"])])


@require_POST
@vary_on_headers("Accept")
def read_staged(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One stage on."""
    dossier = editable_dossier(request, slug)
    staged = get_object_or_404(staged_of(request, dossier), pk=pk)
    advance(staged)
    return _answer(request, dossier, [staged])


def editable_dossier(request: HttpRequest, slug: str) -> Dossier:
    """The dossier; refused to those who may not add sources to it."""
    dossier = get_object_or_404(Dossier, slug=slug)
    if not request.user.has_perm("claims.edit_claim"):
        raise PermissionDenied
    return dossier


def staged_of(request: HttpRequest, dossier: Dossier) -> IntakeQuerySet:
    return Intake.objects.of(dossier, cast("User", request.user), timezone.now())


class _Sent:
    """One thing that was sent: a name to show, and bytes or why there are none."""

    def __init__(self, name: str, raw: bytes = b"", refused: UnreadableFile | None = None, **given: str) -> None:
        self.name, self.raw, self.refused = name, raw, refused
        self.title = given.pop("title", "")
        self.given = given


def _of_file(file: UploadedFile[Any]) -> _Sent:
    name = shown_name(file.name or "")
    try:
        refuse_oversize(file.size or 0)
    except UnreadableFile as error:
        return _Sent(name, refused=error)
    return _Sent(name, file.read(MAX_BYTES + 1))


def _of_address(address: str) -> _Sent:
    try:
        fetched = fetch_address(address)
    except UnreadableFile as error:
        return _Sent(" ".join(address.split())[:255], refused=error)
    return _Sent(fetched.name, fetched.raw, address=fetched.url, charset=fetched.charset)


def _stage(request: HttpRequest, dossier: Dossier, sent: Iterable[_Sent]) -> HttpResponse:
    staged: list[Intake] = []
    try:
        for one in sent:
            given = one.given | ({"article": {"title": one.title}} if one.title else {})
            staged.append(
                Intake.objects.stage(
                    dossier, cast("User", request.user), timezone.now(),
                    name=one.name, raw=one.raw, refused=one.refused, **given,
                )
            )  # fmt: skip
    except TooMuch:
        error = _("%(most)d sources wait already: import or remove some of them first.") % {"most": MOST}
        return _answer(request, dossier, staged, error=error)
    return _answer(request, dossier, staged)


def _answer(
    request: HttpRequest, dossier: Dossier, staged: list[Intake], *, error: str = "", **forms: Any
) -> HttpResponse:
    """For a script the stage of the one thing it sent; for a browser the next page, everything read."""
    refused = bool(error) or bool(forms)
    if request.headers.get("Accept") == "application/json":
        words = error or " ".join(said for form in forms.values() for field in form.errors.values() for said in field)
        said = stage_in_words(staged[-1]) if staged and not error else {"stage": "refused", "said": words}
        return JsonResponse(said, status=422 if refused else 200)
    if refused and not staged:
        return _show(request, dossier, error=error, status=422, **forms)
    if error:
        messages.error(request, error)
    advance_all(staged)
    return redirect("check_sources", slug=dossier.slug)


def stage_in_words(staged: Intake) -> dict[str, Any]:
    said = {"stage": staged.stage, "name": staged.name, "said": str(staged.get_stage_display())}
    if staged.stage == Stage.REFUSED:
        said["said"] = refusal_in_words(staged.refusal)
    elif staged.stage == Stage.READY:
        count = staged.figures
        said["said"] = ngettext("ready, %(count)d figure", "ready, %(count)d figures", count) % {"count": count}
    else:
        said["next"] = reverse("read_staged", args=[staged.dossier.slug, staged.pk])
    return said


def refusal_in_words(refusal: dict[str, Any]) -> str:
    """The reason why a file was refused, in the reader's language."""
    found = refusal.get("message")
    message = _(found) if found else ""
    return message % refusal["values"] if refusal.get("values") else message


def _show(
    request: HttpRequest,
    dossier: Dossier,
    *,
    error: str = "",
    status: int = 200,
    paste: PasteForm | None = None,
    address: AddressForm | None = None,
) -> HttpResponse:
    context = {
        "dossier": dossier,
        "paste": paste or PasteForm(),
        "address": (address or AddressForm()) if settings.URL_FETCH else None,
        "error": error,
        "accepted": accepted_extensions(),
        "largest": MAX_BYTES // 1_000_000,
        "waiting": staged_of(request, dossier).count(),
    }
    return render(request, "claims/add_sources.html", context, status=status)
