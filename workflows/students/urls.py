"""Addresses of personal files."""

from django.urls import path

from workflows.students import keeping, report_views, views, watching

urlpatterns = [
    path("students/", views.students, name="students"),
    path("students/reports/", report_views.page, name="reports"),
    path("students/reports/report.xlsx", report_views.spreadsheet, name="report_xlsx"),
    path("students/reports/report.pdf", report_views.paper, name="report_pdf"),
    path("students/entries/", watching.entries, name="entries"),
    path("students/<int:pk>/", views.student, name="student"),
    path("students/<int:pk>/achievement/", views.achievement, name="student_achievement"),
    path("students/<int:pk>/result/", views.result, name="student_result"),
    path("students/<int:pk>/portfolio/", keeping.portfolio_item, name="student_portfolio"),
    path("students/<int:pk>/planned/", keeping.planned, name="student_planned"),
    path("students/<int:pk>/conditions/", keeping.conditions, name="student_conditions"),
    path("students/<int:pk>/looks/", watching.looks, name="student_looks"),
    path("students/<int:pk>/consent/", views.consent, name="student_consent"),
    path(
        "students/<int:pk>/consent/<int:key>/withdrawal/",
        views.withdrawal,
        name="student_consent_withdrawal",
    ),
    path("students/<int:pk>/pick/", views.pick, name="student_pick"),
    path("students/<int:pk>/package/", views.whole, name="student_package"),
]
