"""Addresses of the production calendar."""

from django.urls import path

from deadlines import views

app_name = "deadlines"
urlpatterns = [
    path("", views.years, name="years"),
    path("load/", views.load, name="load"),
    path("<int:number>/", views.year, name="year"),
]
