"""The forms of nominations."""

from workflows.cases.forms import ActionForm, AddLetter
from workflows.rewards.forms.actions import (
    Accept,
    Assign,
    Close,
    Order,
    RecordAnswer,
    Sign,
    Submit,
    Withdraw,
)

# In the order of the page. Terms, students, decision and handing over have pages of their own.
FORMS: tuple[type[ActionForm], ...] = (
    Assign,
    Submit,
    Accept,
    Order,
    Sign,
    RecordAnswer,
    Close,
    AddLetter,
    Withdraw,
)
