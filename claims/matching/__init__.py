"""Readings of several articles into claims: the figures that answer one question stand together.

`match` is the entry; `explain` puts the reason of a link into words.
"""

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from claims.matching.explain import explain
from claims.matching.shapes import Group, Link, Member, Text

if TYPE_CHECKING:
    from claims.matching.gathering import Gathered

__all__ = ["Group", "Link", "Member", "Text", "explain", "match"]


def match(
    texts: Sequence[Text],
    language: str,
    existing: Mapping[int, str] | None = None,
    gathered: "Gathered | None" = None,
) -> list[Group]:
    """Group the readings of some articles into claims.

    `language` is that of the dossier, for the labels; `existing` gives the label of each claim that exists. Readings
    already placed stay where they are and are never regrouped; a group without any new reading is not returned.
    `gathered`: what is worked out of these texts, where that is at hand.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's: the other cores are for those who read pages
    from claims.matching.matcher import grouped  # with numpy, 13 MB that a server which matches nothing spares

    return grouped(texts, language, existing or {}, gathered)
