"""Addresses of the pages that every kind of case has. A number may hold a slash, so put them behind longer ones."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import URLPattern, path

from workflows.cases.description import Description
from workflows.cases.views import case, decision

VIEWS: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
    "receipt": ("<path:number>/receipt.pdf", case.receipt),
    "act": ("<path:number>/act/<slug:action>/", case.act),
    "preview": ("<path:number>/decision/draft.pdf", decision.preview),
    "preview_page": ("<path:number>/decision/page.png", decision.preview_page),
    "decision": ("<path:number>/decision/", decision.decision),
    "case": ("<path:number>/", case.page),
}


def routes(about: Description) -> list[URLPattern]:
    """The pages of one kind, to stand last in its URL list; their names are {kind}_{page}."""
    return [
        path(address, view, {"about": about}, name=about.route(page))
        for page, (address, view) in VIEWS.items()
        if page in about.pages
    ]
