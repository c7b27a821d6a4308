"""Addresses of first set-up, of the profile and of the staff list; who may open them is in config/access.py."""

from django.urls import path

from organisation import profile_views, views

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("profile/", profile_views.profile_page, name="profile"),
    path("profile/next/", profile_views.profile_next, name="profile_next"),
    path("staff/", views.staff_list, name="staff_list"),
    path("staff/add/", views.staff_add, name="staff_add"),
    path("staff/<int:pk>/", views.staff_edit, name="staff_edit"),
]
