"""The page where anybody checks a file: judged on the server, nothing stored, no account and no script needed."""

from datetime import timedelta

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from documents.detached import judging, keeping, words
from documents.detached.findings import Detached, Standing
from documents.sealing import keys
from documents.verification import known
from workflows.cases import public_limits
from workflows.views.verdicts import VERDICTS

MEND, TOO_MANY = 422, 429
MOST = 60  # files from one place within PERIOD
PERIOD = timedelta(hours=1)


class FileForm(forms.Form):
    """The one file to judge."""

    file = forms.FileField(
        label=gettext_lazy("File of the paper"),
        help_text=gettext_lazy("The PDF as you received it. A photo or a scan carries no seal."),
    )

    signature = forms.FileField(
        label=gettext_lazy("Detached signature (.sig)"),
        required=False,
        help_text=gettext_lazy("If one came beside the paper."),
        widget=forms.FileInput(attrs={"accept": ".sig,.sgn,.p7s,.pem,.b64"}),
    )

    def clean_file(self) -> "UploadedFile[bytes]":
        """The upload; a file larger than any paper of ours is not judged."""
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        if (upload.size or 0) > settings.MAX_UPLOAD_BYTES:
            raise forms.ValidationError(_("The file is too large for a paper of ours."))
        return upload


@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """The form, and under it what the file is. The paper's number is told to whoever holds its file."""
    if request.method != "POST":
        return _page(request, FileForm())
    form = FileForm(request.POST, request.FILES)
    sound = form.is_valid()
    if public_limits.count("verify", public_limits.place(request), PERIOD) > MOST:
        form.add_error("file", _("Many files came from your place within an hour. Try again later."))
        return _page(request, form, status=TOO_MANY)
    if not sound:
        return _page(request, form, status=MEND)
    upload, beside = form.cleaned_data["file"], form.cleaned_data["signature"]
    content = upload.read()
    signed = keeping.judged(content, beside.read(judging.LARGEST + 1)) if beside else None
    return _page(request, FileForm(), known.verify(content), upload.name, signed=signed)


@require_safe
def how(request: HttpRequest) -> HttpResponse:
    """How a stranger checks a paper, in a screen of words."""
    return render(request, "public/verify_how.html", {"seals": sorted(keys.ours())})


def _page(
    request: HttpRequest,
    form: FileForm,
    answer: known.Answer | None = None,
    name: str = "",
    status: int = 200,
    *,
    signed: Detached | None = None,
) -> HttpResponse:
    key = keys.current()
    context = {
        "form": form,
        "answer": answer,
        "name": name,
        "verdict": VERDICTS[answer.verdict] if answer else None,
        "signed": signed
        and {
            "look": "success"
            if signed.is_qualified
            else "danger"
            if signed.standing is Standing.REVOKED
            else "warning",
            "sentences": [
                each
                for each in (words.mathematics(signed), words.standing(signed), words.whose(signed))
                if each
            ],
        },
        # Said of issued bytes alone: under a verdict on a changed or strange file it would contradict it.
        "sealed_by_us_alone": bool(
            answer and answer.is_issued and key.self_made and answer.judgement.fingerprint == key.fingerprint
        ),
        "seals": sorted(keys.ours()),
    }
    return render(request, "public/verify.html", context, status=status)
