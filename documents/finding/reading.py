"""The words of a PDF that has them, page by page. `texts` is what the child runs."""

import json

import pypdfium2

import sandbox

LIMITS = sandbox.READING


def pages(data: bytes) -> list[str]:
    """The words of each page; SandboxError when the file cannot be read."""
    return [str(each) for each in json.loads(sandbox.run("documents.finding.reading:texts", data, LIMITS))]


def texts(data: bytes) -> bytes:
    """JSON: the words of each page. Runs in the child."""
    return json.dumps(
        [shown(page.get_textpage().get_text_range()) for page in pypdfium2.PdfDocument(data)]
    ).encode()


def shown(text: str) -> str:
    """Words line by line. PDFium marks a hyphen at the end of a line by U+FFFE; PostgreSQL takes no zero."""
    return text.replace("\ufffe", "-").replace("\r\n", "\n").replace("\x00", "")
