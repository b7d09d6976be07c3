"""Fragments of pages, remembered by everything that they show.

A fragment is a pure function of what it is made from: with equal input its HTML is equal, so nothing here can be stale
and nothing need be invalidated; the rows are read anew for every page. What differs each time without being shown is
left open in what is kept, and filled in on the way out: the CSRF token, the keys that make a repeated request harmless,
and the long list of other claims.
While tests run, every fragment that is remembered is also rendered again, and must come out the same.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from contextvars import ContextVar
from secrets import token_hex
from threading import Lock
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db.models import Model
from django.template import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

KEPT = 3_000_000  # characters of all fragments, the oldest of which go first: at most 6 MB a process
_KEY, _TOKEN, _OPTIONS = (f"{name}-{token_hex(16)}" for name in ("key", "token", "options"))
_KEYS = re.compile(_KEY)
_is_kept: ContextVar[bool] = ContextVar("is_kept", default=False)
_shelf: OrderedDict[Any, str] = OrderedDict()
_size = [0]
_lock = Lock()


class Differs(AssertionError):
    """A fragment shows something that its key does not hold."""


def fresh_key() -> str:
    """A key for one request; the place for one, in a fragment that is kept."""
    return _KEY if _is_kept.get() else str(uuid4())


def remembered(template: str, shown: Any, context: Context, alike_options: str = "") -> SafeString:
    """The fragment as `{% include %}` renders it. `shown`: all that it is made from, hashable; None to keep nothing."""
    if shown is None:
        with context.push(alike_options=alike_options):
            return _render(template, context)
    key = (template, get_language(), shown)
    with _lock:
        html = _shelf.get(key)
        if html is not None:
            _shelf.move_to_end(key)
    if html is None or settings.CHECK_FRAGMENTS:
        html = _keep(key, html, _open(template, context))
    if _TOKEN in html:
        html = html.replace(_TOKEN, str(context.get("csrf_token") or ""))
    if _OPTIONS in html:
        html = html.replace(_OPTIONS, alike_options)
    if _KEY in html:
        html = _KEYS.sub(lambda _match: str(uuid4()), html)
    return mark_safe(html)  # noqa: S308 - a template wrote it


def row(of: Model | None) -> tuple[Any, ...]:
    """All the columns of a row that were read, as part of a key; what is no hashable value as its text."""
    if of is None:
        return ()
    return tuple(
        value if value is None or isinstance(value, str | int | bool) else str(value)
        for name, value in of.__dict__.items()
        if name[0] != "_"
    )


def forget() -> None:
    with _lock:
        _shelf.clear()
        _size[0] = 0


def kept() -> int:
    """How many characters are kept."""
    return _size[0]


def _render(template: str, context: Context) -> SafeString:
    found: Any = get_template(template)
    return SafeString(found.template.render(context))


def _open(template: str, context: Context) -> str:
    """The fragment with the token and the keys left open."""
    was = _is_kept.set(True)
    try:
        with context.push(csrf_token=_TOKEN, alike_options=_OPTIONS):
            return str(_render(template, context))
    finally:
        _is_kept.reset(was)


def _keep(key: Any, before: str | None, html: str) -> str:
    if before is not None and before != html:
        raise Differs(f"{key[0]} shows more than its key holds:\n{before}\n---\n{html}")
    with _lock:
        _size[0] += len(html) - len(_shelf.get(key, ""))
        _shelf[key] = html
        while _size[0] > KEPT:
            _old, oldest = _shelf.popitem(last=False)
            _size[0] -= len(oldest)
    return html


__all__ = ["Differs", "forget", "fresh_key", "kept", "remembered", "row"]
