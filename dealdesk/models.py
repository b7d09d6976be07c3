"""The people of the desk, and the record of who came in and what they were allowed."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from sources.appendonly import AppendOnly


class User(AbstractUser):
    """Someone who signs in. What they may do comes from their role, a group (see dealdesk.roles)."""

    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)

    def standing(self) -> dict[str, object]:
        """What the person may do, as the access record keeps it."""
        roles = sorted(self.groups.values_list("name", flat=True))
        return {"roles": roles, "superuser": self.is_superuser, "active": self.is_active}


class AccessRecord(models.Model):
    """One sign-in, failure, sign-out or change of rights. A row is never changed or removed.

    `user`: whom it concerns; none where a sign-in named no account, since what was typed then may be a password.
    `by`: who did it. `before` and `after`: what the person was allowed.
    """

    class What(models.TextChoices):
        SIGNED_IN = "signed-in", _("signed in")
        FAILED = "failed", _("sign-in failed")
        LOCKED = "locked", _("sign-in refused: too many attempts")
        SIGNED_OUT = "signed-out", _("signed out")
        PASSWORD = "password", _("password changed")
        RIGHTS = "rights", _("rights changed")

    what = models.CharField(_("what happened"), max_length=12, choices=What)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, related_name="access_records", verbose_name=_("person")
    )
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    address = models.GenericIPAddressField(_("address"), null=True)
    before = models.JSONField(_("before"), default=dict)
    after = models.JSONField(_("after"), default=dict)
    at = models.DateTimeField(_("at"), auto_now_add=True)

    append_only = AppendOnly()

    class Meta:
        verbose_name = _("access record")
        verbose_name_plural = _("access records")
        ordering = ("-id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(what__in=["signed-in", "failed", "locked", "signed-out", "password", "rights"]),
                name="access_what_is_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()}: {self.user or '–'}"
