from django.urls import path

from claims.views import checking, deciding, desk, downloads, editing, journal, links, origins, review, source, summary

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("d/<slug:slug>/", review.review, name="review"),
    path("d/<slug:slug>/claims/<int:number>/", review.claim, name="claim"),
    path("d/<slug:slug>/claims/<int:number>/decide/", deciding.decide_version, name="decide_version"),
    path("d/<slug:slug>/claims/<int:number>/pin/", editing.pin_claim, name="pin_claim"),
    path("d/<slug:slug>/claims/<int:number>/unpin/", editing.unpin_claim, name="unpin_claim"),
    path("d/<slug:slug>/claims/<int:number>/rename/", editing.rename_claim, name="rename_claim"),
    path("d/<slug:slug>/claims/<int:number>/merge/", editing.merge_claim, name="merge_claim"),
    path("d/<slug:slug>/figures/<int:pk>/decide/", deciding.decide, name="decide"),
    path("d/<slug:slug>/figures/<int:pk>/dismiss/", editing.dismiss_figure, name="dismiss_figure"),
    path("d/<slug:slug>/figures/<int:pk>/restore/", editing.restore_figure, name="restore_figure"),
    path("d/<slug:slug>/figures/<int:pk>/move/", editing.move_figure, name="move_figure"),
    path("d/<slug:slug>/claims/<int:number>/look/", checking.look, name="look"),
    path("d/<slug:slug>/checks/<int:pk>/coincidence/", checking.mark_coincidence, name="mark_coincidence"),
    path("d/<slug:slug>/checks/<int:pk>/relevant/", checking.mark_relevant, name="mark_relevant"),
    path("d/<slug:slug>/sources/<int:number>/", source.source, name="source"),
    path("d/<slug:slug>/origins/", origins.origins, name="origins"),
    path("d/<slug:slug>/echoes/<int:pk>/one/", origins.count_as_one, name="count_as_one"),
    path("d/<slug:slug>/echoes/<int:pk>/apart/", origins.count_apart, name="count_apart"),
    path("d/<slug:slug>/links/", links.links, name="links"),
    path("d/<slug:slug>/summary/", summary.summary, name="summary"),
    path("d/<slug:slug>/sheet.<str:format>", downloads.download, name="download"),
    path("d/<slug:slug>/journal/", journal.journal, name="journal"),
]
