"""Addresses of personal files."""

from django.urls import path

from workflows.students import views

urlpatterns = [
    path("students/", views.students, name="students"),
    path("students/<int:pk>/", views.student, name="student"),
    path("students/<int:pk>/achievement/", views.achievement, name="student_achievement"),
    path("students/<int:pk>/result/", views.result, name="student_result"),
    path("students/<int:pk>/pick/", views.pick, name="student_pick"),
    path("students/<int:pk>/package/", views.whole, name="student_package"),
]
