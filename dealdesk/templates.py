"""The project's templates without their indentation, which is a third of a page and says nothing to a browser."""

from __future__ import annotations

import re

from django.template import Origin
from django.template.loaders import filesystem

_INDENTATION = re.compile(r"\n\s+")


class Loader(filesystem.Loader):
    """Every run of space that begins a line is left out when a template is loaded, once, and not for each page.

    That holds where space is not kept as written: sentences to translate that have several lines are `trimmed`.
    """

    def get_contents(self, origin: Origin) -> str:
        return _INDENTATION.sub("\n", super().get_contents(origin))
