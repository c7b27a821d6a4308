"""Russian sentences of credit papers and letters, made from codes and numbers (papers are Russian texts)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from organisation.profile import Profile
from workflows.credit import rules

if TYPE_CHECKING:
    from workflows.credit.models import CourseLine, CreditApplication

MISSING_WORDS = {
    "course_title": "название курса (дисциплины, модуля, практики)",
    "hours": "сколько академических часов занял курс",
    "assessment_form": "форма промежуточной аттестации (зачёт, экзамен, контрольная и так далее)",
    "result": "результат: отметка или «зачтено»",
}

REASON_WORDS = {
    rules.MEETS: "условия выполнены",
    "name": "название иное по смыслу",
    "hours": "не хватает часов до порога",
    "topics": "содержание совпадает меньше порога",
    "name_and_topics": "название и содержание иные",
    "no_evidence": "результат не подтверждён документом или иной информацией",
    "failed": "результат неудовлетворительный",
    "no_unit": "такого курса нет в программе",
    "already_marked": "по этому курсу уже есть отметка",
    "state_exam_result": "результат государственной аттестации внутри школы не зачитывается",
    "hours_used": "часы прежнего курса уже учтены в другой строке",
    "other": "по указанной причине",
}

REGISTER_WORDS = "основание: государственный информационный ресурс об одарённых детях,"

COUNT = {
    1: "один", 2: "два", 3: "три", 4: "четыре", 5: "пять", 6: "шесть", 7: "семь", 8: "восемь", 9: "девять",
    10: "десять",
}  # fmt: skip
COUNT_GENITIVE = {
    1: "одного", 2: "двух", 3: "трёх", 4: "четырёх", 5: "пяти", 6: "шести", 7: "семи", 8: "восьми", 9: "девяти",
    10: "десяти",
}  # fmt: skip


def courses(n: int) -> str:
    """«один курс», «два курса», «12 курсов»."""
    word = COUNT.get(n, str(n))
    if n % 10 == 1 and n % 100 != 11:
        return f"{word} курс"
    if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14):
        return f"{word} курса"
    return f"{word} курсов"


def outcome_words(verdicts: Sequence[str], action: str) -> str:
    """The decision in a sentence or two."""
    total = len(verdicts)
    if action == "refuse":
        return "Отказать в зачёте." if total == 1 else "Отказать в зачёте всех заявленных курсов."
    credited = verdicts.count(rules.CREDITED)
    if credited == total:
        return f"Зачесть {courses(total)}."
    head = (
        f"Зачесть {courses(credited)} из {COUNT_GENITIVE.get(total, str(total))}."
        if credited
        else "Сразу не зачесть ни одного курса."
    )
    rest = []
    if verdicts.count(rules.ASSESSMENT):
        rest.append(f"назначить аттестацию: {courses(verdicts.count(rules.ASSESSMENT))}")
    if verdicts.count(rules.REFUSED):
        rest.append(f"не засчитывать: {courses(verdicts.count(rules.REFUSED))}")
    tail = "; ".join(rest)
    return f"{head} {tail[:1].upper()}{tail[1:]}." if tail else head


def reason_sentence(line: "CourseLine", verdict: str = "") -> str:
    """What the table of reasons says of a line; the reviewer's own words win. The state register is named.

    verdict: what the decision makes of the line, where it is not what was proposed. Nothing is said to be fulfilled
    that was not compared, and words that explain a refusal never stand beside a credit.
    """
    verdict = verdict or line.verdict
    if verdict == rules.CREDITED:
        words = REASON_WORDS[rules.MEETS] if passes(line) else "зачтено по оценке проверяющего"
    elif verdict == rules.REFUSED and line.verdict != rules.REFUSED:
        words = "отказано вопреки предложению, основание названо ниже"
    else:
        unsaid = "нужна аттестация" if verdict == rules.ASSESSMENT else REASON_WORDS[rules.MEETS]
        words = line.reason_words.strip() or REASON_WORDS.get(line.reason_code, unsaid)
    return f"{words}; {REGISTER_WORDS} № {line.register_number}" if line.register_number else words


def passes(line: "CourseLine") -> bool:
    """Whether the comparison found all conditions fulfilled for our course that is chosen now."""
    found = line.proposal or {}
    same = found.get("unit") in (None, str(line.unit_id))
    return bool(line.register_number) or (same and found.get("verdict") == rules.CREDITED)


def counted(reason: Mapping[str, Any], threshold: int) -> str:
    """The sentence for the family of a refusal that the comparison counted; the reviewer may mend it."""
    if reason["code"] == "hours_below":
        return (
            f"В прежнем курсе {reason['theirs']} ч, у нас {reason['ours']} ч; нужно не меньше {threshold} %."
        )
    if reason["code"] == "content_below":
        lacking = ", ".join(f"«{each}»" for each in reason["missing"][:3])
        share = f"{reason['covered']} из {reason['items']}"
        return f"Совпало тем: {share}; нужно не меньше {threshold} %. Не хватает, например: {lacking}."
    if reason["code"] == "result_failed":
        return f"Результат «{reason['result']}» неудовлетворительный, такой результат не зачитывается."
    return "Результат государственной итоговой аттестации внутри школы не зачитывается."


def next_steps(
    case: "CreditApplication", lines: Sequence["CourseLine"], ours: Profile, action: str
) -> list[str]:
    """What follows for the family, in short sentences."""
    if action == "refuse":
        return ["Обучение идёт по общей программе. Можно подать новое заявление с другими сведениями."]
    steps = []
    credited = [str(line.position) for line in lines if line.verdict == rules.CREDITED]
    if credited:
        rows = "строки" if len(credited) == 1 else "строк"
        steps.append(
            f"Результаты {rows} {', '.join(credited)} учтены как промежуточная аттестация. "
            "Дальше обучение идёт по индивидуальному учебному плану (в конце решения)."
        )
    if any(line.verdict == rules.ASSESSMENT for line in lines):
        who = case.compared_by.display_name if case.compared_by else ours.short_name
        steps.append(f"На аттестацию записывает {who}{', ' + ours.phone if ours.phone else ''}.")
    return steps


def missing_words(missing: Sequence[str]) -> list[str]:
    """Each missing item as the letter asks for it; the reviewer's own words pass through."""
    return [MISSING_WORDS.get(each, each) for each in missing]


def within_days(n: int) -> str:
    """«30 дней», «21 дня»: to stand after «в течение»."""
    return f"{n} дня" if n % 10 == 1 and n % 100 != 11 else f"{n} дней"
