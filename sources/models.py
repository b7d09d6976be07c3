"""What was printed: dossiers, the sources they hold, and the editions of each source's text."""

from django.db import connection, models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sources.appendonly import AppendOnly
from sources.intake import Intake as Intake
from sources.reading.article import Article


class Dossier(models.Model):
    """One story that the desk is tracking."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    language = models.CharField(
        _("language"), max_length=20, default="fr", help_text=_("BCP 47 tag, such as fr or en-GB.")
    )
    second_pair_of_eyes = models.BooleanField(
        _("second pair of eyes"), default=False, help_text=_("Who decided a figure may not publish its sheet alone.")
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ("-created_at", "-id")

    def __str__(self) -> str:
        return self.title

    def hold(self) -> None:
        """Take the dossier's lock until the transaction ends, in which the caller is: its writers go one by one.

        SQLite's IMMEDIATE transaction already holds the whole database.
        """
        if connection.features.has_select_for_update:
            Dossier.objects.select_for_update(no_key=True).get(pk=self.pk)


class Origin(models.Model):
    """Where a source got its story: sources that echo one dispatch share one origin."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="origins", verbose_name=_("dossier"))
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("origin")
        verbose_name_plural = _("origins")
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=("dossier", "name"), name="origin_once_per_dossier"),
            models.CheckConstraint(condition=~Q(name=""), name="origin_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class SourceQuerySet(models.QuerySet["Source"]):
    def for_page(self) -> "SourceQuerySet":
        """What a page needs to name sources, without the texts."""
        return self.select_related("origin", "dossier").order_by("number")


class Source(models.Model):
    """One published document. Its text lives in editions; `current` is the one that is read."""

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="sources", verbose_name=_("dossier"))
    number = models.PositiveIntegerField(_("number"), help_text=_("Citation number within the dossier."))
    name = models.CharField(_("file name"), max_length=255)
    title = models.CharField(_("title"), max_length=500)
    publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    url = models.URLField(_("URL"), max_length=1000, blank=True)
    origin = models.ForeignKey(
        Origin, on_delete=models.PROTECT, related_name="sources", null=True, blank=True, verbose_name=_("origin")
    )
    reconstructed = models.BooleanField(
        _("reconstructed"), default=False, help_text=_("A demonstration text, not the publisher's words.")
    )
    guessed = models.JSONField(_("guessed fields"), default=list, blank=True)
    notes = models.JSONField(_("notes"), default=list, blank=True)
    withdrawn = models.BooleanField(_("withdrawn"), default=False)
    current = models.OneToOneField(
        "Edition",
        on_delete=models.PROTECT,
        related_name="current_of",
        null=True,
        editable=False,
        verbose_name=_("current edition"),
    )
    added_at = models.DateTimeField(_("added at"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("dossier", "number")
        constraints = [
            models.UniqueConstraint(fields=("dossier", "number"), name="source_number_once_per_dossier"),
            models.UniqueConstraint(
                fields=("dossier", "url"), condition=~Q(url=""), name="source_url_once_per_dossier"
            ),
            models.UniqueConstraint(
                fields=("dossier", "name"), condition=Q(url=""), name="source_name_once_per_dossier"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="source_number_from_one"),
            models.CheckConstraint(condition=~Q(title=""), name="source_has_a_title"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def short_name(self) -> str:
        """How the desk calls it: its publisher where known, else its title."""
        return self.publisher or self.title

    @property
    def origin_key(self) -> str:
        """Equal for sources that share an origin; a source without a known one is its own."""
        return f"origin-{self.origin_id}" if self.origin_id else f"source-{self.pk}"

    def add_edition(self, article: Article) -> tuple["Edition", bool]:
        """Make `article` the current text. The same bytes are the same edition: (edition, whether it is new)."""
        edition = self.editions.filter(sha256=article.sha256).first()
        created = edition is None
        if edition is None:
            last = self.editions.aggregate(last=models.Max("number"))["last"] or 0
            edition = Edition.of(self, last + 1, article)
            edition.save()
        self.current = edition
        self.save(update_fields=["current"])
        return edition, created


class Edition(models.Model):
    """One immutable text of a source, keyed by the SHA-256 of its bytes; `text` is those bytes decoded."""

    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="editions", verbose_name=_("source"))
    number = models.PositiveIntegerField(_("number"))
    raw = models.BinaryField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    text = models.TextField(_("text"))
    masks = models.JSONField(_("masked spans"), default=list)
    encoding = models.CharField(_("encoding"), max_length=20)
    extractor = models.CharField(_("extractor"), max_length=60)
    extractor_version = models.CharField(_("extractor version"), max_length=40)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    append_only = AppendOnly(update=True, delete=False)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("source", "number")
        constraints = [
            models.UniqueConstraint(fields=("source", "sha256"), name="edition_once_per_bytes"),
            models.UniqueConstraint(fields=("source", "number"), name="edition_number_once_per_source"),
            models.CheckConstraint(condition=~Q(sha256=""), name="edition_has_a_hash"),
        ]

    def __str__(self) -> str:
        return f"{self.source} ({self.number})"

    @classmethod
    def of(cls, source: Source, number: int, article: Article) -> "Edition":
        """An edition with the text of `article`, not yet written."""
        return cls(
            source=source,
            number=number,
            raw=article.raw,
            sha256=article.sha256,
            text=article.text,
            masks=[list(span) for span in article.masks],
            encoding=article.encoding,
            extractor=article.extractor,
            extractor_version=article.extractor_version,
        )

    @property
    def mask_spans(self) -> list[tuple[int, int]]:
        return [(start, end) for start, end in self.masks]


class EchoQuerySet(models.QuerySet["Echo"]):
    def open(self) -> "EchoQuerySet":
        """Proposals that wait for an editor, the strongest first."""
        return self.filter(decision="", proposed=True).order_by("-score", "a__number", "b__number")


class Echo(models.Model):
    """Two sources that may have one origin, with the evidence; an editor says whether they do.

    `score` runs from 0 to 1. `evidence` is as sources.echoes gives it: wording and order as shares, passages with
    their places in the two editions that `editions` names by hash, credit, and the outlet named.
    `proposed`: the last look still finds it. `decision`: one origin, apart, or empty while undecided.
    """

    class Decision(models.TextChoices):
        ONE = "one", _("one origin")
        APART = "apart", _("origins of their own")

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="echoes", verbose_name=_("dossier"))
    a = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="echoes", verbose_name=_("source"))
    b = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="echoed", verbose_name=_("other source"))
    score = models.FloatField(_("score"))
    evidence = models.JSONField(_("evidence"), default=dict)
    editions = models.JSONField(_("editions compared"), default=list)
    proposed = models.BooleanField(_("still found"), default=True, editable=False)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)

    objects = EchoQuerySet.as_manager()

    class Meta:
        verbose_name = _("echo")
        verbose_name_plural = _("echoes")
        ordering = ("dossier", "-score", "pk")
        constraints = [
            models.UniqueConstraint(fields=("a", "b"), name="echo_once_per_pair"),
            models.CheckConstraint(condition=~Q(a=models.F("b")), name="echo_of_another_source"),
            models.CheckConstraint(condition=Q(decision__in=["", "one", "apart"]), name="echo_decision_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.a} ~ {self.b}"
