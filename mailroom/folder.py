"""The embedded default: letters land as .eml files in LETTERS_DIR instead of leaving the machine."""

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from mailroom.writing import Letter


class FolderBackend(BaseEmailBackend):
    """One file a letter, named by its token: a repeat after a crash overwrites the same file."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write every message; returns how many."""
        for each in email_messages:
            written = self._write(each)
            if isinstance(each, Letter):
                each.answer = f"250 written to {written.name}"
        return len(email_messages)

    def _write(self, message: EmailMessage) -> Path:
        if isinstance(message, Letter):
            data, name = message.frozen, message.envelope_id
        else:
            data = message.message().as_bytes()
            name = hashlib.sha256(data).hexdigest()[:24]
        folder = Path(settings.LETTERS_DIR)
        folder.mkdir(parents=True, exist_ok=True)
        target, temporary = folder / f"{name}.eml", folder / f".{name}.{os.getpid()}"
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.rename(target)
        return target
