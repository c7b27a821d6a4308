"""Addresses of imports."""

from django.urls import path

from records.imports import views

urlpatterns = [
    path("students/import/", views.imports, name="imports"),
    path("students/import/<int:pk>/", views.run, name="import_run"),
    path("students/import/<int:pk>/confirm/", views.confirm, name="import_confirm"),
    path("students/import/<int:pk>/drop/", views.drop, name="import_drop"),
]
