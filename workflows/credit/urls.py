"""Addresses of the pages for families and staff. A number may hold a slash, so the longer addresses come first."""

from django.urls import path

from workflows.cases.urls import routes
from workflows.credit.description import CREDIT
from workflows.credit.views import compare, counter, decision, lines, public, track

urlpatterns = [
    path("apply/", public.public_apply, name="public_apply"),
    path("form/<str:token>/", public.public_form, name="public_form"),
    path("track/<str:token>/decision.pdf", track.public_paper, name="public_paper"),
    path("track/<str:token>/", track.public_track, name="public_track"),
    path("counter/", counter.counter, name="counter"),
    path("<path:number>/compare/", compare.credit_compare, name="credit_compare"),
    path("<path:number>/lines/", lines.credit_lines, name="credit_lines"),
    path("<path:number>/decision/draft.pdf", decision.credit_preview, name="credit_preview"),
    path("<path:number>/decision/page.png", decision.credit_preview_page, name="credit_preview_page"),
    path("<path:number>/decision/", decision.credit_decision, name="credit_decision"),
    *routes(CREDIT),
]
