"""The forms of a record request: those of its actions, and those that open one."""

from workflows.cases.forms import ActionForm, AddLetter, HandOver, LinkStudent, Readdress, Sign
from workflows.disclosure.forms.deciding import Disclose, Extend, Issue, Refuse, SendBack
from workflows.disclosure.forms.identity import Decline, TurnAway
from workflows.disclosure.forms.others import NameOthers
from workflows.disclosure.forms.request import Amend, TakeUp, Withdraw

# In the order of the page. Identity and the choice of rows have pages of their own.
FORMS: tuple[type[ActionForm], ...] = (
    LinkStudent,
    NameOthers,
    TakeUp,
    Disclose,
    Issue,
    SendBack,
    Refuse,
    Sign,
    HandOver,
    Readdress,
    Decline,
    TurnAway,
    Extend,
    Amend,
    AddLetter,
    Withdraw,
)
