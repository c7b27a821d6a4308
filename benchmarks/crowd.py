"""Very many cases, written straight into the tables: open ones in every state and as many that were closed."""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from organisation.models import User
from organisation.roles import Role
from records.models import Programme, Student
from workflows.cases.models import Case, Pause, Step
from workflows.credit.models import CourseLine, CreditApplication

PUPILS = 400
TABLES: tuple[type[Model], ...] = (Case, CreditApplication, CourseLine, Step, Pause)
# Of twenty open cases: how many stand in each state, and whose turn it is there.
MIX = (
    ["received"] * 2
    + ["comparison"] * 9
    + ["decision"] * 3
    + ["incomplete"] * 3
    + ["approved"] * 2
    + ["refused"]
)
TURN = {"received": Role.OFFICE, "comparison": Role.REVIEWER, "decision": Role.HEAD}
LAST_STEP = {"incomplete": "ask", "comparison": "complete"}


class Crowd:
    """Grows to as many open cases as asked for; the demo school's people hold them."""

    def __init__(self) -> None:
        self.programme = Programme.objects.order_by("pk").first()
        self.reviewers = [User.objects.get(username="lapina"), None]
        self.pupils = Student.objects.bulk_create(
            Student(
                last_name=f"Толпин{n}",
                search_last=f"толпин{n}",
                first_name="Иван",
                search_first="иван",
                birth_date="2013-04-11",
                programme=self.programme,
            )
            for n in range(PUPILS)
        )
        self.size = 0
        self.now = timezone.now()

    def grow(self, size: int) -> None:
        """Until there are `size` open cases, and as many closed ones; a multiple of the size before."""
        if not self.size:
            self._write([each for n in range(size) for each in (self.open(n), self.closed(n))])
        elif size > self.size:
            _multiply(size // self.size)
        self.size = size
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")

    def open(self, n: int) -> Case:
        """Due from three weeks ago to two months ahead; while the applicant is asked, without a date."""
        state = MIX[n % len(MIX)]
        reviewer = self.reviewers[n // len(MIX) % 2]
        due = None if state == "incomplete" else (self.now + timedelta(days=n % 83 - 21)).date()
        return self._case(
            f"{n}-б",
            state,
            self.now - timedelta(days=n % 60, minutes=n % 1440),
            due_on=due,
            reviewer=reviewer,
            next_role=TURN.get(state, ""),
            next_person=reviewer if state == "comparison" else None,
            office_attention=state == "received" or n % 50 == 0,
            student_id=None if n % 40 == 0 else self.pupils[n % PUPILS].pk,
        )

    def closed(self, n: int) -> Case:
        """Answered some time in the last three years, mostly in time."""
        received = self.now - timedelta(days=3 + n % 1100)
        answered = received + timedelta(days=n % 4)
        due = (received + timedelta(days=3 if n % 9 else 1)).date()
        student = self.pupils[n % PUPILS].pk
        return self._case(f"{n}-з", "closed", received, due_on=due, closed_at=answered, student_id=student)

    def _case(self, number: str, state: str, received: datetime, **fields: Any) -> Case:
        case = Case(number=number, kind="credit", received_at=received, sender_confirmed=True, **fields)
        case.student_written = "Толпину Ивану"
        case.__dict__["state"] = state  # no case moves here: rows are invented
        return case

    def _write(self, cases: list[Case]) -> None:
        made = Case.objects.bulk_create(cases)
        _write_children([case.pk for case in made], self.programme.pk)
        CourseLine.objects.bulk_create(
            CourseLine(case_id=case.pk, position=1, title=f"Курс {case.pk % 997}", hours=36) for case in made
        )
        Step.objects.bulk_create(
            Step(case_id=case.pk, at=case.received_at, action=action, from_state="", to_state=case.state)
            for case in made
            for action in ("receive", LAST_STEP.get(case.state, "accept"))
        )
        Pause.objects.bulk_create(
            Pause(case_id=case.pk, started_at=case.received_at) for case in made if case.state == "incomplete"
        )


def _write_children(keys: list[int], programme: int) -> None:
    """The rows of credit applications: Django's bulk_create refuses to write the child of a concrete parent."""
    own = [field for field in CreditApplication._meta.local_concrete_fields if not field.primary_key]
    values = {field.column: field.get_db_prep_save(field.get_default(), connection) for field in own}
    values["programme_id"] = programme
    columns = ", ".join(["case_ptr_id", *values])
    marks = ", ".join(["%s"] * (len(values) + 1))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {CreditApplication._meta.db_table} ({columns}) VALUES ({marks})",
            [[key, *values.values()] for key in keys],
        )


def _multiply(times: int) -> None:
    """Copy every case with what hangs on it until there are `times` as many, within the database itself."""
    step = max(table.objects.latest("pk").pk for table in TABLES)
    with transaction.atomic(), connection.cursor() as cursor:
        for shift in range(step, step * times, step):
            for table in TABLES:
                cursor.execute(_copying(table, shift, step))


def _copying(table: type[Model], shift: int, most: int) -> str:
    """The statement that repeats the first `most` rows of a table with every key moved by `shift`."""
    moved = {
        field.column: f"{field.column} + {shift}"
        for field in table._meta.local_concrete_fields
        if field.primary_key or field.name == "case"
    }
    own = {"number": f"number || '-{shift}'", "process_id": "NULL"} if table is Case else {}
    columns = [field.column for field in table._meta.local_concrete_fields]
    taken = ", ".join({**moved, **own}.get(each, each) for each in columns)
    name, key = table._meta.db_table, table._meta.pk.column
    return f"INSERT INTO {name} ({', '.join(columns)}) SELECT {taken} FROM {name} WHERE {key} <= {most}"
