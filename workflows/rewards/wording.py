"""Russian sentences of reward papers, made from codes, names and numbers. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal

from documents.names import CaseName, GenderName, decline

NBSP = "\u00a0"
CLASS = re.compile(r"(\d{1,2})\s*[«\"(-]?\s*([А-ЯЁа-яё])?\s*[»\")]?")
LEARNER: dict[GenderName, str] = {"female": "ученица", "male": "ученик"}
STUDENT: dict[GenderName, str] = {"female": "студентка", "male": "студент"}


def gives_thanks(title: str) -> bool:
    """«Благодарность», «Благодарственное письмо»: said to somebody, not awarded to them."""
    return title.casefold().startswith("благодар")


def is_commendation(title: str) -> bool:
    """A gratitude that is announced, not a sheet with that name."""
    return title.casefold().startswith("благодарност")


def name_case(title: str) -> CaseName:
    """Whom one rewards stands in the accusative, whom one thanks in the dative."""
    return "dative" if is_commendation(title) else "accusative"


def verb(title: str, order_words: str, *, external: bool = False) -> str:
    """«Наградить почётной грамотой», «Объявить благодарность», «Представить к поощрению именной стипендией»."""
    if external:
        return f"Представить к поощрению ({title[:1].lower()}{title[1:]})"
    if is_commendation(title):
        return f"Объявить {title[:1].lower()}{title[1:]}"
    return f"Наградить {order_words}"


def heading(title: str, order_words: str, *, external: bool = False) -> str:
    """The heading of the order."""
    if external:
        return f"О представлении к поощрению: {title[:1].lower()}{title[1:]}"
    return "Об объявлении благодарности" if is_commendation(title) else f"О награждении {order_words}"


def given_words(title: str) -> str:
    """The small line above the name on a certificate."""
    if is_commendation(title):
        return "объявляется"
    return "вручается" if gives_thanks(title) else "награждается"


def on_certificate(full_name: str, title: str, override: str = "") -> str:
    """The name as the certificate prints it: in the dative under «вручается», else as it is."""
    if override.strip():
        return override.strip()
    return decline(full_name, "dative") if gives_thanks(title) else full_name


def student_words(group: str, sex: GenderName | None) -> str:
    """«ученица 9 «А» класса» for a class, «студент группы ИС-21» for a group; nothing without one."""
    group = group.strip()
    if not group:
        return ""
    found = CLASS.fullmatch(group)
    if found is None:
        return f"{STUDENT[sex]} группы {group}" if sex else f"группа {group}"
    letter = f" «{found[2].upper()}»" if found[2] else ""
    return f"{LEARNER[sex]} {found[1]}{letter} класса" if sex else f"{found[1]}{letter} класс"


def people(count: int) -> str:
    """«1 человек», «3 человека», «25 человек»."""
    few = count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14)
    return f"{count}{NBSP}{'человека' if few else 'человек'}"


def money(amount: Decimal | None) -> str:
    """«1 500 руб.», «750,50 руб.»."""
    if amount is None:
        return ""
    whole, _, cents = f"{amount:,.2f}".partition(".")
    figure = whole.replace(",", NBSP) + (f",{cents}" if cents != "00" else "")
    return f"{figure}{NBSP}руб."


def sum_and_period(amount: Decimal | None, period: str) -> str:
    """«1 500 руб., сентябрь – декабрь»."""
    return ", ".join(each for each in (money(amount), period.strip()) if each)


def inline(names: Sequence[tuple[str, str, str]]) -> str:
    """Few nominees named in the point itself: [(declined name, group, ground)]."""
    told = []
    for name, group, ground in names:
        joined = " " if ground.startswith("за ") else ", "
        told.append(f"{name}{f' ({group})' if group else ''}{joined + ground if ground else ''}")
    return "; ".join(told)
