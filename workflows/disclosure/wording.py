"""Russian words of papers and letters for the codes of disclosure. Pages have their own in labels."""

from collections.abc import Mapping, Sequence

PAPERS: Mapping[str, str] = {
    "study_certificate": "Справка об обучении",
    "progress_certificate": "Справка об успеваемости",
    "journal_extract": "Выписка из журнала",
    "reward_list": "Перечень поощрений и достижений",
    "personal_file_copy": "Копии из личного дела",
    "enrolment_certificate": "Справка о том, что обучается",
    "disclosure_answer": "Ответ на запрос",
}

GROUNDS: Mapping[str, str] = {
    "no_such_student": "Такого обучающегося в наших записях нет.",
    "under_14": "Обучающемуся нет 14 лет: просить сведения может его законный представитель.",
    "parent_of_adult": (
        "Обучающийся совершеннолетний или признан полностью дееспособным. С этого дня родители получают сведения "
        "только по его доверенности или письменному согласию."
    ),
    "parents_not_admitted": "Правила организации не предусматривают выдачу этих сведений представителям.",
    "period_not_begun": "Полномочия представителя ещё не начались.",
    "period_ended": "Срок полномочий представителя истёк.",
    "no_authority": "Не представлен документ, который даёт право получать эти сведения.",
    "no_permission": "Нет записанного разрешения на передачу сведений заказчику обучения.",
    "no_legal_ground": "В запросе не названы норма закона и номер письма, на которых он основан.",
    "other_persons_data": "Запрошенные сведения относятся к другим людям.",
    "repeated": "Те же сведения выданы недавно, срок для повторного запроса ещё не прошёл.",
    "nothing_on_record": "За названный период таких записей нет.",
    "not_in_writing": "По правилам организации такой запрос подают письменно.",
}

NEXT_STEPS: Mapping[str, str] = {
    "under_14": "Попросите обратиться родителя или другого законного представителя.",
    "parent_of_adult": "Приложите доверенность или письменное согласие обучающегося и обратитесь снова.",
    "period_ended": "Приложите действующий документ о полномочиях и обратитесь снова.",
    "no_authority": "Приложите документ о полномочиях и обратитесь снова.",
    "no_permission": "Попросите обучающегося или его представителя дать разрешение.",
    "no_legal_ground": "Пришлите запрос с указанием нормы закона, номера и даты.",
}
ANY_TIME = "Обратиться снова можно в любое время. Отказ можно обжаловать в порядке, установленном законом."

# Where each ground comes from, as a paper may name it.
CLAUSES: Mapping[str, str] = {
    "152-FZ 14": "статья 14 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных»",
}
OWN_RULES = "правила организации о предоставлении сведений"


CAPACITIES: Mapping[str, str] = {
    "student": "обучающийся",
    "representative": "законный представитель",
    "attorney": "представитель по доверенности или согласию",
    "customer": "заказчик обучения",
    "court": "суд",
    "prosecutor": "прокуратура",
    "guardianship": "орган опеки и попечительства",
    "school": "принимающая организация",
    "other": "орган, которому сведения дают по закону",
}

HOW_CHECKED: Mapping[str, str] = {
    "person": "лично",
    "contact": "письмо с адреса из личного дела",
    "video": "по видеосвязи",
    "signature": "квалифицированная электронная подпись",
    "letterhead": "официальное письмо, проверено обратным звонком",
    "post": "письмо по почте с заверенной копией",
}
NOT_IDENTIFIED = "личность не подтверждена"


def clause(code: str) -> str:
    """The source of a ground in words; a clause of the organisation's own rules is named as such."""
    return CLAUSES.get(code, OWN_RULES)


def next_steps(code: str) -> list[str]:
    """What somebody who was refused can do."""
    return [*([NEXT_STEPS[code]] if code in NEXT_STEPS else []), ANY_TIME]


def papers(codes: Sequence[str]) -> str:
    """«справка об обучении, выписка из журнала»."""
    return ", ".join(PAPERS[code][:1].lower() + PAPERS[code][1:] for code in codes if code in PAPERS)


def days(count: int) -> str:
    """«5 рабочих дней»."""
    if count % 10 == 1 and count % 100 != 11:
        return f"{count} рабочий день"
    if count % 10 in (2, 3, 4) and count % 100 not in (12, 13, 14):
        return f"{count} рабочих дня"
    return f"{count} рабочих дней"
