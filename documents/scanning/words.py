"""What a person is told when nothing can be made of a scan. The original is kept in every case."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

WORDS: dict[str, Promise] = {
    "absent": gettext_lazy("The program that reads scans is not installed here: ask the administrator."),
    "kind": gettext_lazy("This is neither a picture nor a PDF. The file is kept as it came."),
    "damaged": gettext_lazy("The file cannot be opened: it is damaged. It is kept as it came."),
    "encrypted": gettext_lazy("The PDF is locked with a password. Ask for it without the password."),
    "pixels": gettext_lazy("The picture is too large: at most 60 megapixels. It is kept as it came."),
    "pages": gettext_lazy("Too many pages: at most 100 in one document. Divide them."),
    "too_long": gettext_lazy("Reading took too long. The original is kept."),
    "signed": gettext_lazy("The PDF is signed: a clean copy would lose the signature. Use the original."),
    "failed": gettext_lazy("No clean document could be made. The originals are kept."),
}
