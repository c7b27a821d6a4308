"""The index of pages: FTS5 on SQLite, a GIN index over tsvector on PostgreSQL, over the same stems."""

from collections.abc import Sequence
from itertools import count

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from documents.finding.stems import asked, indexed, plain
from documents.models import Page, Version

# The same words as in the migration that makes the two indexes.
SQLITE = "SELECT rowid FROM documents_page_words WHERE documents_page_words MATCH %s"
POSTGRES = "SELECT id FROM documents_page WHERE array_to_tsvector(string_to_array(stems, ' ')) @@ %s::tsquery"


@transaction.atomic
def put(version: Version, pages: Sequence[str]) -> None:
    """The words of each page of a version, in place of those of the document's earlier versions."""
    Page.objects.filter(version__document=version.document_id).delete()
    texts = [plain(each) for each in pages]
    Page.objects.bulk_create(
        Page(version=version, number=number, text=text, stems=indexed(text))
        for number, text in zip(count(1), texts)
    )


def holding(pages: "QuerySet[Page]", words: str) -> "QuerySet[Page]":
    """The pages that hold every word, in any of its forms; none when nothing can be looked for."""
    wanted = asked(words)
    if not wanted:
        return pages.none()
    sqlite = connection.vendor == "sqlite"
    either, quote = (" OR ", '"') if sqlite else (" | ", "'")
    each = (either.join(f"{quote}{stem}{quote}" for stem in sorted(stems)) for stems in wanted)
    query = (" AND " if sqlite else " & ").join(f"({stems})" for stems in each)
    return pages.filter(pk__in=RawSQL(SQLITE if sqlite else POSTGRES, [query]))  # noqa: S611 (a parameter)
