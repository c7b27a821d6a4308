"""Letters: how many are stored a second, and how long one takes from its stored bytes to an open case."""

from collections.abc import Iterator
from datetime import date
from email.message import EmailMessage
from itertools import islice, product
from pathlib import Path
from typing import Any

from benchmarks import baselines
from benchmarks.timing import side_by_side
from mailroom import receive
from mailroom.models import Message
from records.models import Programme, Representative, Student
from workflows import routing

SURNAMES = ("Абросимов", "Белоглазов", "Вересов", "Галактионов", "Дягилев", "Ермаков", "Жихарев", "Зимин")
FIRST = ("Артём", "Богдан", "Вадим", "Глеб", "Давид", "Егор", "Захар", "Кирилл", "Леонид", "Максим")
PATRONYMICS = ("Антонович", "Борисович", "Викторович", "Глебович", "Денисович", "Егорович", "Иванович")
BIRTH = date(2013, 4, 11)
MAILBOX = "zayavka@sever.example"

TEXT = """Здравствуйте!

Прошу зачесть сыну, {name} (11.04.2013 г.р.), курсы, пройденные в школе «Вектор»:

1. {title}, {hours} академических часа, зачёт, зачтено
2. Веб-дизайн, 40 академических часов, зачёт, зачтено

{writer}
"""


def families() -> Iterator[Representative]:
    """Students of the demo school's first programme, each with a mother on file; invented, and made as needed."""
    programme = Programme.objects.order_by("pk").first()
    for serial, (surname, first, patronymic) in enumerate(product(SURNAMES, FIRST, PATRONYMICS)):
        student = Student.objects.create(
            last_name=surname, first_name=first, patronymic=patronymic, birth_date=BIRTH, programme=programme
        )
        yield Representative.objects.create(
            student=student,
            full_name=f"{surname}а Мария Петровна",
            relation="мать",
            email=f"family{serial}@pochta.example",
            authority="свидетельство о рождении",
            valid_from=date(2019, 9, 1),
        )


def letter_of(mother: Representative, serial: int) -> bytes:
    """A plain application, different for every family."""
    student = mother.student
    unit = student.programme.units.first()
    message = EmailMessage()
    message["From"] = f"{mother.full_name} <{mother.email}>"
    message["To"] = MAILBOX
    message["Subject"] = "Зачёт курсов"
    message["Message-ID"] = f"<{serial}@pochta.example>"
    dative = f"{student.last_name}у {student.first_name}у {student.patronymic}у"
    message.set_content(TEXT.format(name=dative, title=unit.title, hours=unit.hours, writer=mother.full_name))
    return message.as_bytes()


def store(raw: bytes, sender: str) -> Message:
    """As the inlet does it."""
    return receive.receive(raw, channel="smtp", mailbox=MAILBOX, mail_from=sender, rcpt=MAILBOX)


def measure(folder: Path, letters: int, cases: int) -> dict[str, Any]:
    """Both figures, each beside its baseline."""
    mothers = families()
    return {"letter_stored": stored(folder, next(mothers), letters), "letter_to_case": opened(mothers, cases)}


def stored(folder: Path, mother: Representative, repeat: int) -> dict[str, Any]:
    """receive(), fsync and commit included, against a bare fsynced file and a bare committed row."""
    letters = [letter_of(mother, serial) for serial in range(1_000_000, 1_000_000 + 2 * (repeat + 1))]
    return side_by_side(
        lambda: store(letters.pop(), mother.email),
        {"bare": lambda: baselines.store_letter(folder, letters.pop())},
        repeat,
    )


def opened(mothers: Iterator[Representative], repeat: int) -> dict[str, Any]:
    """route(), two sandboxed children included, against the standard library's parser and one row."""
    chosen = islice(mothers, repeat + 1)
    written = [(letter_of(mother, serial), mother.email) for serial, mother in enumerate(chosen)]
    waiting = [store(raw, sender) for raw, sender in written]
    outcomes = []
    figures = side_by_side(
        lambda: outcomes.append(routing.route(waiting[len(outcomes)])),
        {"bare": lambda: baselines.understand_letter(written[0][0])},
        repeat,
    )
    if set(outcomes) != {"case"}:
        raise RuntimeError(f"not every letter opened a case: {sorted(set(outcomes))}")
    return figures
