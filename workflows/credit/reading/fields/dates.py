"""Birth dates beside names and labels."""

import re

from workflows.credit.reading.text.page import Page
from workflows.credit.reading.values import Value

_DATE = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./]((?:19|20)\d\d)(?!\d)")


_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")


_LONG_DATE = re.compile(
    r"(?<!\d)(\d{1,2})\s+(янв|фев|мар|апр|ма[яй]|июн|июл|авг|сен|окт|ноя|дек)\w*\s+((?:19|20)\d\d)"
)


_ISO_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")


_BORN = re.compile(r"дат\w+ рождени|рожден|г\.\s?р|д\.\s?р|родил")


def birth_after(page: Page, end: int) -> str | None:
    after = page.folded[end : end + 70]
    near = re.match(r"[\s,(—-]*(?:дат\w+ рождения\s?[:—-]?\s*|род\w*\.?\s|д\.?\s?р\.?\s?[:—-]?\s*)?", after)
    rest = after[near.end() if near else 0 :]
    found = parse_date(rest[:24])
    if found and (_BORN.search(after) or re.match(r"\s*\(", after)):
        return found
    return None


def parse_date(folded: str) -> str | None:
    """The first date at the beginning of these words, as ISO 8601, or None."""
    for pattern, order in ((_DATE, (2, 1, 0)), (_ISO_DATE, (0, 1, 2)), (_LONG_DATE, None)):
        match = pattern.match(folded.lstrip())
        if not match:
            continue
        parts = match.groups()
        if order is None:
            month = next(number for number, stem in enumerate(_MONTHS, 1) if parts[1].startswith(stem))
            year, day = int(parts[2]), int(parts[0])
        else:
            year, month, day = (int(parts[index]) for index in order)
        return f"{year:04}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    return None


def birth_date(page: Page, end: int | None) -> Value:
    """The birth date that stands right after a name, or after its own label anywhere on the page."""
    if end is not None:
        iso = birth_after(page, end)
        match = next(
            (
                one
                for pattern in (_DATE, _ISO_DATE, _LONG_DATE)
                if (one := pattern.search(page.folded, end, end + 70))
            ),
            None,
        )
        if iso and match:
            return Value(
                iso,
                page.text[match.start() : match.end()],
                page.source(match.start(), match.end()),
                "date after the name",
                True,
            )
    for label in re.finditer(r"(?:дата рождения|д\.\s?р\.|родил(?:ся|ась))\s*[:—-]?\s*", page.folded):
        iso = parse_date(page.folded[label.end() : label.end() + 24])
        if iso:
            match = next(
                one
                for pattern in (_DATE, _ISO_DATE, _LONG_DATE)
                if (one := pattern.search(page.folded, label.end(), label.end() + 24))
            )
            return Value(
                iso,
                page.text[match.start() : match.end()],
                page.source(match.start(), match.end()),
                "date after its label",
                True,
            )
    return Value()
