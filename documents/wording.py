"""Sentences of papers that depend on counts: Russian numerals with their cases."""

ONES = ("ни одного", "одного", "двух", "трёх", "четырёх", "пяти", "шести", "семи", "восьми", "девяти", "десяти")
COUNTED = ("ни одного", "один", "два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять", "десять")


def plural(n: int, one: str, few: str, many: str) -> str:
    """The form of a noun after a number: 1 курс, 3 курса, 5 курсов, 11 курсов, 21 курс."""
    if n % 10 == 1 and n % 100 != 11:
        return one
    if 2 <= n % 10 <= 4 and not 12 <= n % 100 <= 14:
        return few
    return many


def counted(n: int) -> str:
    """A count in words up to ten, in figures above (nominative and accusative, masculine)."""
    return COUNTED[n] if n < len(COUNTED) else str(n)


def out_of(n: int) -> str:
    """The same in the genitive: «из четырёх»."""
    return ONES[n] if n < len(ONES) else str(n)


def outcome_words(credited: int, refused: int, assessment: int = 0) -> str:
    """What was decided, in one or two sentences: «Зачесть два курса из четырёх. По одному курсу …».

    Counts of lines by verdict; ValueError when there are none.
    """
    total = credited + refused + assessment
    if not total:
        raise ValueError("a decision has at least one line")
    if credited == total:
        return "Зачесть курс полностью." if total == 1 else f"Зачесть {_all(total)} полностью."
    if refused == total:
        return "Курс не засчитывать." if total == 1 else f"Не засчитывать {_none(total)}."
    return " ".join(filter(None, (_credited(credited, total), _rest(refused, assessment, total))))


def _all(total: int) -> str:
    return "оба курса" if total == 2 else f"все {counted(total)} {plural(total, 'курс', 'курса', 'курсов')}"


def _none(total: int) -> str:
    if total == 2:
        return "ни один из двух курсов"
    return f"ни один из {out_of(total)} {plural(total, 'курса', 'курсов', 'курсов')}"


def _credited(credited: int, total: int) -> str:
    if not credited:
        return ""
    return f"Зачесть {counted(credited)} {plural(credited, 'курс', 'курса', 'курсов')} из {out_of(total)}."


def _rest(refused: int, assessment: int, total: int) -> str:
    """Lines that are not credited: assessment first, because it asks something of the family."""
    parts = []
    if assessment == total:
        return "По курсу назначить аттестацию." if total == 1 else "По всем курсам назначить аттестацию."
    if assessment:
        courses = "одному курсу" if assessment == 1 else f"{_dative(assessment)} курсам"
        parts.append(f"по {courses} назначить аттестацию")
    if refused:
        parts.append(f"{counted(refused)} {'не засчитывать' if refused != 1 or parts else 'не засчитывать'}")
    sentence = ", ".join(parts) + "."
    return sentence[0].upper() + sentence[1:]


def _dative(n: int) -> str:
    words = ("", "одному", "двум", "трём", "четырём", "пяти", "шести", "семи", "восьми", "девяти", "десяти")
    return words[n] if n < len(words) else str(n)
