"""An answer that the director signs with a qualified signature: behind the link lie the paper and its .sig."""

from django.test import Client

from documents.detached import keeping
from documents.detached.findings import Detached, Mathematics, Standing
from mailroom.models import Outgoing
from organisation import profile
from tests.builders import amend_profile
from tests.workflows.disclosure.office import disclosed, opened, user
from workflows.cases import door, signing
from workflows.disclosure.links import living

FOUND = Detached(
    Mathematics.VALID,
    Standing.QUALIFIED,
    signer="Жарков Андрей Павлович",
    issuer="УЦ",
    serial="1f",
    fingerprint="a" * 64,
    valid_from="2026-01-01T00:00:00+00:00",
    valid_to="2027-01-01T00:00:00+00:00",
)


def test_the_link_opens_nothing_before_the_signature_and_both_files_after_it(maria):
    amend_profile(signing={"paper.disclosure": "qualified"})
    case = disclosed(opened(maria, delivery="link"))
    assert living(case) is None
    (paper,) = signing.packet(case.decision_number, case.number)
    head = profile.current().head_name
    keeping.keep(paper, b"signed", FOUND, assured="", head_name=head, by=user("zharkov"))
    case = door.move(case, "sign", user("zharkov"))
    letter = Outgoing.objects.filter(case_number=case.number).latest("pk")
    url = next(word for word in letter.text.split() if "/get/" in word).partition("8000")[2]
    posted = {"code": living(case).code}
    assert f"Подпись: {paper.document.title}" in Client().post(url, posted).content.decode()
    assert Client().post(url, {**posted, "place": "1"}).content == b"signed"
