"""One cell as a value: names in one cell, classes, dates of every spelling, decimal commas. Pure."""

import re
from datetime import date, datetime, timedelta

PATTERNS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%Y")
FIRST_SERIAL, LAST_SERIAL = 10_000, 80_000  # days since 1899-12-30: the years 1927 to 2119
CLASS = re.compile(r"^(\d{1,2})[^\w]*([^\W\d_])[^\w]*$")
NOT_A_NAME = re.compile(r"\([^)]*\)|[\d№.,;:]+")
YES = frozenset({"да", "1", "+", "yes", "true", "x", "х"})


class Unclear(ValueError):
    """The cell cannot be understood; the argument is a code of words.FAULTS."""


def person(text: str) -> tuple[str, str, str]:
    """Last name, first name, patronymic of «1. ИВАНОВ Иван Иванович (7А)»."""
    words = NOT_A_NAME.sub(" ", text).split()
    if len(words) < 2 or not all(word.replace("-", "").replace("'", "").isalpha() for word in words):
        raise Unclear("name")
    first, second, *rest = (spelled(word) for word in words)
    return first, second, " ".join(rest)


def spelled(word: str) -> str:
    """Capitals only at the beginning when all are capital or none is."""
    word = word.strip()
    if not (word.isupper() or word.islower()) or len(word) < 2:
        return word
    return "-".join(part[:1].upper() + part[1:].lower() for part in word.split("-"))


def group(text: str) -> str:
    """«7 «а»» and «7-А» as 7А; «ИС-21» stays."""
    plain = " ".join(text.split())
    found = CLASS.match(plain.removesuffix("класс").strip())
    return f"{found[1]}{found[2].upper()}" if found else plain


def day(text: str) -> date:
    """A date as people and spreadsheets write it, their serial numbers included."""
    plain = text.strip().removesuffix("г.").removesuffix("г").strip().split(" ")[0]
    for pattern in PATTERNS:
        try:
            return datetime.strptime(plain, pattern).date()
        except ValueError:
            continue
    serial = plain.replace(",", ".").split(".")[0]
    if serial.isdecimal() and FIRST_SERIAL <= int(serial) <= LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(days=int(serial))
    raise Unclear("date")


def whole(text: str) -> int:
    """A whole number; «72,0» counts, «4,5» does not."""
    try:
        number = float(text.replace(" ", "").replace("\xa0", "").replace(",", "."))
    except ValueError:
        raise Unclear("number") from None
    if number != int(number) or number < 0 or number > 32_000:
        raise Unclear("number")
    return int(number)


def figure(text: str) -> str:
    """A mark as text: spreadsheets write «5,0» and «5.0» for 5."""
    found = re.fullmatch(r"(\d+)[.,]0+", text.strip())
    return found[1] if found else text.strip()


def parts(text: str) -> list[str]:
    """Topics or outcomes in one cell, separated by semicolons or lines."""
    return [each.strip() for each in re.split(r"[;\n]", text) if each.strip()]


def yes(text: str) -> bool:
    """Whether a tick-like cell says yes."""
    return text.strip().lower() in YES
