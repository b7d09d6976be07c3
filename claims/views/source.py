from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def source(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return HttpResponse("source")
