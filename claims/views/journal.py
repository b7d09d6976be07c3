from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse("journal")
