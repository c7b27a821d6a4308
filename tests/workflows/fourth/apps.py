from django.apps import AppConfig

from documents import templates


class LeaveConfig(AppConfig):
    name = "tests.workflows.fourth"
    label = "leave"

    def ready(self) -> None:
        """Announce the one paper."""
        templates.add(
            "leave_decision", 1, templates.Template("documents/leave_decision.html", "decision.json")
        )
