"""Addresses of the staff pages. A number may hold a slash, so the longer addresses come first."""

from django.urls import path

from workflows.credit.views import case, compare, decision, lines

urlpatterns = [
    path("<path:number>/act/<slug:action>/", case.credit_act, name="credit_act"),
    path("<path:number>/compare/", compare.credit_compare, name="credit_compare"),
    path("<path:number>/lines/", lines.credit_lines, name="credit_lines"),
    path("<path:number>/decision/draft.pdf", decision.credit_preview, name="credit_preview"),
    path("<path:number>/decision/page.png", decision.credit_preview_page, name="credit_preview_page"),
    path("<path:number>/decision/", decision.credit_decision, name="credit_decision"),
    path("<path:number>/", case.credit_case, name="credit_case"),
]
