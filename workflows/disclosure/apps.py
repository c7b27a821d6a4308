from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "workflows.disclosure"
    label = "disclosure"
