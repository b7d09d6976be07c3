"""Comments on claims: only ever looked at."""

from __future__ import annotations

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from claims.models import Claim, Comment
from sources.admin import ReadOnlyAdmin, change_link


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    list_display = ("said", "claim_link", "by", "at")
    list_filter = (
        ("by", admin.RelatedOnlyFieldListFilter),
        ("dossier", admin.RelatedOnlyFieldListFilter),
        "at",
    )
    list_select_related = ("by", "claim", "withdraws")
    ordering = ("-pk",)
    date_hierarchy = "at"
    search_fields = ("text", "by__username", "claim__label")
    fields = ("said", "claim_link", "by", "at", "withdraws", "key", "dossier")
    readonly_fields = ("said", "claim_link")

    @admin.display(description=_("comment"))
    def said(self, obj: Comment) -> str:
        """A row that takes a comment back shows which."""
        return obj.text if obj.withdraws is None else _("withdraws “%(text)s”") % {"text": obj.withdraws.text}

    @admin.display(description=_("claim"), ordering="claim__label")
    def claim_link(self, obj: Comment) -> SafeString:
        return change_link(Claim, obj.claim_id, obj.claim)
