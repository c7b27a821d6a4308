"""The smallest programs that do what the libraries alone can do: what our own code is measured against."""

import hashlib
import io
import os
from email import message_from_bytes
from email.header import decode_header, make_header
from pathlib import Path
from typing import Any

from django.db import transaction
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from viewflow import this
from viewflow.workflow import flow
from viewflow.workflow.lock import SelectForUpdateLock
from viewflow.workflow.models import Process
from viewflow.workflow.status import STATUS
from weasyprint import HTML

from benchmarks.models import STEPS, BareCase, BareLetter, BareRow
from documents import pdf


def store_letter(folder: Path, raw: bytes) -> None:
    """One file, fsynced, and one row, committed."""
    sha256 = hashlib.sha256(raw).hexdigest()
    with (folder / sha256).open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    BareLetter.objects.create(sha256=sha256)


def understand_letter(raw: bytes) -> None:
    """The standard library parses, one row keeps sender, subject and text."""
    message = message_from_bytes(raw)
    body = message.get_payload(decode=True)
    text = body.decode(message.get_content_charset("utf-8")) if isinstance(body, bytes) else ""
    subject = str(make_header(decode_header(message["Subject"])))
    BareLetter.objects.create(sender=message["From"], subject=subject, text=text)


def fsm_case() -> None:
    """Five locked transitions, each in its own transaction with a journal row."""
    case = BareCase.objects.create()
    for action in STEPS:
        with transaction.atomic():
            fresh = BareCase.objects.select_for_update().get(pk=case.pk)
            getattr(fresh, action)()
            fresh.save()
            BareRow.objects.create(case=fresh, action=action)


class BareFlow(flow.Flow):
    """A flow of viewflow alone: start, five tasks, end."""

    process_class = Process
    lock_impl = SelectForUpdateLock(nowait=False)

    start = flow.StartHandle().Next(this.accept)
    accept = flow.Handle().Next(this.compare)
    compare = flow.Handle().Next(this.submit)
    submit = flow.Handle().Next(this.approve)
    approve = flow.Handle().Next(this.close)
    close = flow.Handle().Next(this.end)
    end = flow.End()


def viewflow_case() -> None:
    """One process through five tasks, each locked and in its own transaction."""
    process = BareFlow.start.run()
    for name in STEPS:
        task = process.task_set.get(flow_task=getattr(BareFlow, name), status=STATUS.NEW)
        getattr(BareFlow, name).run(task)


def paper(html: str, tools: pdf.Press) -> bytes:
    """WeasyPrint alone on the same HTML, style sheet and fonts, prepared as ours are: PDF/A-3a with tags."""
    page = HTML(string=html, url_fetcher=tools.fetcher)
    made: Any = page.write_pdf(font_config=tools.fonts, stylesheets=[tools.css], **pdf.VARIANT)
    return bytes(made)


def sealed(html: str, tools: pdf.Press, signer: SimpleSigner) -> bytes:
    """The same, and pyHanko alone with the same key: an invisible certifying PAdES signature."""
    metadata = PdfSignatureMetadata(field_name="Seal", subfilter=SigSeedSubFilter.PADES, certify=True)
    writer = IncrementalPdfFileWriter(io.BytesIO(paper(html, tools)))
    signed: io.BytesIO = sign_pdf(writer, metadata, signer=signer, output=io.BytesIO())
    return signed.getvalue()
