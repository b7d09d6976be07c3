"""Fragments of pages, remembered by everything that they show, or by the stamps of it (see claims.stamps).

A fragment is a pure function of what it is made from: with equal input its HTML is equal, so nothing here can be stale
and nothing need be invalidated. The rows, or the stamps that stand for them, are read anew for every page. What differs
each time without being shown is left open in what is kept, and filled in on the way out: the CSRF token and the keys
that make a repeated request harmless.
While tests run, every fragment that is remembered is also rendered again, and must come out the same.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import cache
from secrets import randbelow, token_hex
from threading import Lock
from typing import Any, TypeVar, cast
from uuid import uuid4
from zlib import compress, decompress

from django.conf import settings
from django.contrib.messages import get_messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import Context
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

OK = 200
KEPT = 4_000_000  # bytes of all fragments in a process, the oldest of which go first
LONG = 4_000  # bytes of a fragment from which it is worth compressing
FACTS = 500  # small things worked out from rows, by their stamps
_KEY, _TOKEN = (f"{name}-{token_hex(16)}" for name in ("key", "token"))
_KEYS = re.compile(_KEY)
_is_kept: ContextVar[bool] = ContextVar("is_kept", default=False)
_shelf: OrderedDict[Any, bytes] = OrderedDict()
_facts: OrderedDict[Any, Any] = OrderedDict()
_size = [0]
_lock = Lock()
T = TypeVar("T")


class Differs(AssertionError):
    """A fragment shows something that its key does not hold."""


def fresh_key() -> str:
    """A key for one request; the place for one, in a fragment that is kept."""
    return _KEY if _is_kept.get() else str(uuid4())


def remembered(template: str, shown: Any, context: Context) -> SafeString:
    """The fragment as `{% include %}` renders it. `shown`: all that it is made from, hashable; None to keep nothing."""
    if shown is None:
        return _render(template, context)
    return _closed(_kept_open(template, shown, context), context)


def remembered_each(template: str, name: str, rows: Iterable[Any], context: Context) -> SafeString:
    """The fragment of each row, which it shows under that name: `row.shown` is all that it is made from."""
    parts: list[str] = []
    for row in rows:
        with context.push(**{name: row}):
            shown = row.shown
            parts.append(_render(template, context) if shown is None else _kept_open(template, shown, context))
    return _closed("".join(parts), context)


def shaped(template: str, shape: Any, values: dict[str, Any], context: Context) -> SafeString:
    """The same for a fragment that shows some `values` besides, as they are, and asks nothing of them.

    It is rendered once for each shape, with long numbers in their place, which any address takes for a key.
    """
    if shape is None:
        with context.push(**values):
            return _render(template, context)
    with context.push(**{name: _mark_of(name) for name in values}):
        html = _kept_open(template, shape, context)
    for name, value in values.items():
        html = html.replace(_mark_of(name), conditional_escape(value))
    if settings.CHECK_FRAGMENTS:
        with context.push(**values):
            if (anew := _open(template, context)) != html:
                raise Differs(f"{template} asks something of {values}:\n{html}\n---\n{anew}")
    return _closed(html, context)


def _kept_open(template: str, shown: Any, context: Context) -> str:
    """The fragment as it is kept: with the token and the keys left open."""
    key = (template, get_language(), shown)
    kept = _from_shelf(key)
    if kept is None or settings.CHECK_FRAGMENTS:
        return _keep(key, kept, _open(template, context))
    return _unpacked(kept)


def _closed(html: str, context: Context) -> SafeString:
    if _is_kept.get():  # within another fragment, which fills in for both
        return SafeString(html)
    return mark_safe(_filled(html, context.get("csrf_token")))  # noqa: S308 - a template wrote it


@cache
def _mark_of(name: str) -> str:
    """A number that stands for the value of that name, and nowhere else."""
    return str(10**17 + randbelow(10**17))


def whole(request: HttpRequest, shown: Any, build: Callable[[], HttpResponse]) -> HttpResponse:
    """A page that `build` renders, for this reader alone: `shown` holds who that is. See `token_in`.

    A page with a message to show, or another answer than a page, is kept for nobody.
    """
    if shown is None or len(get_messages(request)):
        return build()
    key = ("whole", get_language(), shown)
    kept = _from_shelf(key)
    if kept is not None and not settings.CHECK_FRAGMENTS:
        return HttpResponse(_filled(_unpacked(kept), get_token(request)))
    was = _is_kept.set(True)
    try:
        response = build()
    finally:
        _is_kept.reset(was)
    if response.status_code == OK:
        html = _keep(key, kept, response.content.decode())
        response.content = _filled(html, get_token(request)).encode()
    return response


def text(shown: Any, build: Callable[[], str]) -> str:
    """What `build` writes where nothing in it is left open: the same for every reader; None to keep nothing."""
    if shown is None:
        return build()
    key = ("text", get_language(), shown)
    kept = _from_shelf(key)
    return _keep(key, kept, build()) if kept is None or settings.CHECK_FRAGMENTS else _unpacked(kept)


def token_in(context: dict[str, Any]) -> dict[str, Any]:
    """The context of a page, with the place for a token in one that is kept."""
    return context | {"csrf_token": _TOKEN} if _is_kept.get() else context


def _filled(html: str, token: object) -> str:
    html = html.replace(_TOKEN, str(token or ""))
    return _KEYS.sub(lambda _match: str(uuid4()), html) if _KEY in html else html


def is_remembered(template: str, shown: Any) -> bool:
    """Whether the fragment would not be rendered now."""
    return not settings.CHECK_FRAGMENTS and (template, get_language(), shown) in _shelf


def known(key: Any, find: Callable[[], T]) -> T:
    """What `find` gives, asked for once under a key that holds the stamps of all that it is found from.

    None for no key: then nothing is kept.
    """
    if key is None:
        return find()
    with _lock:
        if is_there := key in _facts:
            _facts.move_to_end(key)
            if not settings.CHECK_FRAGMENTS:
                return cast("T", _facts[key])
    found = find()
    with _lock:
        if is_there and _facts.get(key, found) != found:
            raise Differs(f"{key} does not hold all that {found} is found from: {_facts[key]}")
        _facts[key] = found
        while len(_facts) > FACTS:
            _facts.popitem(last=False)
    return found


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
        _facts.clear()
        _size[0] = 0


def kept() -> int:
    """How many bytes are kept."""
    return _size[0]


def _from_shelf(key: Any) -> bytes | None:
    with _lock:
        found = _shelf.get(key)
        if found is not None:
            _shelf.move_to_end(key)
        return found


def _render(template: str, context: Context) -> SafeString:
    found: Any = get_template(template)
    return SafeString(found.template.render(context))


def _open(template: str, context: Context) -> str:
    """The fragment with the token and the keys left open."""
    was = _is_kept.set(True)
    try:
        with context.push(csrf_token=_TOKEN):
            return str(_render(template, context))
    finally:
        _is_kept.reset(was)


def _keep(key: Any, before: bytes | None, html: str) -> str:
    if before is not None and (was := _unpacked(before)) != html:
        raise Differs(f"{key[0]} shows more than its key holds:\n{was}\n---\n{html}")
    new = _packed(html)
    with _lock:
        _size[0] += len(new) - len(_shelf.get(key, b""))
        _shelf[key] = new
        while _size[0] > KEPT:
            _old, oldest = _shelf.popitem(last=False)
            _size[0] -= len(oldest)
    return html


def _packed(html: str) -> bytes:
    """Long ones compressed, to a tenth or less: a page unpacks in the time that one query takes."""
    raw = html.encode()
    return raw if len(raw) < LONG else b"\0" + compress(raw, 1)


def _unpacked(kept: bytes) -> str:
    return (decompress(kept[1:]) if kept[:1] == b"\0" else kept).decode()


__all__ = [
    "Differs", "forget", "fresh_key", "is_remembered", "kept", "known", "remembered", "row", "text", "token_in",
    "whole",
]  # fmt: skip
