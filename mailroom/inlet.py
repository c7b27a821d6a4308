"""The SMTP inlet: a letter is answered with 250 only after it is durably stored, anything else with 451.

SMTP and not LMTP: LMTP needs a reply per recipient and aiosmtpd sends one. Meant for loopback, behind
Postfix.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import close_old_connections

import faults
from mailroom import receive
from mailroom.quiet import trace
from mailroom.returns import TOKEN

log = logging.getLogger(__name__)

LARGEST = 50 * 1024 * 1024
_LATER = "451 4.3.0 The letter could not be stored, please try again"
_THREADS = 4


class Inlet(SMTP):
    """aiosmtpd with lines as long as HTML mailers write them; its default of 1001 octets loses such letters."""

    line_length_limit = 32 * 1024 * 1024


class Handler:
    """Stores every letter in a thread, where the database may block; wakes routing after the commit."""

    def __init__(self, on_stored: Callable[[int], None]) -> None:
        self.on_stored = on_stored
        self.threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="inlet")

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - its name
        """250 when stored, 451 on any failure: the sending server keeps the letter and tries again."""
        loop = asyncio.get_running_loop()
        try:
            number = await loop.run_in_executor(self.threads, self.store, envelope)
        except Exception as error:  # server loop: whatever went wrong, the letter must stay with the sender
            log.error("a letter could not be stored: %s", trace(error))
            return _LATER
        faults.reach("before_250")
        return f"250 2.0.0 stored as {number}"

    async def handle_exception(self, error: Exception) -> str:
        """What aiosmtpd itself stumbles over."""
        log.error("inlet: %s", trace(error))
        return _LATER

    def store(self, envelope: Envelope) -> int:
        """Store one letter and wake routing; the number of its row."""
        close_old_connections()
        try:
            message = receive.receive(
                bytes(envelope.original_content or b""),
                channel="smtp",
                mailbox=mailbox_of(envelope.rcpt_tos),
                mail_from=envelope.mail_from or "",
                rcpt=[str(each)[:320] for each in envelope.rcpt_tos[:50]],
            )
            self._wake(message.pk)
            return int(message.pk)
        finally:
            close_old_connections()

    def _wake(self, number: int) -> None:
        try:
            self.on_stored(number)
        except Exception as error:  # server loop: the letter is stored, the next beat of the clock routes it
            log.error("letter %s is stored, but nobody could be woken: %s", number, trace(error))


def mailbox_of(recipients: list[str]) -> str:
    """The mailbox a letter came to: the first recipient, without the token of a reply address."""
    first = str(recipients[0]) if recipients else ""
    return TOKEN.sub("@", first)


class _Controller(Controller):
    """Serves our SMTP class."""

    def factory(self) -> SMTP:
        return Inlet(self.handler, **self.SMTP_kwargs)


def build(on_stored: Callable[[int], None], host: str | None = None, port: int | None = None) -> Controller:
    """A server with start() and stop(); `on_stored` gets the number of every letter that has been committed."""
    # Its INFO and DEBUG lines quote addresses and letters.
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    return _Controller(
        Handler(on_stored),
        hostname=host or settings.SMTP_HOST,
        port=settings.SMTP_PORT if port is None else port,
        data_size_limit=LARGEST,
        enable_SMTPUTF8=True,
        ident="Zachetka inlet",
        ready_timeout=30,
    )
