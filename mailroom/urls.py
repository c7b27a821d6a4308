"""Addresses of the mailroom's pages."""

from django.urls import path

from mailroom import views

app_name = "mailroom"
urlpatterns = [
    path("sent/", views.sent, name="sent"),
    path("sent/<int:pk>/", views.sent_letter, name="sent_letter"),
    path("sent/<int:pk>/retry/", views.retry, name="retry"),
    path("sent/<int:pk>/original/", views.sent_original, name="sent_original"),
    path("received/", views.received, name="received"),
    path("received/upload/", views.upload, name="upload"),
    path("received/<int:pk>/", views.message, name="message"),
    path("received/<int:pk>/original/", views.original, name="original"),
    path("received/<int:pk>/files/<int:index>/", views.attachment, name="attachment"),
]
