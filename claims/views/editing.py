from django.http import HttpRequest, HttpResponse


def pin_claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return HttpResponse()


unpin_claim = rename_claim = pin_claim


def dismiss_figure(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return HttpResponse()


restore_figure = dismiss_figure
