"""Address headers. Linear in the length of the header: nested comments and unclosed quotes cost nothing extra."""

import re
from dataclasses import dataclass

from mailroom.parsing.filenames import visible
from mailroom.parsing.words import LONGEST_VALUE, header_text

_MOST = 200
_LETTER = r"[^\s<>@\",;:\\()\[\]\x00-\x1f\x7f]"
_ADDRESS = re.compile(rf"(?<!{_LETTER}){_LETTER}{{1,64}}@{_LETTER}{{1,253}}(?!{_LETTER})")


@dataclass(frozen=True)
class Address:
    """A display name (may be empty) and an address that is safe to write to."""

    name: str
    email: str


def addresses(raw: bytes) -> tuple[Address, ...]:
    """All readable addresses of a From, To, Cc or Reply-To value; what cannot be read is left out."""
    found = []
    for item in _items(raw[:LONGEST_VALUE].decode("latin-1"))[:_MOST]:
        name, comment, inside = item
        written = inside if "@" in inside else name
        matched = _ADDRESS.search(written)
        # A part of an address is somebody else's: "a@b.example"@c.example does not belong to a@b.example.
        if matched is None or written.count("@") > 1:
            continue
        title = name if inside else comment
        email = _email(matched.group())
        if email:
            found.append(Address(_name(title), email))
    return tuple(found)


def _email(written: str) -> str | None:
    email = header_text(written.encode("latin-1")).strip(".'")
    local, _, domain = email.rpartition("@")
    if not local or "." not in domain and domain != "localhost" or not email.isprintable():
        return None
    return f"{local}@{domain.lower()}"


def _name(written: str) -> str:
    text = header_text(written.encode("latin-1")).strip(" '\"")
    return visible(text)[:200]


def _items(text: str) -> list[tuple[str, str, str]]:
    """(words, comment, between angle brackets) for every element of the list."""
    items: list[tuple[str, str, str]] = []
    parts: dict[str, list[str]] = {"name": [], "comment": [], "angle": []}
    quoted, depth, angle, escaped = False, 0, False, False

    def finish() -> None:
        items.append(("".join(parts["name"]), "".join(parts["comment"]), "".join(parts["angle"])))
        for each in parts.values():
            each.clear()

    for letter in text:
        target = "comment" if depth else "angle" if angle else "name"
        if escaped or (letter == "\\" and (quoted or depth)):
            if escaped:
                parts[target].append(letter)
            escaped = not escaped
        elif letter == '"' and not depth:
            quoted = not quoted
        elif quoted:
            parts[target].append(letter)
        elif letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif depth:
            parts[target].append(letter)
        elif letter == "<":
            angle = True
        elif letter == ">":
            angle = False
        elif letter in ",;" and not angle:
            finish()
        else:
            parts[target].append(letter)
    finish()
    return items
