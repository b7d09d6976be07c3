"""What editors sent and have not imported yet: staged for one dossier and one editor, and gone after a day."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.reading.article import Article, UnreadableFile
from sources.reading.formats import read_article
from sources.reading.stored import article_as_json, article_from_json

if TYPE_CHECKING:
    from dealdesk.models import User
    from sources.models import Dossier

KEPT = timedelta(hours=24)
INTERRUPTED = timedelta(minutes=5)  # after which an import that was begun and never ended may be begun again
MOST = 50  # staged files of one editor in one dossier
MOST_BYTES = 200_000_000


class Stage(models.TextChoices):
    SENT = "sent", _("sent")
    READ = "read", _("read")
    READY = "ready", _("ready")
    IMPORTING = "importing", _("being imported")
    REFUSED = "refused", _("refused")


class TooMuch(Exception):
    """The editor has staged as much as is kept."""


class IntakeQuerySet(models.QuerySet["Intake"]):
    def of(self, dossier: Dossier, user: User, now: datetime) -> IntakeQuerySet:
        """What this editor staged for this dossier; nobody else is shown it, and no other dossier."""
        return self.filter(dossier=dossier, by=user, staged_at__gt=now - KEPT).order_by("pk")

    def discard_expired(self, now: datetime) -> None:
        self.filter(staged_at__lte=now - KEPT).delete()

    def stage(
        self,
        dossier: Dossier,
        user: User,
        now: datetime,
        *,
        name: str,
        raw: bytes = b"",
        refused: UnreadableFile | None = None,
        **given: Any,
    ) -> Intake:
        """Keep what was sent, or why it cannot be. Raises TooMuch."""
        self.discard_expired(now)
        mine = self.of(dossier, user, now).aggregate(count=models.Count("pk"), size=models.Sum("size"))
        if mine["count"] >= MOST or (mine["size"] or 0) + len(raw) > MOST_BYTES:
            raise TooMuch
        staged = Intake(dossier=dossier, by=user, staged_at=now, name=name, **given)
        staged.raw, staged.size, staged.sha256 = raw, len(raw), hashlib.sha256(raw).hexdigest() if raw else ""
        if refused is not None:
            staged.refuse(refused)
        staged.save()
        return staged

    def claim_for_import(self, now: datetime) -> None:
        """Take those that are ready in one statement, so that no second request does; they keep `now`."""
        self.open_for_import(now).update(stage=Stage.IMPORTING, claimed_at=now)

    def open_for_import(self, now: datetime) -> IntakeQuerySet:
        given_up = Q(stage=Stage.IMPORTING, claimed_at__lte=now - INTERRUPTED)
        return self.filter(Q(stage=Stage.READY) | given_up)


class Intake(models.Model):
    """One text, file or page on its way in. `article` is what was read of it, without the bytes."""

    dossier = models.ForeignKey("sources.Dossier", on_delete=models.CASCADE, related_name="intakes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    address = models.CharField(max_length=1000, blank=True)
    charset = models.CharField(max_length=40, blank=True)
    raw = models.BinaryField()
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.SENT)
    article = models.JSONField(default=dict)
    figures = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(default=dict)
    confirmed = models.JSONField(default=dict)  # by its editor, where a worker is to import it
    staged_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)

    objects = IntakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("staged source")
        verbose_name_plural = _("staged sources")
        ordering = ("pk",)
        indexes = [models.Index(fields=("staged_at",), name="intake_staged_at")]

    def __str__(self) -> str:
        return self.name

    def refuse(self, error: UnreadableFile) -> None:
        """Keep the reason and let the bytes go."""
        self.stage, self.refusal, self.raw = Stage.REFUSED, {"message": error.message, "values": error.values}, b""
        self.size, self.article = 0, {}

    def read(self) -> None:
        """Bytes to text and metadata: the stage after SENT."""
        try:
            article = read_article(bytes(self.raw), self.name, encoding=self.charset)
        except UnreadableFile as error:
            self.refuse(error)
        else:
            if title := self.article.get("title"):  # typed beside a pasted text
                article = replace(article, title=title, guessed=tuple(set(article.guessed) - {"title"}))
            self.article, self.stage = article_as_json(article, served_at=self.address), Stage.READ
        self.save()

    def as_article(self) -> Article:
        """The article as it was read."""
        return article_from_json(self.article, bytes(self.raw))

    def found(self, field: str) -> Any:
        return self.article.get(field, "")
