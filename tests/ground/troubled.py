"""The desk's settings with two more addresses, at which things go wrong."""

from dealdesk.settings import *  # noqa: F403

ROOT_URLCONF = "tests.ground.troubled_urls"
