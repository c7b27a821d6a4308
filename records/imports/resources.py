"""What a list writes: django-import-export resources over rows that are already understood, in bulk.

Instances are found in what was read before, so that 50,000 rows cost no query each; an empty cell changes nothing.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import tablib
from import_export import fields, resources, widgets

from records.imports.meanings import School
from records.models import Achievement, CourseUnit, Programme, Result, Student
from records.spelling import fold


class AsItIs(widgets.Widget):  # type: ignore[misc]  # import-export ships no types
    """The value was understood before; nothing is left to convert."""

    def clean(self, value: Any, row: Mapping[str, Any] | None = None, **_kwargs: Any) -> Any:
        return value


def plain(name: str) -> fields.Field:
    """A field of the model under its own name."""
    return fields.Field(attribute=name, column_name=name, widget=AsItIs())


class ListResource(resources.ModelResource):  # type: ignore[misc]
    """Shared by all kinds: finds the instance of a row, notes what would change, writes in bulk."""

    KEEPS: Sequence[str] = ()  # written beside the imported fields

    def __init__(self, school: School, author: Any) -> None:
        super().__init__()
        self.school, self.author = school, author
        self.changes: dict[int, list[tuple[str, Any, Any]]] = {}  # item -> (field, old, new)
        self.fresh: set[int] = set()
        self.known = self.load()
        self._before: dict[str, Any] = {}

    def load(self) -> dict[Any, Any]:
        """What is on record, by the key of `key`."""
        raise NotImplementedError

    def key(self, row: Mapping[str, Any]) -> Any:
        """The key under which a row's instance would be on record."""
        raise NotImplementedError

    def prepare(self, instance: Any, *, is_new: bool) -> None:
        """The last touch before an instance is written."""

    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> Any:
        return self.known.get(self.key(row))

    def after_init_instance(self, instance: Any, new: bool, row: Any, **kwargs: Any) -> None:
        self._before = {name: getattr(instance, name) for name in self.fields}
        if new:
            self.fresh.add(row["item"])

    def import_field(self, field: Any, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        if row.get(field.column_name) not in (None, ""):
            super().import_field(field, instance, row, is_m2m, **kwargs)

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        changed = [
            (name, old, getattr(instance, name))
            for name, old in self._before.items()
            if getattr(instance, name) != old
        ]
        if row["item"] not in self.fresh:
            self.changes[row["item"]] = changed
        return row["item"] not in self.fresh and not changed

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        self.prepare(instance, is_new=row["item"] in self.fresh)

    def get_bulk_update_fields(self) -> list[str]:
        return [*self.fields, *self.KEEPS]

    def take(self, rows: Sequence[Mapping[str, Any]], *, dry_run: bool) -> None:
        """Compare the rows with the records; unless it is a dry run, write them. The caller holds the transaction."""
        names = sorted({name for row in rows for name in row})
        dataset = tablib.Dataset(*([row.get(name) for name in names] for row in rows), headers=names)
        # Not import_data: it would hold a transaction, and on SQLite all other writers, through a dry run.
        self.import_data_inner(
            dataset, dry_run, raise_errors=True, using_transactions=False, collect_failed_rows=False
        )


class BulkMeta:
    """No difference in HTML, no query for each row."""

    use_bulk = True
    batch_size = 500
    skip_diff = True
    report_skipped = False
    import_id_fields = ()
    clean_model_instances = False


class StudentList(ListResource):
    """Students; whoever is named in a list again has come back."""

    KEEPS = ("left_on", "search_last", "search_first", "search_group")
    last_name, first_name, patronymic = plain("last_name"), plain("first_name"), plain("patronymic")
    birth_date, group, email = plain("birth_date"), plain("group"), plain("email")
    file_number, programme_id = plain("file_number"), plain("programme_id")

    class Meta(BulkMeta):
        model = Student
        fields = (
            "last_name", "first_name", "patronymic", "birth_date", "group", "email", "file_number", "programme_id",
        )  # fmt: skip

    def load(self) -> dict[Any, Any]:
        return dict(self.school.known.by_key)

    def key(self, row: Mapping[str, Any]) -> Any:
        return row["student_id"]

    def skip_row(self, instance: Any, original: Any, row: Any, import_validation_errors: Any = None) -> bool:
        same = super().skip_row(instance, original, row, import_validation_errors)
        if instance.left_on is not None:
            self.changes[row["item"]].append(("left_on", instance.left_on, None))
            return False
        return bool(same)

    def prepare(self, instance: Student, *, is_new: bool) -> None:
        instance.left_on = None
        instance.respell()


class ResultList(ListResource):
    """Own results; a mark that is on record for the same day and period is corrected, not doubled."""

    student_id, unit_id, value = plain("student_id"), plain("unit_id"), plain("value")
    kind, on, period, hours = plain("kind"), plain("on"), plain("period"), plain("hours")

    class Meta(BulkMeta):
        model = Result
        fields = ("student_id", "unit_id", "value", "kind", "on", "period", "hours")

    def load(self) -> dict[Any, Any]:
        own = Result.objects.filter(
            source=Result.Source.OWN, unit__programme=self.school.options["programme"]
        )
        return {(each.student_id, each.unit_id, each.kind, each.on, each.period): each for each in own}

    def key(self, row: Mapping[str, Any]) -> Any:
        return tuple(row[name] for name in ("student_id", "unit_id", "kind", "on", "period"))

    def prepare(self, instance: Result, *, is_new: bool) -> None:
        if is_new:
            instance.author = self.author


class UnitList(ListResource):
    """Course units; programmes that are not there yet come first."""

    KEEPS = ()
    title, code, hours = plain("title"), plain("code"), plain("hours")
    assessment_form, topics, outcomes = plain("assessment_form"), plain("topics"), plain("outcomes")

    class Meta(BulkMeta):
        model = CourseUnit
        fields = ("title", "code", "hours", "assessment_form", "topics", "outcomes")

    def load(self) -> dict[Any, Any]:
        self.positions: dict[int, int] = {}
        units = list(CourseUnit.objects.all())
        for each in units:
            self.positions[each.programme_id] = max(each.position, self.positions.get(each.programme_id, 0))
        return {each.pk: each for each in units}

    def key(self, row: Mapping[str, Any]) -> Any:
        return row["unit_id"]

    def take(self, rows: Sequence[Mapping[str, Any]], *, dry_run: bool) -> None:
        self.codes = {code: each.pk for code, each in self.school.programmes.items()}
        if not dry_run:
            self._create_programmes(rows)
        units = [
            {**row, "title": row["unit"], "code": row.get("unit_code"), "programme": row["code"]}
            for row in rows
        ]
        super().take(units, dry_run=dry_run)

    def _create_programmes(self, rows: Sequence[Mapping[str, Any]]) -> None:
        for row in rows:
            if fold(row["code"]) not in self.codes:
                made = Programme.objects.create(code=row["code"], title=row["title"])
                self.codes[fold(row["code"])] = made.pk

    def before_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        if row["item"] in self.fresh and (programme := self.codes.get(fold(row["programme"]))):
            self.positions[programme] = self.positions.get(programme, 0) + 1
            instance.programme_id, instance.position = programme, self.positions[programme]


class AchievementList(ListResource):
    """Achievements; the same title on the same day is the same achievement."""

    student_id, kind, title = plain("student_id"), plain("kind"), plain("title")
    level, place, on, evidence = plain("level"), plain("place"), plain("on"), plain("evidence")

    class Meta(BulkMeta):
        model = Achievement
        fields = ("student_id", "kind", "title", "level", "place", "on", "evidence")

    def load(self) -> dict[Any, Any]:
        return {(each.student_id, fold(each.title), each.on): each for each in Achievement.objects.all()}

    def key(self, row: Mapping[str, Any]) -> Any:
        return row["student_id"], fold(row["title"]), row["on"]

    def prepare(self, instance: Achievement, *, is_new: bool) -> None:
        if is_new:
            instance.author = self.author


RESOURCES: dict[str, type[ListResource]] = {
    "students": StudentList,
    "results": ResultList,
    "programmes": UnitList,
    "achievements": AchievementList,
}


def leave(students: Sequence[Student], day: date) -> int:
    """Note that these students left on that day; returns how many."""
    return Student.objects.filter(pk__in=[each.pk for each in students], left_on=None).update(left_on=day)
