"""A second database of the same kind for the time of a drill, known to this thread under an alias of its own."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import ProgrammingError, connections

from archive.databases import SQLITE
from archive.errors import DatabaseUnfit

ALIAS = "archive_drill"


@contextmanager
def scratch_database(folder: Path) -> Iterator[str]:
    """The alias of an empty database; it is gone afterwards. DatabaseUnfit when none may be created."""
    ours = connections["default"]
    name = str(folder / "restored.sqlite3") if ours.vendor == SQLITE else f"zachetka_drill_{uuid.uuid4().hex}"
    _statement("CREATE", name)
    connections[ALIAS] = ours.copy(ALIAS)
    connections[ALIAS].settings_dict["NAME"] = name
    try:
        yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        _statement("DROP", name)


def _statement(verb: str, name: str) -> None:
    """Create or drop a database of the server; a file needs neither."""
    ours = connections["default"]
    if ours.vendor == SQLITE:
        return
    own = ours.copy()
    try:
        with own.cursor() as cursor:
            cursor.execute(f"{verb} DATABASE {own.ops.quote_name(name)}")
    except ProgrammingError as error:
        raise DatabaseUnfit(f"a drill needs a database of its own: {error}") from error
    finally:
        own.close()
