"""The forms of the actions on the page of a case. Which of them a person sees, the door says (door.allowed)."""

from workflows.cases.forms import ActionForm
from workflows.credit.forms.answering import HandOver, Readdress, Sign
from workflows.credit.forms.people import Assign, ConfirmSender, LinkStudent
from workflows.credit.forms.sorting import AddLetter, Join, Split, Withdraw
from workflows.credit.forms.waiting import Accept, Ask, Complete, Lapse, Remind, Reopen, RequestMissing

# In the order of the page. Comparison, correction of courses and the decision have pages of their own.
FORMS: dict[str, type[ActionForm]] = {
    each.action: each
    for each in (
        LinkStudent,
        ConfirmSender,
        Join,
        Accept,
        Ask,
        RequestMissing,
        Complete,
        Reopen,
        Sign,
        HandOver,
        Readdress,
        AddLetter,
        Assign,
        Split,
        Remind,
        Lapse,
        Withdraw,
    )
}
