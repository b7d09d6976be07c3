from django.http import HttpRequest, HttpResponse


def decide(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    return HttpResponse()


def decide_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    return HttpResponse()
