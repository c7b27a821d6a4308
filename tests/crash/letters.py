"""One application that every crash test sends."""

from email.message import EmailMessage

SENDER = "tarasova.em@pochta.example"

LETTER = """Прошу зачесть сыну, Тарасову Кириллу Денисовичу (11.04.2013 г.р.), курс:

1. Основы программирования на Python, 72 академических часа, зачёт, зачтено

Тарасова Елена Михайловна
"""


def a_letter() -> bytes:
    message = EmailMessage()
    message["From"] = f"Елена Тарасова <{SENDER}>"
    message["To"] = "zayavka@sever.example"
    message["Subject"] = "Зачёт курса"
    message["Message-ID"] = "<crash@pochta.example>"
    message.set_content(LETTER)
    return message.as_bytes()
