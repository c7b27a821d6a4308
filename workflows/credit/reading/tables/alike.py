"""What the columns of rows that part alike hold, judged by all their cells together.

One row alone may leave a value open («68», «графическая работа»); the rows around it say what stands in its place.
"""

import re
from collections.abc import Iterable, Sequence

from workflows.credit.reading.fields.form_by_place import may_be_form
from workflows.credit.reading.fields.forms import field_is_form, is_passed, led_form
from workflows.credit.reading.fields.hours import find_hours, hours_only
from workflows.credit.reading.fields.results import cued_result, whole_result
from workflows.credit.reading.fields.separators import LABEL, plain_kind, split_fields
from workflows.credit.reading.fields.titles import is_aside, title_doubts
from workflows.credit.reading.tables.cells import Cell
from workflows.credit.reading.tables.columns import Columns
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.sentences import ASK
from workflows.credit.reading.text.vocabulary import label_kind

_KINDS = ("hours", "form", "result")
_NOTHING = re.compile(r"[\s\-—–_.]*|(?:без|нет|не\s|ничем|никак)[^\d«]*", re.I)
_NUMBER = re.compile(r"\d{1,4}")
_NUMBERING = re.compile(r"№?\s?\d{1,2}[.)]?")
_LEGEND = re.compile(r"час|(?<!\w)ч(?!\w)|ак\.|объем")
_REMARK = re.compile(r"\s*\([^()\d]*\)[\s.]*\Z")  # «12 ч. (формы контроля в справке нет)»
_FEWEST_HOURS = 6  # a smaller number without a unit is a mark, a class or a count
_WORDS_OF_A_FORM = 5


def nothing(cell: Cell) -> bool:
    """A cell that is empty or says that there is nothing («без отметки», «—»)."""
    return bool(_NOTHING.fullmatch(cell.said)) and not whole_result(cell.said)


def alike_columns(rows: Sequence[Sequence[Cell]], above: str = "", *, strong: bool = False) -> Columns | None:
    """Which columns of equally wide rows hold title, hours, form and result; None when that is not certain.

    `above` is the folded line over the rows: it may say that bare numbers are hours. Marks that are `strong` part
    nothing but fields: then the place alone says which words are the form.
    """
    columns: dict[str, list[int]] = {kind: [] for kind in _KINDS}
    texts: list[int] = []
    unclear: list[int] = []
    for index, column in enumerate(zip(*rows, strict=True)):
        kind = _kind([cell for cell in column if not nothing(cell)], above)
        if kind == "text":
            texts.append(index)
        elif kind in columns:
            columns[kind].append(index)
        elif kind == "other" and not _beside(column):
            unclear.append(index)
    if not texts and len(columns["form"]) > 1:
        texts = [columns["form"].pop(0)]  # names that sound like forms, before the forms themselves
    if len(columns["result"]) > 1 or len(columns["form"]) > 1 or len(columns["hours"]) > 1:
        return None
    last = len(rows[0]) - 1
    passed = all(nothing(row[last]) or is_passed(row[last].said) for row in rows)
    if columns["form"] == [last] and len(texts) == 2 and not columns["result"] and passed:
        columns["form"], columns["result"] = [], [last]  # «… — роспись блюда — зачёт»
    if not columns["result"] and last not in columns["form"] and _mostly_results([row[last] for row in rows]):
        columns["result"], texts = [last], [index for index in texts if index != last]
    names = [index for index in texts if not _beside(row[index] for row in rows)]
    if not columns["form"] and len(names) == 2 and _mostly_forms([row[names[1]] for row in rows]):
        columns["form"] = [names.pop()]
    unsure = False
    if not columns["form"] and len(names) == 2 and _by_place(rows, names, columns, strong=strong):
        columns["form"] = [names.pop()]
        unsure = not any(field_is_form(row[columns["form"][0]].said) for row in rows)
    if len(names) != 1 or not (columns["form"] or columns["result"]):
        return None
    numbered = any(re.search(r"\d\W*\Z", row[names[0]].said) for row in rows)  # «Лепка: 72 / зачёт / 5»
    if not columns["hours"] and (numbered or not (strong and columns["form"] and columns["result"])):
        return None
    known = {*names, *(index for kind in _KINDS for index in columns[kind])}
    if any(index not in known for index in unclear):
        return None  # «Базы данных: выборка, соединение, 34 часа»: what is left out may be of the name or a value
    return Columns(
        names[0],
        tuple(columns["hours"]),
        tuple(columns["form"]),
        tuple(columns["result"]),
        headed=False,
        doubts=("form_unclear",) if unsure else (),  # the place alone: a person confirms it
    )


def _by_place(
    rows: Sequence[Sequence[Cell]], names: Sequence[int], columns: dict[str, list[int]], *, strong: bool
) -> bool:
    """Whether the second column of words is the form though no list holds its words: a few words in small letters in
    each row, one of them a known form, or all of them between the name and the values or between hours and result."""
    said = [row[names[1]] for row in rows if not nothing(row[names[1]])]
    texts = [cell.page.view[cell.start : cell.end] for cell in said]
    if (
        not columns["result"]
        or len(texts) < 2
        or not all(may_be_form(each) or field_is_form(each) for each in texts)
    ):
        return False
    known = any(map(field_is_form, texts))
    values = [*columns["hours"], *columns["result"]]
    inside = names[0] < names[1] < max(values) and bool(columns["hours"])
    return known or (strong and inside)


def _kind(cells: Sequence[Cell], above: str) -> str:
    said = [cell.page.view[cell.start : cell.end] for cell in cells]
    if not said or _numbers(said):
        return ""
    if any(map(_labelled, said)):
        return "other"
    if all(map(_is_hours, said)):
        united = any(find_hours(each) for each in said) or _LEGEND.search(above)
        return "hours" if united else "other"
    if all(whole_result(each) or is_passed(each) for each in said) and any(map(whole_result, said)):
        return "result"
    if any(find_hours(each) for each in said):
        return "other"
    if all(field_is_form(each) or led_form(each) for each in said):
        return "form"
    return "text" if all(map(_name_alone, said)) else "other"


def _labelled(text: str) -> bool:
    """«форма: зачёт»: a cell that says itself what it holds, whatever its column does."""
    label = LABEL.match(text)
    return label is not None and label_kind(fold(label.group(1))) is not None


def _name_alone(text: str) -> bool:
    """Words that hold no value beside them («Лепка – 5 (отлично)» does)."""
    if fold(text).strip() == "хор":
        return True  # a choir; as a mark it is written with a full stop
    if "title_suspicious" in title_doubts(text):
        return True  # words written to harm are shown as the name that they stand for
    if ASK.search(fold(text)):
        return False
    fields = split_fields(text, 0, len(text))
    said = [text[slice(*field)] for field in fields]
    opens = len(said) > 1 or whole_result(text.partition(" (")[0])
    return bool(re.search(r"[^\W\d_]{2}", text)) and not (
        opens and any(map(plain_kind, [*said, text.partition(" (")[0]]))
    )


def _is_hours(text: str) -> bool:
    text = _REMARK.sub("", text)
    number = _NUMBER.fullmatch(text.strip(" ."))
    return hours_only(text) or (number is not None and int(number.group()) >= _FEWEST_HOURS)


def _numbers(said: Sequence[str]) -> bool:
    """1, 2, 3: the numbers of the rows."""
    return all(_NUMBERING.fullmatch(each) for each in said) and [
        int(re.sub(r"\D", "", each)) for each in said
    ] == list(range(1, len(said) + 1))


def _beside(column: Iterable[Cell]) -> bool:
    """A column that only says when, where or with whom."""
    return all(nothing(cell) or is_aside(cell.page.view[cell.start : cell.end]) for cell in column)


def _mostly_results(column: Sequence[Cell]) -> bool:
    """What ends the rows, at least half of it known results («610 слов в минуту» below «отлично»)."""
    said = [cell.page.view[cell.start : cell.end] for cell in column if not nothing(cell)]
    known = [each for each in said if whole_result(each) or cued_result(each)]
    plain = not any(find_hours(each) or field_is_form(each) or _labelled(each) for each in said)
    return plain and 2 * len(known) >= len(said) and bool(known)


def _mostly_forms(column: Sequence[Cell]) -> bool:
    """Short words in small letters of which at least half are known forms."""
    said = [cell.page.view[cell.start : cell.end] for cell in column if not nothing(cell)]
    known = [each for each in said if field_is_form(each)]
    plain = all(
        len(each.split()) <= _WORDS_OF_A_FORM
        and label_kind(fold(each)) is None
        and not re.search(r"[\d«\"]", each)
        and whole_result(each) is None
        for each in said
    )
    return plain and 2 * len(known) >= len(said) and bool(known)
