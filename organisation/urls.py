"""Addresses of first set-up and of the staff list; who may open them is in config/access.py."""

from django.urls import path

from organisation import views

urlpatterns = [
    path("setup/", views.setup, name="setup"),
    path("staff/", views.staff_list, name="staff_list"),
    path("staff/add/", views.staff_add, name="staff_add"),
    path("staff/<int:pk>/", views.staff_edit, name="staff_edit"),
]
