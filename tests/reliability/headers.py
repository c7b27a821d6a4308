"""Which headers belong to which kind of answer, and what is wrong with a given one."""

import re
from typing import Any

from lxml import html

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-src": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
PAGE, FILE, PREVIEW, STATIC = "page", "file", "preview", "static"
SECRET, SECRET_FILE = "secret link", "file of a secret link"
SANDBOX = {"sandbox": "", "default-src": "'none'"}
POLICIES = {PAGE: POLICY, SECRET: POLICY, STATIC: {}, FILE: SANDBOX, SECRET_FILE: SANDBOX, PREVIEW: SANDBOX}
PATHLESS = ("no-referrer", "origin", "strict-origin")
HANDLER = re.compile(r"^on[a-z]+$", re.IGNORECASE)


def policy(written: str) -> dict[str, str]:
    """A Content-Security-Policy as directive -> sources."""
    parts = (each.strip().partition(" ") for each in written.split(";") if each.strip())
    return {name: value.strip() for name, _, value in parts}


def faults(response: Any, kind: str) -> list[str]:
    """What the answer lacks or says wrongly; empty when it is exactly as its kind demands."""
    wanted = dict(ALWAYS)
    if kind == STATIC:  # our own sheets and scripts: they are no pages and hold nothing of anybody
        del wanted["X-Frame-Options"]
    if kind in (SECRET, SECRET_FILE):
        wanted["X-Robots-Tag"] = "noindex, nofollow"
        # Of several policies a browser takes the last that it knows; none of these lets the path out.
        last = response.headers.get("Referrer-Policy", "").rpartition(",")[2].strip()
        wanted["Referrer-Policy"] = (
            response.headers.get("Referrer-Policy") if last in PATHLESS else "no-referrer"
        )
    found = [
        f"{name}: {response.headers.get(name)!r}"
        for name, value in wanted.items()
        if response.headers.get(name) != value
    ]
    if policy(response.headers.get("Content-Security-Policy", "")) != POLICIES[kind]:
        found.append(f"Content-Security-Policy: {response.headers.get('Content-Security-Policy')!r}")
    private = "no-store" in response.headers.get("Cache-Control", "")
    if private == (kind == STATIC):
        found.append(f"Cache-Control: {response.headers.get('Cache-Control')!r}")
    if kind in (FILE, SECRET_FILE) and not response.headers.get("Content-Disposition", "").startswith(
        "attachment;"
    ):
        found.append(f"Content-Disposition: {response.headers.get('Content-Disposition')!r}")
    if response.headers.get("Content-Type", "").startswith("text/html"):
        found += inline(response.content.decode())
    return found


def inline(page: str) -> list[str]:
    """Styles and programs written into a page: the policy would refuse them, so nobody may rely on them."""
    found: list[str] = []
    if not page.strip():
        return found
    for element in html.document_fromstring(page).iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag == "style" or (element.tag == "script" and is_program(element)):
            found.append(f"<{element.tag}> at line {element.sourceline}")
        for name, value in element.attrib.items():
            if name == "style" or HANDLER.match(name) or value.strip().lower().startswith("javascript:"):
                found.append(f"{element.tag} {name}={value!r}")
    return found


def is_program(script: Any) -> bool:
    """A script without a source that a browser would run; data blocks (application/json) are not run."""
    return "src" not in script.attrib and script.get("type", "") != "application/json"
