"""Headers that every answer carries: everything from this site, nothing inline, nothing evaluated, no sensors."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

SAME = frozenset({"", "Accept-Language", "Cookie"})
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
UNUSED = ("camera", "display-capture", "geolocation", "microphone", "midi", "payment", "serial", "usb")
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
}


def security_headers(
    get_response: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """SecurityMiddleware adds HSTS, nosniff, Referrer-Policy and Cross-Origin-Opener-Policy."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        if getattr(response, "for_everyone", False):
            response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
            _forget_reader(response)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


def _forget_reader(response: HttpResponseBase) -> None:
    """A page that is the same for everyone is one page to a cache, though other middleware asked who reads it."""
    kept = [name for name in response.headers.get("Vary", "").split(", ") if name not in SAME]
    if kept:
        response.headers["Vary"] = ", ".join(kept)
    else:
        response.headers.pop("Vary", None)
