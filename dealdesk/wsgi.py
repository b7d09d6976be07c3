"""What a WSGI server loads. A database that would not keep what it acknowledges stops the start."""

import io
import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dealdesk.settings")

application = get_wsgi_application()
call_command("check", tags=["database"], databases=["default"], fail_level="WARNING", stdout=io.StringIO())
