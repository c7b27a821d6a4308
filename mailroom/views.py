"""Pages of the mailroom: letters received and sent, with their proofs, files and originals (config/access.py)."""

from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mailroom import outbox, receive
from mailroom.forms import SavedMailForm
from mailroom.models import Message, MessageQuerySet, Outgoing, OutgoingQuerySet
from mailroom.parsing import part_bytes
from mailroom.parsing.filenames import clean_filename
from mailroom.words import REASONS, event_look, file_kind, letter_look, message_look, written_at
from mailroom.writing import own_address
from organisation.models import User
from storage import blobs

_A_PAGE = 50
_HARMLESS = {
    "application/pdf",
    "message/rfc822",
    "image/jpeg",
    "image/png",
    "image/heic",
    "image/tiff",
    "text/plain",
}
_SENT_TABS = {
    "": None,
    "waiting": (Outgoing.Status.QUEUED, Outgoing.Status.CLAIMED, Outgoing.Status.HELD),
    "trouble": (Outgoing.Status.NEEDS_HUMAN, Outgoing.Status.FAILED),
    "sent": (Outgoing.Status.SENT, Outgoing.Status.HANDED_OVER),
}
_RECEIVED_TABS = {
    "": None,
    "waiting": (*Message.WAITING, Message.Status.UNROUTED, Message.Status.QUARANTINED),
    "cases": (Message.Status.ROUTED, Message.Status.DUPLICATE),
    "machine": (Message.Status.MACHINE,),
    "aside": (Message.Status.NOT_OURS,),
}


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Letters of ours, newest first, by what became of them."""
    tab = request.GET.get("state", "")
    letters: OutgoingQuerySet = Outgoing.objects.visible_to(_user(request)).defer("text", "html")
    statuses = _SENT_TABS.get(tab)
    page = _page(request, letters.filter(status__in=statuses) if statuses else letters)
    rows = [(each, letter_look(each)) for each in page]
    return render(request, "mailroom/sent.html", {"page": page, "rows": rows, "state": tab})


@require_safe
def sent_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter of ours: its words, its files, and what proves the sending."""
    letter = get_object_or_404(Outgoing.objects.visible_to(_user(request)), pk=pk)
    context = {
        "letter": letter,
        "look": letter_look(letter),
        "events": [(each, event_look(each)) for each in letter.events.all()],
        "may_retry": letter.status == Outgoing.Status.NEEDS_HUMAN,
    }
    return render(request, "mailroom/sent_letter.html", context)


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Try once more to send a letter that was refused or came back."""
    letter = get_object_or_404(Outgoing.objects.visible_to(_user(request)), pk=pk)
    if outbox.retry(letter):
        messages.success(request, _("The letter is in the queue again."))
    else:
        messages.warning(request, _("The letter no longer waits for you: somebody was faster."))
    return redirect("mailroom:sent_letter", pk)


@require_safe
def sent_original(request: HttpRequest, pk: int) -> HttpResponse:
    """The very bytes that left."""
    letter = get_object_or_404(Outgoing.objects.visible_to(_user(request)), pk=pk)
    if not letter.mime_sha256:
        raise Http404
    return as_attachment(blobs.get(letter.mime_sha256), f"letter-{letter.pk}.eml", "message/rfc822")


@require_safe
def received(request: HttpRequest) -> HttpResponse:
    """Every letter that came, newest first; automatic mail and what was put aside too."""
    tab = request.GET.get("state", "")
    letters: MessageQuerySet = Message.objects.visible_to(_user(request)).defer("parsed")
    statuses = _RECEIVED_TABS.get(tab)
    page = _page(request, letters.filter(status__in=statuses) if statuses else letters)
    rows = [(each, message_look(each)) for each in page]
    return render(request, "mailroom/received.html", {"page": page, "rows": rows, "state": tab})


@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter that came: who says they wrote it, the plain text, the files."""
    letter = get_object_or_404(Message.objects.visible_to(_user(request)), pk=pk)
    parsed = letter.parsed or {}
    context = {
        "letter": letter,
        "look": message_look(letter),
        "parsed": parsed,
        "written_at": written_at(parsed.get("date")),
        "files": [(each, file_kind(each)) for each in parsed.get("attachments", [])],
        "reasons": [REASONS.get(code, code) for code in letter.needs_human],
        "other_reply": _other_reply(parsed),
    }
    return render(request, "mailroom/message.html", context)


@require_safe
def original(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it came, byte for byte."""
    letter = get_object_or_404(Message.objects.visible_to(_user(request)), pk=pk)
    return as_attachment(blobs.get(letter.sha256), f"letter-{letter.pk}.eml", "message/rfc822")


@require_safe
def attachment(request: HttpRequest, pk: int, index: int) -> HttpResponse:
    """One file of a letter. Always for saving, never shown inside a page."""
    letter = get_object_or_404(Message.objects.visible_to(_user(request)), pk=pk)
    known = next(
        (each for each in (letter.parsed or {}).get("attachments", []) if each["index"] == index), None
    )
    data = part_bytes(blobs.get(letter.sha256), index) if known else None
    if known is None or data is None:
        raise Http404
    return as_attachment(data, known["filename"] or f"attachment-{index}", known["detected"] or "")


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Saved mail by hand: every letter goes the way of all letters and is read within a minute."""
    form = SavedMailForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "mailroom/upload.html", {"form": form})
    mailbox = own_address()
    stored = [receive.receive(each, channel="upload", mailbox=mailbox, rcpt=mailbox) for each in form.letters]
    count = len(stored)
    said = ngettext(
        "%(count)s letter is stored; it will be read within a minute.",
        "%(count)s letters are stored; they will be read within a minute.",
        count,
    )
    messages.success(request, said % {"count": count})
    return redirect("mailroom:received")


def as_attachment(data: bytes, filename: str, media_type: str) -> HttpResponse:
    """A download that no browser executes: attachment, nosniff, an empty sandbox; types with scripts lose theirs."""
    kind = media_type if media_type in _HARMLESS else "application/octet-stream"
    name = clean_filename(filename) or "attachment"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def _other_reply(parsed: dict[str, Any]) -> str:
    """A Reply-To that differs from the sender: answering there needs a person's word."""
    reply, sender = parsed.get("reply_to") or "", parsed.get("from_email") or ""
    return reply if reply.lower() != sender.lower() else ""


def _page(request: HttpRequest, rows: Any) -> Page[Any]:
    return Paginator(rows, _A_PAGE).get_page(request.GET.get("page"))


def _user(request: HttpRequest) -> User:
    """Staff only: the access table lets nobody else come here."""
    if not isinstance(request.user, User):
        raise Http404
    return request.user
