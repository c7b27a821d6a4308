"""Who wrote a letter and for whom: its writer, who only handed it in, and whose each course is."""

import re
from dataclasses import replace

from workflows.credit.reading.files.sheets import cells_above
from workflows.credit.reading.gather import Gathered
from workflows.credit.reading.letter import Attachment, Letter
from workflows.credit.reading.people.capacity import represents, self_named, staff_words
from workflows.credit.reading.people.capitals import with_names
from workflows.credit.reading.people.persons import Persons, judge
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.values import Course, Value
from workflows.credit.reading.whose import several_children


def persons_of(
    kind: str, letter: Letter, page: Page, forward: int | None, documents: list[tuple[Attachment, Page]]
) -> tuple[Persons, Value]:
    """The people of a letter, and who only handed it in: a member of staff who sends on another's application."""
    page = with_names(page)
    display = Page(letter.from_name, letter.from_name, "from")
    subject = Page(letter.subject, letter.subject, "subject")
    pages = [document for _, document in documents]
    pages += [_file_name(attachment) for attachment in letter.attachments if not attachment.inline]
    pages += [cell for attachment, _ in documents for cell in cells_above(attachment)]
    if forward is not None:
        above = page.blank([(forward, len(page.view))])
        below = page.blank([(0, forward)])
        if (staff_words(above) or _hands_on(above)) and below.view.strip():
            sender = _original_sender(page.text, forward)
            handed = judge("other", display, above, Page("", "", "subject"), [])
            return judge(kind, sender or Page("", "", "from"), below, subject, pages), handed.applicant
        if above.view.strip():
            return judge(kind, display, above, subject, [*pages, below]), Value()
    form = next((each for each in pages if each.part != "filename" and _is_form(each)), None)
    if kind == "credit_application" and form is not None and staff_words(page):
        handed = judge("other", display, page, Page("", "", "subject"), [])
        rest = [each for each in pages if each is not form]
        return judge(kind, Page("", "", "from"), form, subject, rest), handed.applicant
    return judge(kind, display, page, subject, pages), Value()


def _file_name(attachment: Attachment) -> Page:
    """«Сертификат_Ларин_Тихон.jpg»: what a file is called may name whose it is."""
    name = attachment.filename
    return Page(
        name,
        re.sub(r"\.\w{1,5}\Z|[_+\d]", lambda said: " " * len(said.group()), name),
        "filename",
        attachment.index,
    )


def _hands_on(above: Page) -> bool:
    """«Коллеги, см. ниже», «переслали мне, отдаю вам»: who writes so above a letter asks for nothing himself."""
    return not represents(above) and bool(
        re.search(
            r"(?<!\w)(?:коллеги|см\.?\sниже|смотрите\sниже|в\sработу|для\sработы|на\sрассмотрение|рассмотре(?:ть|ния)|перенаправля\w+|"
            r"отдаю|передаю|переслал[аи]?\s(?:мне|нам)|приш(?:ло|ел)\s(?:мне|нам|на\sмою)|(?:заявлени\w+|письмо)\s(?:от\s)?родител\w+)(?!\w)",
            above.folded,
        )
    )


def _is_form(page: Page) -> bool:
    """An application of its own, with the name of who applies: what a member of staff only hands in."""
    return bool(re.search(r"заявлени|прошу", page.folded)) and bool(self_named(page))


def _original_sender(text: str, forward: int) -> Page | None:
    match = re.compile(r"^[ >*]*(?:от кого|от|from)\s?\*?:\s*(?P<name>[^<\n]*)", re.M).search(
        fold(text), forward
    )
    if not match:
        return None
    start, end = match.span("name")
    view = " " * start + text[start:end] + " " * (len(text) - end)
    return Page(text, view, "text")


def several_unnamed(kind: str, persons: Persons, body: Page) -> Persons:
    """A letter for several children of whom only one could be named is for nobody yet."""
    if kind != "credit_application" or persons.students or not several_children(body):
        return persons
    return replace(persons, student=Value(), birth=Value(), reasons=(*persons.reasons, "several_students"))


def with_students(gathered: Gathered, persons: Persons, text: str) -> tuple[Course, ...]:
    """Each course with its student, when there are several: the one named last above it, alone on that line."""
    if not persons.students:
        return gathered.courses
    out = []
    for course, place in zip(gathered.courses, gathered.places, strict=True):
        above = [one for one in persons.mentions if place is not None and one[0] < place]
        together = len({one[1] for one in above if "\n" not in text[one[0] : above[-1][0]]}) > 1
        if above and not together:
            out.append(replace(course, student=persons.students[above[-1][1]].name.text))
        else:
            out.append(replace(course, doubts=(*course.doubts, "student_unclear")))
    return tuple(out)
