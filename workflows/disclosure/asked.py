"""Which papers a letter asks for, from its words. Pure. What is not certain is left to a person."""

import re
from collections.abc import Collection

# In the order of the profile's papers; the counter paper is told by its own words first.
_EXPRESS = re.compile(
    r"справк\w*\s(?:о\sтом,?\s)?(?:что\s)?(?:\w+\s){0,4}(?:обучается|учится|является\s(?:обуч|учен))"
)
_WORDS = {
    "study_certificate": re.compile(
        r"справк\w*\s(?:об?\s)(?:период\w*\s)?(?:обучени|освоени)|академическ\w+\sсправк|транскрипт"
    ),
    "progress_certificate": re.compile(r"успеваемост|справк\w*\s(?:об|с)\sоценк|табел|текущ\w+\sоцен"),
    "journal_extract": re.compile(
        r"выписк\w*\s(?:\S+\s){0,2}?(?:из\s)?(?:\w+\s)?(?:журнал|ведомост|оцен|отмет)"
    ),
    "reward_list": re.compile(
        r"(?:перечень|список|сведени\w*\sо|справк\w*\sо)\s(?:\w+\s){0,3}(?:наград|поощр|достиж)"
    ),
    "personal_file_copy": re.compile(
        r"копи\w+\s(?:\w+\s){0,3}личн\w+\sдел|личн\w+\sдел\w*\s(?:\w+\s){0,2}копи"
    ),
}


def papers_asked(text: str, offered: Collection[str]) -> list[str]:
    """Codes of the papers that the words name, as far as the organisation gives them."""
    said = " ".join(text.lower().replace("ё", "е").split())
    found = [code for code, pattern in _WORDS.items() if code in offered and pattern.search(said)]
    if not found and _EXPRESS.search(said):
        return ["enrolment_certificate"]
    return found
