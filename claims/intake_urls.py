from django.urls import path

from claims.views import dossiers, intake, intake_check

urlpatterns = [
    path("dossiers/new/", dossiers.new_dossier, name="new_dossier"),
    path("d/<slug:slug>/sources/add/", intake.add_sources, name="add_sources"),
    path("d/<slug:slug>/sources/add/files/", intake.stage_files, name="stage_files"),
    path("d/<slug:slug>/sources/add/text/", intake.stage_text, name="stage_text"),
    path("d/<slug:slug>/sources/add/address/", intake.stage_address, name="stage_address"),
    path("d/<slug:slug>/sources/add/<int:pk>/read/", intake.read_staged, name="read_staged"),
    path("d/<slug:slug>/sources/add/check/", intake_check.check_sources, name="check_sources"),
]
