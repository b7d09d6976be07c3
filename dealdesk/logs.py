"""Structured logs: one JSON object a line, and a line for every request.

What never enters them: text of articles, what was typed, query strings, names, addresses, the messages of
exceptions (a database quotes values in them). A person is a number, a page is its pattern.
"""

import json
import logging
import re
import time
import traceback
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

log = logging.getLogger("dealdesk.request")
request_id: ContextVar[str] = ContextVar("request_id", default="")


class JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": _message(record),
        }
        if request_id.get():
            line["request"] = request_id.get()
        line |= getattr(record, "fields", {})
        if record.exc_info and record.exc_info[0]:
            line |= {"exception": record.exc_info[0].__name__} | _code(record.exc_info[1])
            frames = traceback.extract_tb(record.exc_info[2])
            line["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
        return json.dumps(line, ensure_ascii=False)


def _code(error: BaseException | None) -> dict[str, str]:
    """A database's own name for what failed, such as SQLITE_FULL or 57P01: it quotes nothing."""
    cause = getattr(error, "__cause__", None)
    code = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    return {"code": code} if code else {}


def _message(record: logging.LogRecord) -> str:
    """The message; of a line about a request only the reason, since the rest is its path."""
    if not hasattr(record, "request"):
        return record.getMessage()
    return str(record.args[0]) if isinstance(record.args, tuple) and record.args else str(record.msg)


def log_requests(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    def middleware(request: HttpRequest) -> HttpResponseBase:
        token = request_id.set(_identity(request))
        started = time.perf_counter()
        try:
            response = get_response(request)
            response.headers["X-Request-ID"] = request_id.get()
            log.info("request", extra={"fields": _fields(request, response, started)})
        finally:
            request_id.reset(token)
        return response

    return middleware


def _identity(request: HttpRequest) -> str:
    """The proxy's number for the request where there is a trusted one, else one of our own."""
    given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
    return given if re.fullmatch(r"[A-Za-z0-9-]{8,64}", given) else uuid4().hex


def _fields(request: HttpRequest, response: HttpResponseBase, started: float) -> dict[str, Any]:
    match = request.resolver_match
    return {
        "method": request.method,
        "page": f"/{match.route}" if match else "",
        "status": response.status_code,
        "ms": round((time.perf_counter() - started) * 1000, 1),
        "user": _user_id(request),
        "htmx": "HX-Request" in request.headers,
    }


def _user_id(request: HttpRequest) -> int | None:
    """Who asked, where the request has already looked that up: a log line asks no database."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None
