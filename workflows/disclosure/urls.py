"""Addresses of the pages of record disclosure. A number may hold a slash, so the longer addresses come first."""

from django.urls import path

from workflows.cases.urls import routes
from workflows.disclosure.description import DISCLOSURE
from workflows.disclosure.views import getting, identity, ledger, opening, scope

urlpatterns = [
    path("apply/", opening.apply, name="disclosure_apply"),
    path("get/<str:token>/", getting.get, name="disclosure_get"),
    path("new/", opening.new, name="disclosure_new"),
    path("express/", opening.express, name="disclosure_express"),
    path("ledger/", ledger.ledger, name="disclosure_ledger"),
    path("ledger/sheet.xlsx", ledger.sheet, name="disclosure_ledger_sheet"),
    path("<path:number>/identity/", identity.identity, name="disclosure_identity"),
    path("<path:number>/scope/", scope.scope, name="disclosure_scope"),
    path("<path:number>/draft/page.png", scope.preview_page, name="disclosure_preview_page"),
    path("<path:number>/draft/<int:position>.pdf", scope.preview, name="disclosure_preview"),
    *routes(DISCLOSURE),
]
