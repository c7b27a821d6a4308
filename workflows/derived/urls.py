"""Addresses of the pages of derived papers. A number may hold a slash, so the longer addresses come first."""

from django.urls import path

from workflows.derived.views import copying, extracting, listing

urlpatterns = [
    path("copy/<int:pk>/", copying.copy, name="derived_copy"),
    path("extract/<int:pk>/", extracting.extract, name="derived_extract"),
    path("<path:number>/", listing.derived, name="derived"),
]
