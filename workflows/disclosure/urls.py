"""Addresses of the pages of record disclosure."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
