from django.http import HttpRequest, HttpResponse


def review(request: HttpRequest, slug: str) -> HttpResponse:
    return HttpResponse()


def claim(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return HttpResponse()
