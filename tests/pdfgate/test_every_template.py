"""Every template passes PDF/A-3a and PDF/UA-1 by veraPDF, sealed and unsealed; veraPDF notices four kinds of damage."""

import io
from pathlib import Path

import pikepdf
import pytest

from documents import making, sealing
from tests.documents.sealing.sealed import stamped
from tests.documents.snapshots import awkward, checked, example, examples

pytestmark = pytest.mark.pdfgate


def test_every_template_passes_both_profiles(vera, tmp_path: Path):
    papers = {**examples(), **awkward()}
    assert {each["template"] for each in papers.values()} == {name for name, _ in making.TEMPLATES}
    for name, snapshot in papers.items():
        rendered = making.draw(snapshot).content
        (tmp_path / f"{name}.pdf").write_bytes(rendered)
        if name in examples():
            coded = making.draw(checked(snapshot)).content
            (tmp_path / f"{name}-sealed.pdf").write_bytes(sealing.seal(coded))
    (tmp_path / "stamped.pdf").write_bytes(stamped())
    files = sorted(tmp_path.glob("*.pdf"))
    assert len(files) == len(papers) + len(examples()) + 1
    verdicts = vera(files)
    assert len(verdicts) == 2 * len(files)
    assert {key: each.detail for key, each in verdicts.items() if not each.passed} == {}


def remove_font(pdf: pikepdf.Pdf) -> None:
    for font in pdf.pages[0].Resources.Font.values():
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]


def remove_output_intent(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/OutputIntents"]


def remove_tags(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/StructTreeRoot"], pdf.Root["/MarkInfo"]


def add_javascript(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def leave_alone(pdf: pikepdf.Pdf) -> None:
    """Shows that the damage fails, not the saving."""


DAMAGE = {
    leave_alone: {"3a": True, "ua1": True},
    remove_font: {"3a": False, "ua1": False},
    remove_output_intent: {"3a": False, "ua1": True},
    remove_tags: {"3a": False, "ua1": False},
    add_javascript: {"3a": False, "ua1": True},
}


def test_the_gate_notices_damage(vera, tmp_path: Path):
    sound = making.draw(example()).content
    for damage in DAMAGE:
        with pikepdf.open(io.BytesIO(sound)) as pdf:
            damage(pdf)
            pdf.save(tmp_path / f"{damage.__name__}.pdf", deterministic_id=True)
    verdicts = vera(sorted(tmp_path.glob("*.pdf")))
    seen = {
        damage: {profile: verdicts[f"{damage.__name__}.pdf", profile].passed for profile in ("3a", "ua1")}
        for damage in DAMAGE
    }
    assert seen == DAMAGE
