"""The forms of actions: the base of all, and those that every workflow may take as they are."""

from workflows.cases.forms.answering import HandOver as HandOver
from workflows.cases.forms.answering import Readdress as Readdress
from workflows.cases.forms.answering import Sign as Sign
from workflows.cases.forms.base import ActionForm as ActionForm
from workflows.cases.forms.base import NoteForm as NoteForm
from workflows.cases.forms.base import version_of as version_of
from workflows.cases.forms.people import Assign as Assign
from workflows.cases.forms.people import ConfirmSender as ConfirmSender
from workflows.cases.forms.people import LinkStudent as LinkStudent
from workflows.cases.forms.sorting import AddLetter as AddLetter
from workflows.cases.forms.sorting import Join as Join
from workflows.cases.forms.sorting import Withdraw as Withdraw
