"""What makes a letter an application: its words, the courses it lists; and when it is but a question or an answer."""

import re
from collections.abc import Sequence

from workflows.credit.reading.kinds import case_number, is_answer, is_answer_prefix, request_scores
from workflows.credit.reading.letter import Letter
from workflows.credit.reading.text.folding import fold
from workflows.credit.reading.text.page import Page
from workflows.credit.reading.text.preparing import quoted
from workflows.credit.reading.values import Course

ENOUGH = 3  # points a kind needs; see the weights in kinds.py

_ADVERTISING = re.compile(
    r"отписаться|unsubscribe|рассылк|скидк|распродаж|акци[яию]\b|промокод|запис(?:аться|ывайтесь|ь на)|"
    r"прайс|стоимость|руб"
)
_APPLYING = re.compile(
    r"заявлени|(?:пере)?зач[её]т|(?<!\w)(?:прошу|мой|моя|мо[её]м[уй]|сын\w*|доч\w+|ребен\w+|дет(?:ей|и|"
    r"ям)|учусь)(?!\w)"
)
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


def kind_of(letter: Letter, body: Page, documents: list[Page]) -> tuple[str, list[str]]:
    """The kind of a human letter by its words, and what of that a person has to look at."""
    answering = letter.in_reply_to or (
        is_answer_prefix(letter.subject) and body.text != body.view and bool(quoted(body.text))
    )
    if is_answer(letter.subject, answering, body.view):
        return ("credit_application" if _as_shown(letter, body) else "reply"), []
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


_ROW = re.compile(r"(?<!\w)\d{1,3}\s?(?:ак\w*\.?\s?)?(?:ч(?:\.|ас|\b))")
_SHOWN = re.compile(r"например|образец|в\sсвободной\sформе|как\sподать|(?:о|для)\sкажд(?:ом|ого)\sкурс")


def _as_shown(letter: Letter, body: Page) -> bool:
    """Courses listed in an answer to our words about how to apply, of no case yet."""
    said = "\n".join(body.text[slice(*span)] for span in quoted(body.text))
    return (
        not case_number(letter.subject)
        and not case_number(said)
        and bool(_SHOWN.search(fold(said)))
        and bool(_ROW.search(body.folded))
    )


def by_rows(courses: Sequence[Course], body: Page, subject: str) -> str:
    """A letter without the words of a request is still an application when it lists courses with their results."""
    said = f"{fold(subject)}\n{body.folded}"
    stated = [
        course for course in courses if course.hours.value is not None and course.result.value is not None
    ]
    if stated and _APPLYING.search(said) and not _ADVERTISING.search(said):
        return "credit_application"
    return "bulk" if re.search(r"отписаться|unsubscribe", said) and _ADVERTISING.search(said) else "other"


def only_asks(body: Page, *, listed: bool) -> bool:
    """Whether it is but a question: it says that it applies for nothing yet, or lists nothing and asks how."""
    return bool(_NOT_YET.search(body.folded)) or (not listed and _asks_how(body))


def _asks_how(body: Page) -> bool:
    """A question about the procedure, in which nothing is asked to be credited."""
    return bool(_HOW.search(body.folded)) and "?" in body.view and not _ASKED.search(body.folded)
