"""SMTP with the server's answer kept, and delivery reports asked for where the server offers them (RFC
3461)."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from mailroom.writing import Letter

_OK = range(200, 300)


class Backend(EmailBackend):
    """Django's SMTP backend for our letters: one transaction each, frozen bytes, errors raised with their
    code."""

    connection: smtplib.SMTP

    def _send(self, email_message: EmailMessage) -> bool:
        """Send one letter; the answer to its data lands in `answer`. Other messages go the usual way."""
        if not isinstance(email_message, Letter):
            return bool(super()._send(email_message))  # type: ignore[misc]  # the stubs leave it out
        email_message.answer = self._transaction(
            email_message.from_email, email_message.to, email_message.frozen, email_message.envelope_id
        )
        return True

    def _transaction(self, sender: str, recipients: Sequence[str], data: bytes, envelope_id: str) -> str:
        server = self.connection
        server.ehlo_or_helo_if_needed()
        reports = server.has_extn("dsn")
        utf8 = (
            ["SMTPUTF8"]
            if not all(each.isascii() for each in recipients) and server.has_extn("smtputf8")
            else []
        )
        code, answer = server.mail(
            sender, [*(["RET=HDRS", f"ENVID={envelope_id}"] if reports else []), *utf8]
        )
        self._check(code, answer)
        for each in recipients:
            options = ["NOTIFY=SUCCESS,FAILURE,DELAY"] if reports else []
            code, answer = server.rcpt(each, options)
            self._check(code, answer)
        code, answer = server.data(data)
        self._check(code, answer)
        return f"{code} {answer.decode('utf-8', 'replace')}"

    def _check(self, code: int, answer: bytes) -> None:
        if code not in _OK:
            self.connection.rset()
            raise smtplib.SMTPResponseException(code, answer)
