"""The signature of the one order for a class."""

from django.utils.translation import gettext_lazy as _

from documents.models import Version
from workflows.cases.forms import Sign
from workflows.credit import class_order


class SignOrder(Sign):
    """As every paper that is signed by hand or beside it; nothing is sent, for the order names other children."""

    action = "sign_order"
    title = _("Record the signature of the order for the class")
    verb = _("Record")
    consequence = _("The order goes to no family.")

    def packet(self) -> list[Version]:
        """The order."""
        return class_order.packet(self.case)
