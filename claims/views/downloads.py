from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def download(request: HttpRequest, slug: str, format: str) -> HttpResponse:  # noqa: A002
    return HttpResponse(format)
