"""The desk's own settings with the bare views added; the gunicorn of `make bench` runs with these."""

from dealdesk.settings import *  # noqa: F403

ROOT_URLCONF = "tests.bench.urls"
