"""Signing in and out, one's password, and the language of the interface."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView, redirect_to_login
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import resolve_url
from django.urls import reverse_lazy
from django.utils.translation import check_for_language
from django.utils.translation import gettext as _
from django.views import i18n
from django.views.decorators.http import require_POST

from dealdesk.models import AccessRecord, User
from dealdesk.signing import named_by, record, signed_in

SHOWN_AND_SENT = ["get", "head", "post", "options"]  # Django's form views take a PUT for a POST


class SignIn(LoginView):
    """The sign-in page, in the language that the user chose last."""

    redirect_authenticated_user = True
    http_method_names = SHOWN_AND_SENT

    def get(self, request: HttpRequest, *args: str, **kwargs: object) -> HttpResponse:
        if "HX-Request" in request.headers:
            return _session_ended(request)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_valid(form)
        user = form.get_user()
        assert isinstance(user, User)
        record(AccessRecord.What.SIGNED_IN, self.request, user=user)
        if user.language:
            _remember_language(response, user.language)
        return response

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        if not getattr(self.request, "axes_locked_out", False):  # that is recorded where it is answered
            record(AccessRecord.What.FAILED, self.request, user=named_by(self.request))
        return super().form_invalid(form)


class SignOut(LogoutView):
    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if user := signed_in(request):
            record(AccessRecord.What.SIGNED_OUT, request, user=user)
        return super().post(request, *args, **kwargs)


class ChangePassword(PasswordChangeView):
    """One's own password. Django gives the session a new key and ends the person's others."""

    success_url = reverse_lazy("desk")
    http_method_names = SHOWN_AND_SENT

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        response = super().form_valid(form)
        record(AccessRecord.What.PASSWORD, self.request, user=signed_in(self.request))
        messages.success(self.request, _("Your password is changed."))
        return response


@login_not_required
def admin_door(request: HttpRequest) -> HttpResponse:
    """The admin signs nobody in: the desk's own page does, with its limits and its record."""
    return redirect_to_login(request.GET.get("next") or resolve_url("admin:index"))


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
