"""A certificate that was taken back is never told valid; where no current list is at hand, that is said."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from documents.detached import judging, keeping, words
from documents.detached.findings import Revocation, Standing
from tests.documents.detached.provider import an_authority

PAPER = b"%PDF-1.7\nDecision 118\n%%EOF\n"
NOW = datetime.now(UTC)


@pytest.fixture(scope="module", params=["GOST R 34.10-2012", "RSA"])
def authority(request, tmp_path_factory):
    """One root a kind of key."""
    return an_authority(tmp_path_factory.mktemp("authority"), request.param)


@pytest.fixture(scope="module")
def signature(head):
    """A sound one."""
    return head.sign(PAPER)


@pytest.fixture
def judged(authority, signature, settings, tmp_path):
    """The finding while these lists lie beside the authority's certificate."""

    def look(*lists: bytes, kept: datetime | None = None):
        settings.SIGNATURE_TRUST = authority.trusted_in(tmp_path / "trust")
        for old in Path(settings.SIGNATURE_TRUST).glob("*.crl"):
            old.unlink()
        for each in lists:
            (Path(settings.SIGNATURE_TRUST) / f"{hash(each)}.crl").write_bytes(each)
        return judging.judge(PAPER, signature, kept=kept)

    return look


def test_a_current_list_clears_or_condemns_and_the_newest_is_heard(authority, head, judged):
    earlier = authority.list_of_revoked(at=NOW - timedelta(hours=1))
    condemning = authority.list_of_revoked(head)
    found = judged(earlier)
    assert found.is_qualified and found.revocation is Revocation.GOOD
    found = judged(earlier, condemning)
    assert (found.standing, found.revocation) == (Standing.REVOKED, Revocation.REVOKED)
    assert not found.is_valid and not found.is_qualified
    assert not keeping.meets(found, "проверено на портале")  # no word of a person makes it good
    assert datetime.fromisoformat(found.revoked_at) >= NOW - timedelta(minutes=5)
    assert "верна" not in words.mathematics(found)
    said = words.standing(found)
    assert (
        "Недействительна" in said and f"отозван {datetime.fromisoformat(found.revoked_at):%d.%m.%Y}" in said
    )


def test_what_lay_here_before_the_revocation_stands(authority, head, judged):
    condemning = authority.list_of_revoked(head, at=NOW - timedelta(hours=2))
    assert judged(condemning, kept=NOW - timedelta(hours=1)).standing is Standing.REVOKED
    found = judged(condemning, kept=NOW - timedelta(hours=3))
    assert found.is_qualified and found.revocation is Revocation.REVOKED
    assert "Сертификат отозван" in words.standing(found)


def test_without_a_current_list_of_this_authority_it_is_said_that_nothing_was_checked(
    authority, head, judged, tmp_path
):
    long_ago = NOW - timedelta(days=60)
    outdated = authority.list_of_revoked(at=long_ago)
    stranger = an_authority(tmp_path / "other", authority.algorithm)  # of the same name
    theirs = stranger.list_of_revoked()
    for lists in ((), (outdated,), (theirs,), (b"junk",)):
        found = judged(*lists)
        assert found.is_qualified and found.revocation is Revocation.NOT_CHECKED
        assert "Отзыв не проверен" in words.standing(found)
    assert judged(theirs, authority.list_of_revoked(head, at=long_ago)).standing is Standing.REVOKED
