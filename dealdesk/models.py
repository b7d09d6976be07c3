"""The people of the desk."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """Someone who signs in. What they may do comes from their role, a group (see dealdesk.roles)."""

    language = models.CharField(_("language"), max_length=10, blank=True, choices=settings.LANGUAGES)
