"""Ages in full years. Pure."""

from datetime import date

ALONE = 14  # from this age a student may ask without a representative
MAJORITY = 18


def full_years(born: date, on: date) -> int:
    """Full years on a date. Born on 29 February: in a common year the birthday is 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def of_age(born: date, emancipated_on: date | None, on: date) -> bool:
    """18, or emancipated: representatives act no longer."""
    return full_years(born, on) >= MAJORITY or (emancipated_on is not None and emancipated_on <= on)


def comes_of_age(born: date) -> date:
    """The first day of majority."""
    year = born.year + MAJORITY
    try:
        return born.replace(year=year)
    except ValueError:  # born on 29 February, and that year has none
        return date(year, 3, 1)
