"""What a WSGI server loads. A database that would not keep what it acknowledges stops the start.

One that is away does not: a server that restarts a worker meanwhile would give up. The check is made up for before
the first request that finds the database back.
"""

import io
import os
from collections.abc import Callable, Iterable
from typing import Any

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.db.utils import OperationalError

from dealdesk.warming import warm

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")

pages = get_wsgi_application()
_checked = False


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    check_database()
    return pages(environ, start_response)


def check_database() -> None:
    """Once in a process. Raises SystemCheckError, and then no request is served."""
    global _checked
    if _checked:
        return
    try:
        connection.ensure_connection()
    except OperationalError:
        return
    call_command("check", tags=["database"], databases=["default"], fail_level="WARNING", stdout=io.StringIO())
    _checked = True


check_database()
warm()
