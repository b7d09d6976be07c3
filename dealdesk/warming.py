"""What every page needs, loaded before the server forks: its workers then share the memory and answer fast at once."""

import gc

from django.conf import settings
from django.db import connections
from django.template.loader import get_template
from django.urls import get_resolver
from django.utils import translation

from claims.wording import cldr_locale


def warm() -> None:
    """Load addresses, templates and languages; leave no connection that two processes would inherit."""
    get_resolver().url_patterns  # noqa: B018 - the views are imported by it
    folder = settings.BASE_DIR / "templates"
    for path in sorted(folder.rglob("*.html")):
        get_template(str(path.relative_to(folder)))
    for language, _name in settings.LANGUAGES:
        with translation.override(language):  # reads the catalogue
            cldr_locale(language).decimal_formats  # noqa: B018 - the locale's tables are read by it
    connections.close_all()
    gc.collect()
    gc.freeze()  # else the first collection in a worker would write to every page of memory that it shares
