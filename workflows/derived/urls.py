"""Addresses of the pages of derived papers. A number may hold a slash, so the longer addresses come first."""

from django.urls import path

from workflows.derived.views import binding, copying, duplicating, extracting, listing, sending

urlpatterns = [
    path("copy/<int:pk>/", copying.copy, name="derived_copy"),
    path("duplicate/<int:pk>/", duplicating.duplicate, name="derived_duplicate"),
    path("handed/<int:pk>/", duplicating.handed, name="derived_handed"),
    path("extract/<int:pk>/", extracting.extract, name="derived_extract"),
    path("send/<int:pk>/", sending.send, name="derived_send"),
    path("file/<path:number>/", binding.case_file, name="derived_file"),
    path("<path:number>/", listing.derived, name="derived"),
]
