"""What a WSGI server loads. A database that would not keep what it acknowledges stops the start."""

import gc
import io
import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")

application = get_wsgi_application()
call_command("check", tags=["database"], databases=["default"], fail_level="WARNING", stdout=io.StringIO())
connections.close_all()  # with --preload the server forks now: its workers must not share a connection
gc.freeze()  # nor copy what they only read
