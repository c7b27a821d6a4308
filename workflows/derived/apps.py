from django.apps import AppConfig


class DerivedConfig(AppConfig):
    name = "workflows.derived"
    label = "derived"
