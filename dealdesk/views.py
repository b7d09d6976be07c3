"""Signing in, and the language of the interface."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.views import LoginView
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.utils.translation import check_for_language
from django.views import i18n
from django.views.decorators.http import require_POST

from dealdesk.models import User


class SignIn(LoginView):
    """The sign-in page, in the language that the user chose last."""

    redirect_authenticated_user = True

    def get(self, request: HttpRequest, *args: str, **kwargs: object) -> HttpResponse:
        if "HX-Request" in request.headers:
            return _session_ended(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        if isinstance(user, User) and user.language:
            _remember_language(response, user.language)
        return response


def _session_ended(request: HttpRequest) -> HttpResponse:
    """An htmx request was redirected here: send the whole page to sign in, and back to where the editor was."""
    back = QueryDict(mutable=True)
    back["next"] = getattr(request, "htmx").current_url_abs_path or resolve_url("desk")  # noqa: B009  (set by its middleware)
    response = HttpResponse(status=401)
    response["HX-Redirect"] = f"{resolve_url(settings.LOGIN_URL)}?{back.urlencode()}"
    return response


@login_not_required
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Django's own view, which sets the cookie; the choice is kept for the next sign-in as well."""
    response = i18n.set_language(request)
    language = request.POST.get("language", "")
    if isinstance(request.user, User) and check_for_language(language) and language in dict(settings.LANGUAGES):
        request.user.language = language
        request.user.save(update_fields=["language"])
    return response


def _remember_language(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )
