"""Rows of everything that a page can show, for tests that look at all pages: `fill()` on a desk with the seeds."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from django.utils import timezone

from claims.adding import add_answer
from claims.factsheet.build import build_draft
from claims.importing import import_files
from claims.intaking import advance
from claims.locating import Selection
from claims.models import Comment
from claims.models.claim import Status
from claims.publishing import fingerprint, publish, undecided
from dealdesk.models import User
from sources.intake import Intake
from sources.models import Dossier, Echo, Source
from tests import factories

READER = "a password for the reader"
WORDS = "Le montant que le groupe a dit vouloir investir dans la nouvelle société, options et primes comprises, "
LONG = (WORDS + "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsentwurf ") * 2

DISPATCH = """Le canal rouvre

La ville rouvre son canal pour 18,7 millions d’euros, a annoncé le maire à l’agence Presse Nord le 3 mars 2025.

Les travaux ont duré quatorze mois et ont occupé 230 personnes, selon le chef du chantier, qui n’attend plus de retard
d’ici à la mise en eau des deux écluses prévue pour la fin du printemps.
"""


def fill() -> None:
    seeds = Dossier.objects.get(slug="seeds")
    editor, chief = User.objects.get(username="editor"), User.objects.get(username="chief")
    factories.user("reader", role="viewer", password=READER)
    factories.dossier("empty", title="Un dossier sans source")
    _with_long_labels(editor)
    _wire()
    _publish(seeds, chief)
    _decide(seeds, editor)
    _ask(seeds, editor)
    _talk(seeds, editor, chief)
    _reprint(seeds.sources.get(number=2))
    _stage(seeds, chief)
    _publish(seeds, chief)


def _with_long_labels(editor: User) -> None:
    """Titles, labels, names and reasons as long as they may be, with words that nothing breaks."""
    parent = factories.dossier("long", title=LONG[:200])
    claim, low, high, _over = factories.disputed_claim(parent)
    claim.rename(LONG[:200], by=editor, reason=LONG)
    for source in parent.sources.all():
        Source.objects.filter(pk=source.pk).update(title=LONG[:300], publisher=LONG[:200], author=LONG[:200])
    low.record_verdict("contested", by=editor, seen=0, key=uuid4(), reason=LONG)
    Comment.objects.add(claim, LONG, by=editor, key=uuid4())
    Echo.objects.create(dossier=parent, a=low.source, b=high.source, score=0.9)


def _wire() -> None:
    """Two articles that repeat one dispatch: a proposal of one origin, with its passages."""
    dossier = factories.dossier("wire", title="Le canal")
    _import(dossier, {"a.txt": DISPATCH, "b.txt": DISPATCH.replace("rouvre", "rouvrira")})


def _decide(dossier: Dossier, editor: User) -> None:
    """Of the disputes one is settled, one is contested throughout, the others stay open; a figure is dismissed."""
    settled, contested, *_others = dossier.claims.in_queue().filter(status=Status.DISPUTED)
    for claim, first in ((settled, "confirmed"), (contested, "contested")):
        standing = [figure for figure in claim.standing_figures() if figure.in_dispute]
        confirmed = standing[0].interval
        for figure in standing:
            outcome = first if figure.interval == confirmed else "contested"
            figure.record_verdict(outcome, by=editor, seen=0, key=uuid4(), reason="Vérifié auprès du groupe.")
    single = dossier.claims.in_queue().filter(status=Status.SINGLE)[0]
    single.pin(by=editor, reason="Attendu.")
    single.standing_figures()[0].dismiss(by=editor, reason="Hors sujet.")


def _ask(dossier: Dossier, editor: User) -> None:
    """A question without a number, answered otherwise by two sources."""
    claim = None
    for source, answer in zip(dossier.sources.order_by("number")[:2], ("oui", "non"), strict=True):
        assert source.current is not None
        quote = source.current.text.strip().splitlines()[-1].strip()
        chosen = Selection(source.current.sha256, quote)
        claim = add_answer(source, chosen, answer, claim=claim, label="Le siège reste-t-il ?", by=editor).claim


def _talk(dossier: Dossier, editor: User, chief: User) -> None:
    claim = dossier.claims.in_queue()[0]
    claim.assign(editor, by=chief)
    Comment.objects.add(claim, "Qui a l’acte de vente ?", by=editor, key=uuid4())
    taken_back = Comment.objects.add(claim, "Doublon.", by=chief, key=uuid4())
    Comment.objects.withdraw(taken_back, by=chief, key=uuid4())


def _reprint(source: Source) -> None:
    assert source.current is not None
    more = "\n\nMise à jour : le groupe emploie 1 400 personnes.\n"
    _import(source.dossier, {source.name: bytes(source.current.raw).decode() + more})


def _import(dossier: Dossier, texts: dict[str, str]) -> None:
    """As files that come in."""
    with TemporaryDirectory() as folder:
        for name, text in texts.items():
            (Path(folder) / name).write_text(text, encoding="utf-8")
        import_files(dossier, [Path(folder) / name for name in texts])


def _stage(dossier: Dossier, chief: User) -> None:
    """A file that waits to be checked, and one that was refused."""
    for name, raw in (("port.txt", b"Le port vaut 14,3 milliards de dollars."), ("b.pdf", b"%PDF-1.4")):
        advance(Intake.objects.stage(dossier, chief, timezone.now(), name=name, raw=raw))


def _publish(dossier: Dossier, chief: User) -> None:
    draft = build_draft(dossier)
    publish(
        dossier, by=chief, seen=fingerprint(draft), why={claim.id: "Réponse attendue." for claim in undecided(draft)}
    )
