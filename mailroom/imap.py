"""Letters from an IMAP mailbox. A letter is marked on the server only after it is committed here.

Letters are found by the keyword "Stored" and not by \\Seen, because staff open mail. A server that keeps no
keywords gets a ledger of UIDs (models.Sighting). BODY.PEEK[] leaves \\Seen alone while fetching.
"""

import logging
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import SplitResult, unquote, urlsplit

from django.db import close_old_connections
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError

from mailroom import receive
from mailroom.models import Sighting
from mailroom.quiet import trace
from mailroom.writing import own_address

log = logging.getLogger(__name__)

KEYWORD = b"Stored"
_POLL = 60.0
_TIMEOUT = 60
_PAUSES = (5, 15, 60, 300)
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True)
class Place:
    """An open folder: whether it keeps keywords, its UIDVALIDITY, and the address its letters come to."""

    keywords: bool
    uidvalidity: int
    mailbox: str


def fetch_new(url: str, on_stored: Callable[[int], None]) -> int:
    """One pass over the mailbox of an imap(s)://user:password@host/folder URL; returns how many letters were new."""
    with _opened(url) as (client, place):
        return _take(client, place, on_stored)


def watch(url: str, on_stored: Callable[[int], None], stopped: threading.Event | None = None) -> None:
    """Take letters as they come (IDLE, and a look every minute) until `stopped`; reconnects by itself."""
    stopped = stopped or threading.Event()
    failures = 0
    while not stopped.is_set():
        try:
            with _opened(url) as (client, place):
                failures = 0
                _follow(client, place, on_stored, stopped)
        except Exception as error:  # worker loop: servers and networks fail, the mailbox stays
            log.error("imap: %s", trace(error))
            stopped.wait(_PAUSES[min(failures, len(_PAUSES) - 1)])
            failures += 1


def _follow(
    client: IMAPClient, place: Place, on_stored: Callable[[int], None], stopped: threading.Event
) -> None:
    idle = client.has_capability("IDLE")
    while not stopped.is_set():
        close_old_connections()
        _take(client, place, on_stored)
        if not idle:
            stopped.wait(_POLL)
            client.noop()
            continue
        client.idle()
        _wait_for_news(client, stopped)
        client.idle_done()


def _wait_for_news(client: IMAPClient, stopped: threading.Event) -> None:
    """Until the server tells something or a minute has gone; in short waits, so that stopping is quick."""
    end = time.monotonic() + _POLL
    while time.monotonic() < end and not stopped.is_set():
        if client.idle_check(timeout=1):
            return


@contextmanager
def _opened(url: str) -> Iterator[tuple[IMAPClient, Place]]:
    parts = urlsplit(url)
    secure = parts.scheme == "imaps"
    host = parts.hostname or "127.0.0.1"
    with IMAPClient(host, parts.port or (993 if secure else 143), ssl=secure, timeout=_TIMEOUT) as client:
        client.normalise_times = False
        if not secure and host not in _LOOPBACK:
            # A password never travels in the clear: without STARTTLS this raises.
            client.starttls(ssl.create_default_context())
        client.login(unquote(parts.username or ""), unquote(parts.password or ""))
        selected = client.select_folder(unquote(parts.path.strip("/")) or "INBOX")
        flags = selected.get(b"PERMANENTFLAGS", ())
        yield (
            client,
            Place(
                keywords=b"\\*" in flags or KEYWORD in flags,
                uidvalidity=int(selected[b"UIDVALIDITY"]),
                mailbox=_mailbox(parts),
            ),
        )


def _mailbox(parts: SplitResult) -> str:
    user = unquote(parts.username or "")
    return user if "@" in user else own_address()


def _take(client: IMAPClient, place: Place, on_stored: Callable[[int], None]) -> int:
    """Store every new letter, one at a time, and mark each after its commit."""
    count = 0
    for uid in _new_uids(client, place):
        answer = client.fetch([uid], [b"BODY.PEEK[]", b"INTERNALDATE"]).get(uid, {})
        raw = answer.get(b"BODY[]")
        if raw is None:
            continue  # deleted by somebody else meanwhile
        message = receive.receive(
            raw, channel="imap", mailbox=place.mailbox, rcpt=place.mailbox, received_at=_arrival(answer)
        )
        _mark(client, place, uid)
        on_stored(message.pk)
        count += 1
    return count


def _new_uids(client: IMAPClient, place: Place) -> list[int]:
    if place.keywords:
        return sorted(client.search([b"UNDELETED", b"UNKEYWORD", KEYWORD]))
    taken = Sighting.objects.filter(mailbox=place.mailbox, uidvalidity=place.uidvalidity)
    known = set(taken.values_list("uid", flat=True))
    return sorted(set(client.search([b"UNDELETED"])) - known)


def _mark(client: IMAPClient, place: Place, uid: int) -> None:
    if place.keywords:
        try:
            client.add_flags([uid], [KEYWORD, b"\\Seen"], silent=True)
            return
        except IMAPClientError:
            log.warning("imap: the server refused the keyword, the ledger is used")
    Sighting.objects.get_or_create(mailbox=place.mailbox, uidvalidity=place.uidvalidity, uid=uid)


def _arrival(answer: dict[bytes, object]) -> datetime | None:
    """When the mail server took the letter: that is when it reached the school, even if we fetch it days later."""
    moment = answer.get(b"INTERNALDATE")
    return moment if isinstance(moment, datetime) and moment.tzinfo is not None else None
