"""Codes of papers: random, typed back in any way, and a QR code that a phone reads."""

import io

import pypdfium2
import pytest

from documents import checking, making
from documents.verification.masking import masked, whose
from tests.documents.snapshots import checked, decision, example

CODE = "k3m9t0aw52qz7xyr"


def test_a_code_has_eighty_bits_and_no_look_alikes():
    codes = {checking.fresh() for _ in range(500)}
    assert len(codes) == 500 and all(checking.read(each) == each for each in codes)
    assert len(checking.ALPHABET) ** checking.LENGTH == 2**80


@pytest.mark.parametrize("typed", [CODE, CODE.upper(), checking.printed(CODE), " K3M9 TOAW-52qz 7XYR "])
def test_a_code_is_read_as_people_type_it(typed):
    assert checking.read(typed) == CODE


@pytest.mark.parametrize(
    "typed", ["", "k3m9", CODE + "0", "u" * 16, "к3м9" * 4, "../../etc/passwd", "%00" * 9]
)
def test_what_is_no_code_leads_nowhere(typed):
    assert checking.read(typed) == checking.NOBODY


def test_the_code_stands_lower_right_of_the_first_sheet_alone():
    with pypdfium2.PdfDocument(making.draw(checked(example())).content) as paper:
        texts = [page.get_textpage().get_text_bounded() for page in paper]
        assert "k3m9-t0aw-52qz-7xyr" in texts[0] and "k3m9" not in texts[1]
        page = paper[0]
        picture = page.render(scale=2, grayscale=True).to_pil()
    width, height = picture.size
    corner = picture.crop((int(width * 0.8), int(height * 0.9), width, height))
    dark = sum(corner.histogram()[:128]) / (corner.width * corner.height)
    assert dark > 0.1


def test_a_draft_has_no_code():
    text = pypdfium2.PdfDocument(io.BytesIO(making.preview(checked(example()))))[0].get_textpage()
    assert "k3m9" not in text.get_text_bounded()


def test_of_a_name_its_initials_are_told():
    assert masked("Тарасов Кирилл Денисович") == "Т*** К*** Д***"
    assert masked("Алиева Лейла Рашид кызы") == "А*** Л*** Р***"
    assert masked("Константинопольская-Преображенская Анна") == "К*** А***"
    assert masked("") == ""


def test_whose_a_paper_is():
    assert whose(decision()) == "Тарасов Кирилл Денисович"
    assert whose(example("reward_certificate")) == "Абрамова Вера Николаевна"
    assert whose(example("reward_order")) == whose(example("disclosure_answer")) == whose({}) == ""
