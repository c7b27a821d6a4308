"""What of an HTML letter is written and not shown: no display, no size, or the colour of what lies behind it."""

import re

from lxml import etree

_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|"
    r"font-size\s*:\s*(?:0(?:\.\d+)?|1)(?:px|pt|em|%)?\s*(?:;|!|$)|(?<![-\w])color\s*:\s*transparent",
    re.IGNORECASE,
)
_REMOVED = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_WHITE = r"(?:white|#fff(?:fff)?|rgb\(\s*255\s*,\s*255\s*,\s*255\s*\))(?![\w])"
_ON_WHITE = re.compile(rf"(?<![-\w])color\s*:\s*{_WHITE}", re.IGNORECASE)
_GROUND = re.compile(r"background(?:-color|-image)?\s*:\s*(?P<colour>[^;]{1,200})", re.IGNORECASE)
_PLAIN = re.compile(rf"\s*(?:{_WHITE}|transparent|none|initial|inherit)\s*(?:!important)?\s*", re.IGNORECASE)
MOST_STYLE = 2_000  # characters of one style that are looked at


def unseen(element: etree._Element) -> bool:
    """Whether the words of this element are there and no reader sees them."""
    style = element.get("style", "")[:MOST_STYLE]
    if "hidden" in element.attrib or _HIDDEN.search(style):
        return True
    white = _ON_WHITE.search(style) or (
        element.tag == "font" and re.fullmatch(_WHITE, element.get("color", "").strip(), re.IGNORECASE)
    )
    return bool(white) and not any(_coloured(each) for each in (element, *element.iterancestors()))


def removed(element: etree._Element) -> bool:
    """Whether the element takes no room either, so that what follows stands in its place."""
    return "hidden" in element.attrib or bool(_REMOVED.search(element.get("style", "")[:MOST_STYLE]))


def _coloured(element: etree._Element) -> bool:
    """Whether something other than white lies behind the words; white letters on it are seen."""
    if element.get("background") or not _PLAIN.fullmatch(element.get("bgcolor", "white")):
        return True
    ground = _GROUND.search(element.get("style", "")[:MOST_STYLE])
    return ground is not None and not _PLAIN.fullmatch(ground.group("colour"))
