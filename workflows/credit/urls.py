"""Addresses of the pages for families and staff. A number may hold a slash, so the longer addresses come first."""

from django.urls import path

from workflows.cases.urls import routes
from workflows.credit.description import CREDIT
from workflows.credit.views import agreement, classes, compare, counter, lines, public

urlpatterns = [
    path("apply/", public.public_apply, name="public_apply"),
    path("form/<str:token>/", public.public_form, name="public_form"),
    path("counter/", counter.counter, name="counter"),
    path("agreement/", agreement.show, name="agreement"),
    path("<path:number>/compare/", compare.credit_compare, name="credit_compare"),
    path("<path:number>/class/decision/", classes.decide, name="credit_class_decision"),
    path("<path:number>/class/", classes.students, name="credit_class"),
    path("<path:number>/lines/", lines.credit_lines, name="credit_lines"),
    *routes(CREDIT),
]
