"""Letters that a mother writes, and their arrival as the inlet and a worker would see it."""

from email.message import EmailMessage

from mailroom import receive
from mailroom.models import Message
from workflows import routing

LETTER = """Здравствуйте!

Прошу зачесть сыну, Тарасову Кириллу Денисовичу (11.04.2013 г.р.), курсы, пройденные в школе «Вектор»:

1. Основы программирования на Python, 72 академических часа, зачёт, зачтено
2. Веб-дизайн, 40 академических часов, зачёт, зачтено

Тарасова Елена Михайловна
"""


def a_letter(text: str = LETTER, sender: str = "tarasova.em@pochta.example", **headers: str) -> bytes:
    """A plain application as a mail client sends it."""
    message = EmailMessage()
    message["From"] = f"Елена Тарасова <{sender}>"
    message["To"] = "zayavka@sever.example"
    message["Subject"] = headers.pop("subject", "Зачёт курсов Кирилла")
    message["Message-ID"] = headers.pop("message_id", "<one@pochta.example>")
    message["Date"] = "Mon, 16 Nov 2026 10:00:00 +0300"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return message.as_bytes()


def arrive(raw: bytes, sender: str = "tarasova.em@pochta.example") -> Message:
    """Receive and route a letter as the inlet and a worker would."""
    message = receive.receive(
        raw, channel="smtp", mailbox="zayavka@sever.example", mail_from=sender, rcpt="zayavka@sever.example"
    )
    routing.route(message)
    return Message.objects.get(pk=message.pk)
