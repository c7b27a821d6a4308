"""The forms of the actions on the page of a case. Which of them a person sees, the door says (door.allowed)."""

from workflows.cases.forms import (
    ActionForm,
    AddLetter,
    ConfirmSender,
    HandOver,
    Join,
    Readdress,
    Sign,
    Withdraw,
)
from workflows.credit.forms.people import Assign, LinkStudent
from workflows.credit.forms.proving import AddEvidence, GoWithoutEvidence
from workflows.credit.forms.signing import SignOrder
from workflows.credit.forms.sorting import Split
from workflows.credit.forms.waiting import Accept, Ask, Complete, Lapse, Remind, Reopen, RequestMissing

# In the order of the page. Comparison, correction of courses and the decision have pages of their own.
FORMS: tuple[type[ActionForm], ...] = (
    LinkStudent,
    ConfirmSender,
    Join,
    Accept,
    Ask,
    RequestMissing,
    Complete,
    Reopen,
    AddEvidence,
    GoWithoutEvidence,
    Sign,
    SignOrder,
    HandOver,
    Readdress,
    AddLetter,
    Assign,
    Split,
    Remind,
    Lapse,
    Withdraw,
)
