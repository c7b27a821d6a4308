"""A view of a letter without the quoted earlier mail. The full text is kept elsewhere; forwards are never cut."""

import re

_WROTE = r"(?:написал(?:\(а\)|а|и)?|писал(?:\(а\)|а|и)?|пишет|wrote|schrieb|a écrit)"
_WEEKDAY = r"(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)"
_INTRODUCTION = re.compile(
    rf"^(?:.{{0,200}}\b{_WROTE}\s*:?\s*|\s*{_WEEKDAY}[.,].{{0,200}}(?:@|>).{{0,100}}:\s*)$", re.IGNORECASE
)
_ORIGINAL = re.compile(
    r"^\s*-{2,}\s*(?:исходное сообщение|original message|оригинальное сообщение|ответ на сообщение)"
    r"\s*-{2,}\s*$",
    re.IGNORECASE,
)
_FORWARD = re.compile(
    r"^\W*(?:пересылаемое сообщение|пересылаемое письмо|переадресованное сообщение"
    r"|начало переадресованного сообщения|пересланное сообщение|forwarded message|begin forwarded message"
    r"|конец пересылаемого)",
    re.IGNORECASE | re.MULTILINE,
)
_OUTLOOK = re.compile(r"^\s*(?:\*?(?:от|from)\s*:\*?)\s.{0,300}$", re.IGNORECASE)
_OUTLOOK_NEXT = re.compile(
    r"^\s*\*?(?:отправлено|дата|sent|date|кому|to|тема|subject|копия|cc)\s*:\*?", re.IGNORECASE
)


def is_forward(subject: str, text: str) -> bool:
    """True when earlier mail in the text is what the writer wants read."""
    return bool(
        re.match(r"^\s*(?:fwd?|пересл|вл|перес)\s*:", subject, re.IGNORECASE) or _FORWARD.search(text)
    )


def fresh_text(text: str, subject: str = "") -> str:
    """What the writer added: without ">" lines, the line that introduces them, and an Outlook-style original below."""
    if is_forward(subject, text):
        return text
    kept: list[str] = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if line.startswith(">"):
            _drop_introduction(kept)
            continue
        if _ORIGINAL.match(line) or _is_outlook_header(lines, number):
            break
        kept.append(line)
    else:
        if kept and _INTRODUCTION.match(kept[-1]) and len(kept) > 1:
            kept.pop()
    fresh = "\n".join(kept).strip("\n")
    # A letter that is nothing but quotation is better read whole than not at all.
    return fresh if fresh.strip() else text


def _drop_introduction(kept: list[str]) -> None:
    while kept and not kept[-1].strip():
        kept.pop()
    # Mailers wrap "17 сентября 2026 г., 20:10, … <address> написал(а):" over two lines at most.
    if len(kept) > 1 and "@" in kept[-2] and len(kept[-1]) < 40 and _INTRODUCTION.match(kept[-1]):
        del kept[-2:]
    elif kept and _INTRODUCTION.match(kept[-1]):
        kept.pop()


def _is_outlook_header(lines: list[str], number: int) -> bool:
    if number == 0 or not _OUTLOOK.match(lines[number]):
        return False
    return sum(bool(_OUTLOOK_NEXT.match(line)) for line in lines[number + 1 : number + 5]) >= 2
