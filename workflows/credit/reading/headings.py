"""Which column of a table holds what."""

import re

from workflows.credit.reading.hours import find_hours, hours_only
from workflows.credit.reading.results import whole_result

_NUMBERING = re.compile(r"(?:№|n|no|#|п/п|№\s?п/?\s?п\.?|номер|пп)\Z")


_NOT_TOTAL_HOURS = re.compile(
    r"недел|лекц|практ|аудит|самост|контакт|семинар|лаборат|теор|в день|в семестр|в месяц|"
    r"изучен\w* самост|срс|осталось|ваш|по нашему|стоимост"
)


_CREDIT_UNITS = re.compile(r"з\.\s?е|зет\b|зачетн\w* ед|кредит|ects|credit")


_HOURS = re.compile(r"час|\bч\b|ч\.|объем|трудоемк|нагрузк|hours|workload|длительност|продолжительност|ак\.")


_RESULT = re.compile(r"что получ|результат|оценк|отметк|балл|\bитог\b|итоги\b|grade|mark|score|result|оценен")


_FORM = re.compile(
    r"форма(?!\s(?:обучени|заняти|реализаци|освоени|получени|проведени\w+\sзанят|собственност|оплат))|"
    r"вид (?:аттест|контр|промеж|итог)|аттестац|контрол|assessment|чем за(?:конч|верш)|как (?:сда|провер)|"
    r"отчетност|испытани|форм\w* сдачи"
)


_TITLE = re.compile(
    r"дисциплин|предмет|курс|модул|наименован|назван|практик|програм|subject|course|title|module|раздел|"
    r"кружок|что (?:прош|изуч|пройд)|мдк"
)


_OTHER = re.compile(
    r"дата|период|год|семестр|класс|преподават|педагог|учител|учрежден|организац|где|школа|документ|"
    r"подпись|примечан|фио|ф\.и\.о|стоимост|цена|группа|уровень|место|реквизит|сертификат"
)


_PART = re.compile(r"(?:теор|практ|лекц|аудит|самост|семинар)\w*\.?(?:\s?(?:,\s?)?\(?(?:ч|час|часов)\.?\)?)?")


_TITLE_AND_HOURS = re.compile(
    r"(?:наименован|назван|дисциплин|предмет|учебн\w+ предмет)[\w\s]*(?:[,;/(]|\sи\s)[^а-я]*(?:объем|час|трудоемк|кол)"
)


def find_columns(headings: list[str]) -> dict[str, list[int]]:
    """Which columns hold title, hours, form and result; empty when this is no heading row."""
    if any(
        hours_only(heading) or whole_result(heading) or re.fullmatch(r"\d{2,4}", heading)
        for heading in headings
    ):
        return {}  # a row of values, whatever its title sounds like («Практикум по …»)
    columns: dict[str, list[int]] = {
        "title": [],
        "hours": [],
        "form": [],
        "result": [],
        "units": [],
        "parts": [],
    }
    for index, heading in enumerate(headings):
        kind = heading_kind(heading)
        if kind:
            columns[kind].append(index)
    if len(columns["title"]) > 1:
        better = [
            index
            for index in columns["title"]
            if re.search(r"наименован|назван|дисциплин|предмет", headings[index])
        ]
        columns["title"] = (better or columns["title"])[:1]
    if len(columns["hours"]) > 1:
        totals = [index for index in columns["hours"] if re.search(r"всего|итого|общ", headings[index])]
        columns["hours"] = totals if len(totals) == 1 else columns["hours"]
    if not columns["hours"] and any(
        _PART.fullmatch(heading) for heading in headings
    ):  # «теория | практика | всего»
        columns["hours"] = [index for index, heading in enumerate(headings) if heading in {"всего", "итого"}][
            :1
        ]
    known = sum(bool(columns[kind]) for kind in ("hours", "form", "result"))
    return columns if columns["title"] and known else {}


def heading_kind(heading: str) -> str | None:
    """What the column or row under this heading holds (title, hours, form, result, units, parts), or None."""
    if not heading or len(heading) > 120 or _NUMBERING.match(heading):
        return None
    if find_hours(heading) or whole_result(heading):
        return None
    form, result = _FORM.search(heading), _RESULT.search(heading)
    if form and result:
        return "form" if form.start() < result.start() and not heading.startswith("результат") else "result"
    if form or result:
        return "form" if form else "result"
    if _TITLE_AND_HOURS.match(heading):
        return "title"
    if _HOURS.search(heading):
        if _NOT_TOTAL_HOURS.search(heading) and not re.search(r"всего|итого|общ", heading):
            return "parts"
        both = re.search(r"час|\bч\b|ч\.", _CREDIT_UNITS.sub("", heading))
        return "units" if _CREDIT_UNITS.search(heading) and not both else "hours"
    if _CREDIT_UNITS.search(heading):
        return "units"
    if heading.startswith(("всего", "итого")) and "час" not in heading:
        return None
    if _OTHER.search(heading) and not re.search(r"наименован|назван|дисциплин|предмет", heading):
        return None
    return "title" if _TITLE.search(heading) else None
