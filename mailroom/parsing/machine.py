"""Automatic mail: stored and visible, never answered. The rules follow what help desks learnt the hard way.

Sources: RFC 3834 (Auto-Submitted), RFC 3464 (delivery reports), RFC 2919/2369 (lists), Exchange's headers.
"""

import re
from collections.abc import Sequence

from mailroom.parsing.shapes import Action, Bounce, MachineKind
from mailroom.parsing.structure import Part
from mailroom.parsing.words import header_text

LOOP_HEADER = "x-zachetka-loop"
_DAEMONS = re.compile(r"^(mailer[-_.]?daemon|postmaster|mail[-_]?daemon)@", re.IGNORECASE)
_NO_REPLY = re.compile(
    r"^(no[-_.]?reply|do[-_.]?not[-_.]?reply|noreply[-_.+].*|robot|daemon|bounces?([-+].*)?)@", re.IGNORECASE
)
_AWAY = re.compile(
    r"^\W*(автоматический ответ|автоответ|автоответчик|вне офиса|automatic reply|auto[- ]?reply|autoreply"
    r"|out of (the )?office)\b",
    re.IGNORECASE,
)
_FAILED = re.compile(
    r"(undeliver(ed|able)|delivery (status notification|has failed|failure)|returned to sender"
    r"|mail delivery (failed|system)|недоставленное|не доставлено|не удалось доставить|ошибка доставки)",
    re.IGNORECASE,
)
_ACTIONS: dict[str, Action] = {
    "failed": "failed",
    "delayed": "delayed",
    "delivered": "delivered",
    "relayed": "relayed",
    "expanded": "expanded",
}
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_MESSAGE_ID = re.compile(r"^message-id:\s*(<[^<>\s]{1,300}>)", re.IGNORECASE | re.MULTILINE)
_RECIPIENT = re.compile(r"<([^<>\s@]{1,64}@[^<>\s@]{1,253})>")

Fields = Sequence[tuple[str, bytes]]


def machine_kind(
    fields: Fields, sender: str | None, subject: str, bounce: Bounce | None, root_type: str
) -> tuple[MachineKind | None, str]:
    """(kind, the rule that decided), or (None, "") for a letter that a person seems to have written."""
    values = {name: header_text(value).lower() for name, value in reversed(fields) if len(value) < 4096}
    if LOOP_HEADER in values:
        return "auto_reply", "own_loop"
    if bounce is not None:
        return "bounce", "delivery_report"
    if root_type == "multipart/report":
        return "auto_reply", "report"
    if _DAEMONS.match(sender or "") or (values.get("return-path") == "<>" and _FAILED.search(subject)):
        return "bounce", "mailer_daemon"
    submitted = values.get("auto-submitted", "no").partition(";")[0].strip()
    if submitted not in {"no", ""}:
        return "auto_reply", "auto_submitted"
    precedence = values.get("precedence", "")
    if precedence in {"auto_reply", "auto-reply"} or any(
        f"x-{name}" in values for name in ("autoreply", "autorespond", "autoresponse")
    ):
        return "auto_reply", "autoresponder"
    if precedence in {"bulk", "junk", "list"}:
        return "bulk", "precedence"
    if "list-id" in values or "list-unsubscribe" in values:
        return "bulk", "mailing_list"
    if values.get("return-path") == "<>":
        return "auto_reply", "null_return_path"
    if _AWAY.match(subject):
        return "auto_reply", "away_subject"
    return None, ""


def no_answer_reason(fields: Fields, sender: str | None, kind: MachineKind | None) -> str:
    """Why no automatic letter may go to this sender; empty when one may."""
    if kind:
        return "machine"
    if sender is None:
        return "no_sender"
    if _NO_REPLY.match(sender) or _DAEMONS.match(sender):
        return "no_reply_address"
    suppress = next((value.lower() for name, value in fields if name == "x-auto-response-suppress"), b"")
    if b"all" in suppress or b"autoreply" in suppress:
        return "suppressed"
    return ""


def read_bounce(
    parts: Sequence[Part], root_type: str, report_type: str, text: str, sender: str | None, subject: str
) -> Bounce | None:
    """The delivery report that the parts hold, or None."""
    status_part = next((part for part in parts if part.media_type in _STATUS_TYPES), None)
    if status_part is not None and (root_type == "multipart/report" or _DAEMONS.match(sender or "")):
        return _from_report(_report_text(status_part), _original_id(parts, text))
    if report_type == "delivery-status" or (_DAEMONS.match(sender or "") and _FAILED.search(subject)):
        status = _STATUS.search(text[:20_000])
        recipient = _RECIPIENT.search(text[:20_000])
        return Bounce(
            action="failed",
            recipient=recipient.group(1) if recipient else None,
            status=status.group(1) if status else None,
            diagnostic=None,
            original_message_id=_original_id(parts, text),
        )
    return None


_STATUS_TYPES = {"message/delivery-status", "message/global-delivery-status"}


def _report_text(part: Part) -> str:
    return part.data()[:65_536].decode("utf-8", "replace")


def _from_report(report: str, original: str | None) -> Bounce:
    action = (_field(report, "action") or "failed").lower()
    recipient = _field(report, "final-recipient") or _field(report, "original-recipient")
    status = _STATUS.search(_field(report, "status") or "")
    return Bounce(
        action=_ACTIONS.get(action, "failed"),
        recipient=recipient.rpartition(";")[2].strip() if recipient else None,
        status=status.group(1) if status else None,
        diagnostic=_field(report, "diagnostic-code"),
        original_message_id=original,
    )


def _field(report: str, name: str) -> str | None:
    matched = re.search(rf"^{name}:[ \t]*([^\n]*(?:\n[ \t][^\n]*)*)", report, re.IGNORECASE | re.MULTILINE)
    return re.sub(r"\s+", " ", matched.group(1)).strip()[:500] if matched else None


def _original_id(parts: Sequence[Part], text: str) -> str | None:
    """Message-ID of the letter that came back: from the attached copy, its headers, or the words of the report."""
    for part in parts:
        if part.media_type in {
            "message/rfc822",
            "text/rfc822-headers",
            "message/global",
            "message/global-headers",
        }:
            matched = _MESSAGE_ID.search(part.data()[:65_536].decode("latin-1"))
            if matched:
                return matched.group(1)
    matched = _MESSAGE_ID.search(text[:200_000])
    return matched.group(1) if matched else None
