"""SMTP with the server's answer kept, and delivery reports asked for where the server offers them (RFC 3461)."""

import smtplib
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.utils.encoding import punycode

from mailroom.writing import Letter

_OK = range(200, 300)


class Backend(EmailBackend):
    """Django's SMTP backend for our letters: one transaction each, frozen bytes, errors raised with their code."""

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
        addresses = [sanitized(each) for each in recipients]
        wide = not all(each.isascii() for each in addresses)
        if wide and not server.has_extn("smtputf8"):
            raise smtplib.SMTPResponseException(553, b"the server takes no such address (SMTPUTF8)")
        reports = server.has_extn("dsn")
        options = [
            *(["RET=HDRS", f"ENVID={envelope_id}"] if reports else []),
            *(["SMTPUTF8"] if wide else []),
        ]
        self._check(*server.mail(sanitized(sender), options))
        for each in addresses:
            self._check(*server.rcpt(each, ["NOTIFY=SUCCESS,FAILURE,DELAY"] if reports else []))
        code, answer = server.data(data)
        self._check(code, answer)
        return f"{code} {answer.decode('utf-8', 'replace')}"

    def _check(self, code: int, answer: bytes) -> None:
        if code not in _OK:
            self.connection.rset()
            raise smtplib.SMTPResponseException(code, answer)


def sanitized(address: str) -> str:
    """The address with its domain in ASCII (почта.рф becomes xn--80a1acny.xn--p1ai)."""
    local, _, domain = address.rpartition("@")
    return f"{local}@{punycode(domain)}"
