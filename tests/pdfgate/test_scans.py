"""Clean copies of scans pass PDF/A-2b by veraPDF, whatever they were made of; what does not pass is noticed."""

import pikepdf
import pytest

from documents.scanning import clean
from tests.documents.scanning.sheets import LINES, from_a_telephone, saved, sheet, typed

pytestmark = pytest.mark.pdfgate


def test_every_kind_of_source_becomes_pdf_a(vera, tmp_path):
    several = [from_a_telephone(), saved(sheet(LINES[:1]), "TIFF"), saved(sheet(LINES[1:2]), "HEIF")]
    made = {
        "pictures": clean.make(several, "Справка об обучении"),
        "scanned": clean.make([saved(sheet(), "PDF", resolution=120.0)]),
        "typed": clean.make([typed("Certificate of study")]),
    }
    for name, each in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(each.content)
    with pikepdf.open(tmp_path / "pictures.pdf") as pdf:
        del pdf.Root["/OutputIntents"]
        pdf.save(tmp_path / "without.pdf")
    (tmp_path / "raw.pdf").write_bytes(typed("Certificate of study"))
    verdicts = vera(sorted(tmp_path.glob("*.pdf")), ("2b",))
    passed = {name.removesuffix(".pdf"): each.passed for (name, _), each in verdicts.items()}
    assert passed == {**dict.fromkeys(made, True), "without": False, "raw": False}, verdicts
