"""Addresses of the pages across all kinds of cases."""

from django.urls import include, path

from workflows.views import (
    board,
    by_code,
    by_hash,
    cases,
    desk,
    mail,
    pages,
    registers,
    retention,
    to_sign,
    track,
    verify,
)

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("deadlines/", board.board, name="board"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<path:number>/", cases.case, name="case"),
    path("derived/", include("workflows.derived.urls")),
    path("search/", cases.search, name="search"),
    path("pages/", pages.pages, name="pages"),
    path("to-sign/", to_sign.to_sign, name="to_sign"),
    path("mail/unrouted/", mail.unrouted, name="unrouted"),
    path("mail/unrouted/<int:pk>/", mail.place, name="place"),
    path("mail/unrouted/<int:pk>/not-ours/", mail.not_ours, name="not_ours"),
    path("", include("workflows.students.urls")),
    path("track/<str:token>/decision.pdf", track.public_paper, name="public_paper"),
    path("track/<str:token>/paper-<int:place>.pdf", track.public_paper, name="public_paper"),
    path("track/<str:token>/", track.public_track, name="public_track"),
    path("verify/", verify.verify, name="verify"),
    path("verify/sha256/", by_hash.by_hash, name="verify_hash"),
    path("v/<path:code>/", by_code.by_code, name="public_code"),
    path("archive/retention/", retention.review, name="retention"),
    path("archive/retention/holds/", retention.hold_new, name="hold_new"),
    path("archive/retention/holds/<int:pk>/lift/", retention.hold_lift, name="hold_lift"),
    path("archive/retention/acts/<int:pk>/", retention.act, name="destruction_act"),
    path("archive/retention/acts/<int:pk>/journal/", retention.event_log, name="destruction_log"),
    path("registers/", registers.registers, name="registers"),
    path("registers/print/", registers.register_print, name="register_print"),
    path("registers/table/", registers.register_sheet, name="register_sheet"),
]
