"""read(letter): the one entry of the package."""

import re
from dataclasses import replace

from workflows.credit.reading.caution import cautious
from workflows.credit.reading.folding import fold
from workflows.credit.reading.gather import Gathered, document_page, gather
from workflows.credit.reading.hours import find_hours
from workflows.credit.reading.kinds import (
    case_number,
    is_answer,
    is_answer_prefix,
    machine_words,
    request_scores,
)
from workflows.credit.reading.letter import Attachment, Letter
from workflows.credit.reading.morphology import stems
from workflows.credit.reading.page import Page, Span
from workflows.credit.reading.people import self_named, staff_words
from workflows.credit.reading.persons import Persons, judge
from workflows.credit.reading.preparing import forward_at, forward_headers, prepare, quoted, signature_spans
from workflows.credit.reading.prose import untitled
from workflows.credit.reading.sheets import cells_above
from workflows.credit.reading.values import Course, Reading, Value
from workflows.credit.reading.whose import excepted, not_claimed, several_children, to_a_machine

_ORDINARY = frozenset({"", "technical_part", "image", "archive", "not_read"})  # nothing to warn of
ENOUGH = 3  # points a kind needs; see the weights in kinds.py
_TECHNICAL = (
    "application/pkcs7",
    "application/x-pkcs7",
    "application/pgp",
    "text/calendar",
    "text/vcard",
    "text/x-vcard",
    "message/",
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


MOST_CHARACTERS = 30_000  # of one text; what lies beyond is left for a person


def read(letter: Letter) -> Reading:
    """Read one letter. Never raises on any text; machine mail is named and not read further."""
    machine = letter.machine_kind or machine_words(letter.subject, letter.from_email)
    if machine:
        return Reading(machine)
    part, whole = ("text", letter.text) if letter.text.strip() else ("html", letter.html_text)
    text = whole[:MOST_CHARACTERS]
    forward = forward_at(text, letter.subject)
    hidden = forward_headers(text, forward) if forward is not None else quoted(text)
    body = prepare(text, part, hidden + signature_spans(text))
    people_page = prepare(text, part, hidden)
    documents = [(each, document_page(each)) for each in letter.attachments if _readable(each)]
    kind, reasons = _kind(letter, body, [page for _, page in documents])
    ordering = to_a_machine(body)
    reasons = [
        *reasons,
        *(["words_to_a_machine"] if ordering else []),
        *(["hidden_text"] if letter.hidden else []),
    ]
    claims = body.blank([*not_claimed(body), *ordering])
    gathered = (
        gather(letter, claims, documents, answering=kind == "reply")
        if kind in {"credit_application", "reply", "other"}
        else _NOTHING
    )
    gathered = _without_excepted(gathered, body)
    if kind == "other":
        kind = _by_rows(gathered, body, letter.subject)
        gathered = gathered if kind == "credit_application" else _NOTHING
    if kind in {"credit_application", "reply"} and not gathered.courses and not documents:
        nameless = untitled(claims)
        if nameless and re.search(r"[«\"]", claims.view):
            nameless = replace(
                nameless, doubts=(*nameless.doubts, "title_unclear")
            )  # the name may stand there
        gathered = replace(gathered, courses=(nameless,), places=(None,)) if nameless else gathered
    if (
        kind == "credit_application"
        and not letter.attachments
        and (_NOT_YET.search(body.folded) or (not gathered.courses and _asks_how(body)))
    ):
        kind, gathered = "other", _NOTHING
    unread = _unread_hours(gathered, claims) if kind == "credit_application" else False
    persons, handed_in = _persons(kind, letter, people_page.blank(list(gathered.spans)), forward, documents)
    persons = _several_unnamed(kind, persons, body)
    courses = cautious(_with_students(gathered, persons, text), body)
    if "several_students" in persons.reasons and not persons.students:
        courses = tuple(replace(each, doubts=(*each.doubts, "student_unclear")) for each in courses)
    return _reading(
        letter,
        kind,
        courses,
        persons,
        [
            *reasons,
            *gathered.reasons,
            *(["hours_unread"] if unread else []),
            *(["long_letter_read_in_part"] if len(whole) > len(text) else []),
        ],
        forward,
        handed_in,
        text,
    )


def _unread_hours(gathered: Gathered, claims: Page) -> bool:
    """Whether the letter states hours that no course was given: a row may stand there that no rule could read."""
    values = [value for course in gathered.courses for value in (course.title, course.hours) if value.source]
    if not values or any(value.source.part != claims.part for value in values if value.source):
        return False  # a letter whose courses stand in tables or files says their hours once more
    known = [(value.source.start, value.source.end) for value in values if value.source] + list(
        gathered.spans
    )
    return any(
        one.value is not None
        and not one.total
        and not any(low < one.end and one.start < high for low, high in known)
        for one in find_hours(claims.view)
    )


def _without_excepted(gathered: Gathered, body: Page) -> Gathered:
    """What is listed without the courses that the letter names as left out."""
    left_out = excepted(body)
    kept = [
        (course, place)
        for course, place in zip(gathered.courses, gathered.places, strict=True)
        if not any(_names_all(str(course.title.value or ""), words) for words in left_out)
    ]
    if len(kept) == len(gathered.courses) or not kept:
        return gathered
    return replace(
        gathered, courses=tuple(course for course, _ in kept), places=tuple(place for _, place in kept)
    )


def _names_all(title: str, words: frozenset[str]) -> bool:
    said = re.findall(r"\w{2,}", fold(title))
    return bool(said) and all(word in words or stems(word) & words for word in said)


_NOTHING = Gathered((), (), (), ())
_ADVERTISING = re.compile(
    r"отписаться|unsubscribe|рассылк|скидк|распродаж|акци[яию]\b|промокод|запис(?:аться|ывайтесь|ь на)|"
    r"прайс|стоимость|руб"
)
_APPLYING = re.compile(
    r"заявлени|(?:пере)?зач[её]т|(?<!\w)(?:прошу|мой|моя|мо[её]м[уй]|сын\w*|доч\w+|ребен\w+|дет(?:ей|и|"
    r"ям)|учусь)(?!\w)"
)


def _by_rows(gathered: Gathered, body: Page, subject: str) -> str:
    """A letter without the words of a request is still an application when it lists courses with their results."""
    said = f"{fold(subject)}\n{body.folded}"
    stated = [
        course
        for course in gathered.courses
        if course.hours.value is not None and course.result.value is not None
    ]
    if stated and _APPLYING.search(said) and not _ADVERTISING.search(said):
        return "credit_application"
    return "bulk" if re.search(r"отписаться|unsubscribe", said) and _ADVERTISING.search(said) else "other"


_HOW = re.compile(
    r"(?:подскажите|скажите|уточните|интересует|хо(?:чу|тел\w*)\sузнать|до\sкакого|в\sкакие\sсроки|какие\sдокумент|куда|"
    r"как\s(?:подать|оформить|можно))"
)


# «Ещё не подаю, только хочу понять …»: courses named as an example are claimed by nobody.
_NOT_YET = re.compile(
    r"(?<!\w)(?:(?:ещ[её]|пока)\s(?:\w+\s)?не\s(?:пода[юе]|прошу|просим)\w*|(?:только|просто|пока)\s(?:хо(?:чу|тел\w*|тим)\s(?:понять|узнать|уточнить|"
    r"спросить)|вопрос|спрашива\w+|интересу\w+)|это\sне\sзаявлени\w+|(?:заявлени[ея]\s(?:подам|подадим|напиш\w+|принес\w+|пришл\w+)|"
    r"напиш\w+\sзаявлени\w+)\s?(?:потом|позже|отдельно|[,.]|\Z))"
)
_ASKED = re.compile(r"(?<!\w)(?:прошу|просим|прошение|(?:пере|за)?зачесть|зачтите|(?:за|пере)считать)(?!\w)")


def _asks_how(body: Page) -> bool:
    """A question about the procedure, in which nothing is asked to be credited."""
    return bool(_HOW.search(body.folded)) and "?" in body.view and not _ASKED.search(body.folded)


def _readable(attachment: Attachment) -> bool:
    return not attachment.inline and bool((attachment.text or "").strip() or attachment.tables)


def _kind(letter: Letter, body: Page, documents: list[Page]) -> tuple[str, list[str]]:
    answering = letter.in_reply_to or (
        is_answer_prefix(letter.subject) and body.text != body.view and bool(quoted(body.text))
    )
    if is_answer(letter.subject, answering, body.view):
        return "reply", []
    attached = "\n".join(page.view for page in documents)
    scores = request_scores(letter.subject, body.view, attached)
    best = max(scores, key=lambda name: scores[name])
    if scores[best] < ENOUGH:
        return "other", []
    several = [name for name, points in scores.items() if points >= 6 and name != best]
    if (
        "credit_application" in several
        and best != "reward_nomination"
        and scores["credit_application"] >= scores[best] - 2
    ):
        best, several = "credit_application", [best]
    return best, ["several_requests"] if several else []


def _persons(
    kind: str, letter: Letter, page: Page, forward: int | None, documents: list[tuple[Attachment, Page]]
) -> tuple[Persons, Value]:
    display = Page(letter.from_name, letter.from_name, "from")
    subject = Page(letter.subject, letter.subject, "subject")
    pages = [document for _, document in documents]
    pages += [cell for attachment, _ in documents for cell in cells_above(attachment)]
    if forward is not None:
        above = page.blank([(forward, len(page.view))])
        below = page.blank([(0, forward)])
        if staff_words(above) and below.view.strip():
            sender = _original_sender(page.text, forward)
            handed = judge("other", display, above, Page("", "", "subject"), [])
            return judge(kind, sender or Page("", "", "from"), below, subject, pages), handed.applicant
        if above.view.strip():
            return judge(kind, display, above, subject, [*pages, below]), Value()
    form = next((each for each in pages if _is_form(each)), None)
    if kind == "credit_application" and form is not None and staff_words(page):
        handed = judge("other", display, page, Page("", "", "subject"), [])
        rest = [each for each in pages if each is not form]
        return judge(kind, Page("", "", "from"), form, subject, rest), handed.applicant
    return judge(kind, display, page, subject, pages), Value()


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


def _with_students(gathered: Gathered, persons: Persons, text: str) -> tuple[Course, ...]:
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


def _several_unnamed(kind: str, persons: Persons, body: Page) -> Persons:
    """A letter for several children of whom only one could be named is for nobody yet."""
    if kind != "credit_application" or persons.students or not several_children(body):
        return persons
    return replace(persons, student=Value(), birth=Value(), reasons=(*persons.reasons, "several_students"))


def _missing(kind: str, courses: tuple[Course, ...], eyes: bool) -> tuple[str, ...]:
    if kind != "credit_application" or eyes:
        return ()
    names = {
        "course_title": "title",
        "hours": "hours",
        "assessment_form": "assessment_form",
        "result": "result",
    }
    if not courses:
        return tuple(names)
    return tuple(
        name
        for name, field in names.items()
        if any(getattr(course, field).value is None for course in courses)
    )


def _reading(
    letter: Letter,
    kind: str,
    courses: tuple[Course, ...],
    persons: Persons,
    reasons: list[str],
    forward: int | None,
    handed_in: Value,
    text: str,
) -> Reading:
    eyes = [
        each
        for each in letter.attachments
        if each.needs_eyes and not each.inline and not each.media_type.startswith(_TECHNICAL)
    ]
    suspicious = [
        each.reason for each in letter.attachments if each.reason not in _ORDINARY and not each.inline
    ]
    reasons = [*reasons, *persons.reasons, *(["attachment_needs_eyes"] if eyes else []), *suspicious]
    reasons += ["doubtful_values"] if any(course.needs_human for course in courses) else []
    reference = case_number(letter.subject)
    address = _ADDRESS.search(text, forward) if forward is not None and handed_in.value else None
    return Reading(
        kind=kind,
        applicant=persons.applicant,
        applicant_role=persons.role,
        student=persons.student,
        student_birth_date=persons.birth,
        students=persons.students,
        courses=courses,
        missing=_missing(kind, courses, bool(eyes)),
        needs_human=tuple(dict.fromkeys(reasons)),
        case_reference=_subject_value(letter.subject, reference) if reference else Value(),
        forwarded=forward is not None,
        handed_in_by=handed_in,
        applicant_email=address.group() if address else letter.from_email,
    )


def _subject_value(subject: str, span: Span) -> Value:
    return Page(subject, subject, "subject").value(*span, "case number in the subject")
