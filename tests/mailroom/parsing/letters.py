"""Small makers of raw letters."""

from base64 import b64encode
from pathlib import Path

from django.conf import settings

SAMPLE = Path(settings.BASE_DIR) / "fixtures" / "mail_sample"


def sample(number: int) -> bytes:
    return (SAMPLE / f"{number:03}.eml").read_bytes()


def letter(
    body: bytes | str = "Здравствуйте",
    *headers: str,
    subject: str = "Заявление",
    kind: str = "text/plain; charset=utf-8",
) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    top = [
        "From: Anna Petrova <anna@mail.example>",
        "To: zayavka@sever.example",
        f"Subject: {subject}",
        "Date: Mon, 14 Sep 2026 10:30:09 +0300",
        "Message-ID: <one@mail.example>",
        "MIME-Version: 1.0",
    ]
    if not any(each.lower().startswith("content-type") for each in headers):
        top += [f"Content-Type: {kind}", "Content-Transfer-Encoding: 8bit"]
    return "\r\n".join([*top, *headers]).encode() + b"\r\n\r\n" + data


def with_file(headers: bytes, data: bytes = b"%PDF-1.4 demo") -> bytes:
    """A letter with a text and one base64 part that has these headers."""
    body = (
        b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\ntext\r\n--b\r\n"
        + headers
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + b64encode(data)
        + b"\r\n--b--\r\n"
    )
    return letter(body, "Content-Type: multipart/mixed; boundary=b")
