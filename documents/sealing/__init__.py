"""The organisation's seal on every issued version: invisible, PAdES, beside PDF/A-3a and PDF/UA-1.

`seal` is all that the rest of the product needs. The key is in documents.sealing.keys, the signing in
documents.sealing.pades, what a sealed file is worth in documents.verification.
"""

from collections.abc import Callable

from django.utils.module_loading import import_string

# By name: pyHanko takes 0.8 s to import, and every command imports the making of papers.
_SIGN = "documents.sealing.pades.seal"
_PREPARE = "documents.sealing.pades.prepare"


def seal(content: bytes) -> bytes:
    """The file with the organisation's seal appended; what was there stays byte for byte. 60 ms, 20 KB.

    ImproperlyConfigured when the configured key cannot be read.
    """
    sign: Callable[[bytes], bytes] = import_string(_SIGN)
    return sign(content)


def warm_up() -> None:
    """Load the key and the library when a worker starts, not when somebody waits; a key that is wrong shows then."""
    prepare: Callable[[], object] = import_string(_PREPARE)
    prepare()
