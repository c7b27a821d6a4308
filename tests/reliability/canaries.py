"""Names that stand nowhere else: whoever finds one in a log has found a leak."""

import re
from email.message import EmailMessage
from urllib.parse import unquote

MOTHER = "Кряквинцева Евлампия Орестовна"
CHILD = "Кряквинцев Ферапонт Орестович"
ADDRESS = "kryakvintseva@perelet.example"
COURSE = "Орнитоскопия болотная"
SCHOOL = "Лицей «Выпь»"
WORDS = "Ферапонт боится щёлканья клюва"
FILE = "справка-кряквинцев.txt"
LETTER = f"""{WORDS}. Прошу зачесть сыну, {CHILD} (11.04.2013 г.р.), курс из школы {SCHOOL}:

1. {COURSE}, 72 академических часа, зачёт, зачтено

{MOTHER}
"""
# By their stems: a log might decline them, encode them, or quote half of them.
STEMS = ("кряквинц", "евлампи", "ферапонт", "kryakvints", "perelet", "орнитоскоп", "выпь", "щёлкан")
ESCAPES = re.compile(r"\\u([0-9a-f]{4})")


def a_letter(message_id: str = "<canary@perelet.example>", text: str = LETTER) -> bytes:
    """An application full of canaries, with a file named after the child."""
    message = EmailMessage()
    message["From"] = f"{MOTHER} <{ADDRESS}>"
    message["To"] = "zayavka@sever.example"
    message["Subject"] = f"Зачёт: {CHILD}"
    message["Message-ID"] = message_id
    message.set_content(text)
    message.add_attachment(f"{CHILD}: {COURSE}".encode(), "text", "plain", filename=FILE)
    return message.as_bytes()


def a_form(**changed: str) -> dict[str, str]:
    """The web form, filled in by the same mother."""
    return {
        "act": "send",
        "once": "7a0f2a9e-1111-4222-8333-444455556667",
        "applicant_role": "representative",
        "applicant_name": MOTHER,
        "applicant_email": ADDRESS,
        "student": CHILD,
        "earlier_school": SCHOOL,
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-title": COURSE,
        "form-0-hours": "72",
        "form-0-assessment_form": "зачёт",
        "form-0-result": "зачтено",
        **changed,
    }


def leaks(log: str, *secrets: str) -> list[str]:
    """The lines of a log that name a canary or one of the secrets (tokens of links)."""
    told = [each.lower() for each in (*STEMS, *secrets)]
    return [line for line in log.splitlines() if any(each in plain(line) for each in told)]


def plain(line: str) -> str:
    """In small letters, without the escapes of Python and of addresses."""
    unescaped = ESCAPES.sub(lambda found: chr(int(found.group(1), 16)), unquote(line))
    return unescaped.lower()
