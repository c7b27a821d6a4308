from django.apps import AppConfig


class RewardsConfig(AppConfig):
    name = "workflows.rewards"
    label = "rewards"
