"""The one-time code that lets the first administrator in while the place is empty.

Without it the first visitor of a fresh public address could make themselves administrator.
"""

import hashlib
import secrets

from django.db import transaction

from organisation.models import Edition, SetupCode


def place_is_empty() -> bool:
    """True until a profile exists: only then does first set-up answer."""
    return not Edition.objects.exists()


@transaction.atomic
def new_code() -> str:
    """Make a fresh code of 80 bits for the console, as "12345-6789a-…"; the earlier one is void."""
    bare = secrets.token_hex(10)
    code = "-".join(bare[start : start + 5] for start in range(0, 20, 5))
    SetupCode.objects.all().delete()
    SetupCode.objects.create(digest=_digest(code))
    return code


def is_right(code: str) -> bool:
    """Compare in constant time; blanks, case and hyphens do not matter."""
    kept = SetupCode.objects.values_list("digest", flat=True).first()
    return kept is not None and secrets.compare_digest(kept, _digest(code))


def claim(code: str) -> bool:
    """Use the code up, in the caller's transaction: of two at the same moment one gets True."""
    deleted, _ = SetupCode.objects.filter(digest=_digest(code)).delete()
    return deleted > 0


def void() -> None:
    """Set-up is done: no code is right any more."""
    SetupCode.objects.all().delete()


def _digest(code: str) -> str:
    """SHA-256 of the bare code; 80 random bits need no slow hash."""
    bare = "".join(each for each in code.lower() if each.isalnum())
    return hashlib.sha256(bare.encode()).hexdigest()
