"""Readings of several articles into claims: the figures that answer one question stand together.

`match` is the entry; `explain` puts the reason of a link into words.
"""

from claims.matching.explain import explain
from claims.matching.matcher import match
from claims.matching.shapes import Group, Link, Member, Text

__all__ = ["Group", "Link", "Member", "Text", "explain", "match"]
