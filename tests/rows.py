"""Rows that the product wrote once in this process, laid again into other tests' databases as they were."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection, models


@dataclass(frozen=True)
class Rows:
    """One INSERT with its values for each table that held rows."""

    inserts: tuple[tuple[str, list[Any]], ...]

    @classmethod
    def of(cls, tables: Sequence[type[models.Model]]) -> "Rows":
        """What these tables hold now; parents come before their children."""
        return cls(tuple(insert for table in tables if (insert := _insert(table))))

    def lay(self) -> None:
        """The same rows with the same keys, none of which may be taken."""
        with connection.cursor() as cursor:
            for sql, values in self.inserts:
                cursor.execute(sql, values)


def _insert(table: type[models.Model]) -> tuple[str, list[Any]] | None:
    fields = table._meta.concrete_fields
    rows = list(table._base_manager.order_by("pk"))
    if not rows:
        return None
    quote = connection.ops.quote_name
    names = ", ".join(quote(field.column) for field in fields)
    places = ", ".join([f"({', '.join(['%s'] * len(fields))})"] * len(rows))
    values = [
        field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows for field in fields
    ]
    return f"INSERT INTO {quote(table._meta.db_table)} ({names}) VALUES {places}", values
