"""The renderer fetches nothing, prints with our fonts only, gives the same bytes, and does not fall over."""

import http.server
import io
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.template import engines
from django.template.loader import get_template
from pypdf import PdfReader
from weasyprint import HTML

from documents import making, pdf
from documents.printable import covered, printable, unprintable
from tests.documents.snapshots import HOSTILE, STRANGE, awkward, example

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 25, 12, 1, tzinfo=UTC)


def render_source(source: str, monkeypatch: pytest.MonkeyPatch, **context) -> pdf.Paper:
    """Render template source written in the test."""
    template = engines["django"].from_string(source)

    def load(name: str, values: dict) -> str:
        return template.render(values) if name == "test.html" else get_template(name).render(values)

    pdf.press()
    monkeypatch.setattr(pdf, "render_to_string", load)
    return pdf.render("test.html", context, title="t", author="a", made_at=NOW)


@pytest.fixture
def web():
    """A server on the loopback that remembers what was asked of it."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def greedy_page(address: str, secret: Path) -> str:
    """Every way of asking for something outside that a page has."""
    return f"""<!doctype html><html lang="ru"><head><title>t</title>
      <link rel="stylesheet" href="{address}/sheet.css"><link rel="attachment" href="{secret.as_uri()}">
      <style>@import url({address}/import.css); @font-face {{ font-family: X; src: url({address}/font.ttf) }}
      body {{ background: url({address}/back.png); font-family: X }} p::before {{ content: url({address}/c.png) }}
      </style></head><body><p>x</p><img src="{address}/a.png" alt=""><img src="{secret.as_uri()}" alt="">
      <object data="{address}/o"></object><embed src="{address}/e"><svg><image href="{address}/i.png"/></svg>
      <a rel="attachment" href="{secret.as_uri()}">a</a><img src="font:../pdf.py" alt=""></body></html>"""


def test_a_page_that_asks_for_the_outside_gets_nothing(web, tmp_path, monkeypatch):
    address, asked = web
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the school")
    paper = render_source(greedy_page(address, secret), monkeypatch)
    assert asked == []
    assert b"the secret" not in paper.content
    assert not PdfReader(io.BytesIO(paper.content)).attachments


def test_the_same_page_with_the_usual_fetcher_asks_for_everything(web, tmp_path):
    address, asked = web
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of the school")
    content = HTML(string=greedy_page(address, secret)).write_pdf()
    assert len(asked) >= 5
    assert "secret.txt" in PdfReader(io.BytesIO(content)).attachments


def test_what_strangers_type_is_text_and_never_markup():
    snapshot = awkward()["hostile"]
    reader = PdfReader(io.BytesIO(making.draw(snapshot).content))
    text = " ".join(page.extract_text() for page in reader.pages)
    assert "<script>alert(1)</script>" in text and "{{ organisation }}" in text


@pytest.mark.parametrize("name", sorted(awkward()))
def test_only_our_fonts_are_embedded(name):
    reader = PdfReader(io.BytesIO(making.draw(awkward()[name]).content))
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[1]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    }
    text = {"PT-Serif", "PT-Serif-Bold", "PT-Serif-Italic", "PT-Serif-BoldItalic"}
    assert fonts <= text | {"Old-Standard-TT", "Old-Standard-TT-Italic"}


RENDER = """
import django, hashlib; django.setup()
from documents import making
from tests.documents.snapshots import awkward, example
print([hashlib.sha256(making.draw(each).content).hexdigest() for each in (example(), awkward()["hostile"])])
"""


def test_bytes_are_the_same_in_another_process_without_system_fonts(tmp_path):
    bare = tmp_path / "fonts.conf"
    bare.write_text(f"<?xml version='1.0'?><fontconfig><cachedir>{tmp_path}</cachedir></fontconfig>")
    seen = set()
    for extra in ({}, {"FONTCONFIG_FILE": str(bare)}, {"TZ": "Asia/Vladivostok", "PYTHONHASHSEED": "7"}):
        environment = {**os.environ, "ZACHETKA_DATA": str(tmp_path), **extra}
        environment["PYTHONPATH"] = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        done = subprocess.run(
            [sys.executable, "-c", RENDER],
            env=environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        )
        seen.add(done.stdout)
    assert len(seen) == 1


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 160 + "x",
        "<div>" * 5000 + "x",
        "<table>" + "<tr><td>x</td></tr>" * 2000 + "</table>",
        "слово " * 100_000,
    ],
)
def test_a_page_that_would_take_the_machine_down_is_refused(source, monkeypatch):
    with pytest.raises(pdf.PaperTooLarge):
        render_source(source, monkeypatch)


def test_unguarded_nesting_would_exhaust_the_stack(monkeypatch):
    monkeypatch.setattr(pdf, "check_shape", lambda root: None)
    with pytest.raises(RecursionError):
        render_source("<div>" * 400 + "x", monkeypatch)


def test_threads_may_render_at_the_same_time():
    papers: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: papers.append(making.draw(example()).content)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(papers) == 4 and len(set(papers)) == 1


def test_all_that_is_printed_has_a_glyph():
    assert set(printable(STRANGE + HOSTILE)) <= covered()


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Әлия Өмірзақова", "Әлия Өмірзақова"),
        ("Zoë Łukasz", "Zoë Łukasz"),
        ("й — и\u0306", "й — й"),
        ("118\u2011зч \u2010 x\u00ady", "118-зч - xy"),
        ("a\u200bb\u202ec\ufeffd", "abcd"),
        ("10\u202f000\u2009₽", "10\u00a0000 ₽"),
        ("ﬁ ²", "ﬁ ²"),
        ("Ễ", "E"),
        ("山", "?"),
        ("🎓!", "?!"),
        ("\ud800x\x07", "x"),
    ],
)
def test_text_is_printed_as_near_as_the_font_can(typed, printed):
    assert printable(typed) == printed


def test_what_cannot_be_printed_is_named_for_a_person():
    assert unprintable("Иванов 山田? 🎓 Ễ\u200b") == ["山", "田", "🎓"]
