"""What every page needs, loaded before the server forks: its workers then share the memory and answer fast at once."""

import ctypes
import gc
from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from claims.figures.interval import Interval
from claims.wording import value_in_words

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # as malloc.h numbers them
COLLECTED = 700, 5, 1  # a tenth of the memory less than Python's own; what is frozen costs a collection nothing
PIECE = 131_072  # bytes, glibc's own first choice


def warm() -> None:
    """Load addresses, templates and languages; leave no connection that two processes would inherit."""
    for model in apps.get_models():
        model._meta.get_fields()
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.rglob("*.html")):
        get_template(str(path.relative_to(folder)))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):  # reads the catalogue
            reverse("desk")  # imports the views, and makes the table of all addresses
            for kind, unit in (("money", "USD"), ("percent", "%"), ("count", ""), ("duration", "day")):
                value_in_words(kind, Interval(Decimal(3), Decimal(3)), unit, language)
    connections.close_all()
    _give_back()
    gc.collect()
    gc.freeze()  # else the first collection in a worker would write to every page of memory that it shares
    gc.collect()  # of nothing: else it would wait for a quarter as many objects again as are frozen
    gc.set_threshold(*COLLECTED)


def _give_back() -> None:
    """Let glibc return what large pages took: by itself it soon keeps ever larger pieces, a tenth of all memory."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(TRIM_THRESHOLD, PIECE)
        mallopt(MMAP_THRESHOLD, PIECE)
