"""What can be done to a sealed paper, with real bytes: each function takes the file and gives the forgery."""

import io
from collections.abc import Callable

import pikepdf
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from documents.sealing.pades import Sealer
from tests.documents.sealing.sealed import a_sealer, an_rsa_signer, clock, drawn, sealed, sign

Attack = Callable[[bytes], bytes]


def one_byte_of_the_page(paper: bytes) -> bytes:
    at = paper.index(b"stream") + 200
    return paper[:at] + bytes([paper[at] ^ 1]) + paper[at + 1 :]


def one_digit_of_the_signature(paper: bytes) -> bytes:
    at = paper.rindex(b"/Contents <") + 900
    return paper[:at] + (b"0" if paper[at : at + 1] != b"0" else b"1") + paper[at + 1 :]


def a_small_letter_for_a_capital(paper: bytes) -> bytes:
    start = paper.rindex(b"/Contents <")
    at = paper.index(b"A", start + 11)
    return paper[:at] + b"a" + paper[at + 1 :]


def something_in_the_room_of_the_signature(paper: bytes) -> bytes:
    at = paper.rindex(b"00>")
    return paper[:at] + b"41>" + paper[at + 3 :]


def the_claimed_range(paper: bytes) -> bytes:
    at = paper.rindex(b"/ByteRange [0 ") + len(b"/ByteRange [0 ")
    return paper[:at] + (b"1" if paper[at : at + 1] != b"1" else b"2") + paper[at + 1 :]


def a_page_added(paper: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(paper))
    empty = writer.add_object(generic.StreamObject(stream_data=b""))
    writer.insert_page(PageObject(contents=empty, media_box=(0, 0, 595, 842)))
    return written(writer)


def junk_appended(paper: bytes) -> bytes:
    return paper + b"\n% a remark of a stranger\n" + bytes(4000)


def one_space_appended(paper: bytes) -> bytes:
    return paper + b" "


def another_title(paper: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(paper))
    info = writer.trailer["/Info"]
    info["/Title"] = generic.TextStringObject("Diploma with honours")
    writer.update_container(info)
    return written(writer)


def another_title_and_saved_anew(paper: bytes) -> bytes:
    return saved(paper, lambda pdf: pdf.docinfo.__setitem__("/Title", "Diploma with honours"))


def only_saved_anew(paper: bytes) -> bytes:
    return saved(paper, lambda pdf: None)


def the_seal_stripped(paper: bytes) -> bytes:
    def strip(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/AcroForm"], pdf.Root["/Perms"], pdf.pages[0]["/Annots"]

    return saved(paper, strip)


def the_seal_cut_off(paper: bytes) -> bytes:
    return drawn()


def the_end_cut_off(paper: bytes) -> bytes:
    return paper[:-300]


def sealed_by_another_of_the_same_name(paper: bytes) -> bytes:
    return sign(drawn(), a_sealer("School 118"))


def sealed_by_another_with_our_certificate_in_front(paper: bytes) -> bytes:
    """A reader that takes the first certificate of the signature for the signer's reads the school's."""
    forger = an_rsa_signer("School 118")  # longer than the school's: the set of certificates is sorted
    ours = PdfFileReader(io.BytesIO(paper)).embedded_signatures[0].signer_cert
    certificates = SimpleCertificateStore()
    certificates.register_multiple([forger.signing_cert, ours])
    signer = SimpleSigner(forger.signing_cert, forger.signing_key, certificates)
    forged = sign(drawn(), Sealer(signer))
    first, second = (forged.lower().index(each.dump().hex().encode()) for each in (ours, forger.signing_cert))
    assert first < second
    return forged


def stripped_and_sealed_by_another(paper: bytes) -> bytes:
    return sign(the_seal_stripped(paper), a_sealer("A workshop of diplomas"))


def the_seal_of_another_paper(paper: bytes) -> bytes:
    other = sealed("reward_certificate")
    start = other.rindex(b"/Contents <")
    digits = other[start : other.index(b">", start) + 1]
    at = paper.rindex(b"/Contents <")
    return paper[:at] + digits + paper[at + len(digits) :]


def signed_by_another_on_top(paper: bytes) -> bytes:
    metadata = PdfSignatureMetadata(field_name="Another", subfilter=SigSeedSubFilter.PADES)
    # The library itself refuses to sign a file that allows no change.
    writer = IncrementalPdfFileWriter(io.BytesIO(paper), strict=False)
    del writer.root["/Perms"]
    writer.update_root()
    return PdfSigner(metadata, a_sealer("Notary").signer).sign_pdf(writer, output=io.BytesIO()).getvalue()


def another_title_under_another_timestamp(paper: bytes) -> bytes:
    writer = IncrementalPdfFileWriter(io.BytesIO(another_title(paper)))
    return PdfTimeStamper(clock()).timestamp_pdf(writer, "sha256", output=io.BytesIO()).getvalue()


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def saved(paper: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper)) as pdf:
        change(pdf)
        pdf.save(out)
    return out.getvalue()


FOUND: dict[Attack, str] = {
    one_byte_of_the_page: "altered",
    one_digit_of_the_signature: "altered",
    a_small_letter_for_a_capital: "altered",
    something_in_the_room_of_the_signature: "altered",
    the_claimed_range: "altered",
    a_page_added: "pages_changed",
    junk_appended: "junk_appended",
    one_space_appended: "junk_appended",
    another_title: "changed_later",
    another_title_and_saved_anew: "altered",
    only_saved_anew: "altered",
    the_seal_stripped: "seal_missing",
    the_seal_cut_off: "seal_missing",
    the_end_cut_off: "cut_short",
    sealed_by_another_of_the_same_name: "foreign_seal",
    sealed_by_another_with_our_certificate_in_front: "foreign_seal",
    stripped_and_sealed_by_another: "foreign_seal",
    the_seal_of_another_paper: "altered",
    signed_by_another_on_top: "changed_later",
    another_title_under_another_timestamp: "changed_later",
}
