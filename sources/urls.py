from django.urls import path

from sources import views

urlpatterns = [
    path("d/<slug:slug>/sources/", views.sources, name="sources"),
]
