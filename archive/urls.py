"""Addresses of the archive."""

from django.urls import path

from archive import views

urlpatterns = [
    path("archive/", views.archive, name="archive"),
    path("archive/heads/<int:pk>/", views.head_doubt, name="head_doubt"),
    path("archive/carriers/new/", views.carrier_new, name="carrier_new"),
    path("archive/carriers/<int:pk>/", views.carrier, name="carrier"),
    path("archive/carriers/<int:pk>/decision/", views.carrier_end, name="carrier_end"),
]
