"""What never reaches a log: the tokens of secret links, and the words of errors, whoever writes the line."""

import logging
import re
from types import TracebackType

from mailroom.quiet import trace

ErrorInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]

SECRET_LINK = re.compile(r"/(track|form|v)/[^/\s'\"?<>]+")


class WithoutSecretLinks(logging.Filter):
    """Django names the path of a refused request; of a secret link only its kind stays."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the line; every line passes."""
        said = record.getMessage()
        if SECRET_LINK.search(said):
            record.msg, record.args = SECRET_LINK.sub(r"/\1/…", said), ()
        return True


class WithoutWordsOfErrors(logging.Formatter):
    """The words of an error may quote a letter, a form or a row; its class and the places say where to look."""

    def formatException(self, ei: ErrorInfo) -> str:  # noqa: N802 - its name
        """Class name and places, innermost last."""
        return trace(ei[1]) if ei[1] is not None else ""
