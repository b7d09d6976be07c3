"""The environment of the tests, set before Django's settings are read (pytest loads this with `-p`)."""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "for-tests-only")
os.environ.setdefault("HTTPS", "0")
os.environ.setdefault("CHECK_FRAGMENTS", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("STATE_DIR", tempfile.mkdtemp(prefix="dealdesk-tests-"))
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # Playwright's own event loop runs beside the tests
