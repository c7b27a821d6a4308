"""A duplicate takes the place of its certificate: the register says so, and the records point to the paper in force."""

from documents import making
from documents.making import NeverPrintable
from documents.models import Document, Version, VersionStatus
from documents.verification.known import DUPLICATE
from organisation.models import User
from records.models import PortfolioItem, Reward
from workflows.derived import masters


def replace(master: Version, duplicate: Version, by: User) -> None:
    """In the transaction that commits the duplicate. NeverPrintable: the master was revoked meanwhile."""
    Document.objects.select_for_update().get(pk=master.document_id)
    if not masters.may_duplicate(master):
        raise NeverPrintable("the certificate is no longer in force")
    number = duplicate.entry.number if duplicate.entry else ""
    making.set_status(master, VersionStatus.Status.SUPERSEDED, actor_id=by.pk, reason=f"{DUPLICATE}{number}")
    for reward in Reward.objects.filter(certificate_sha256=master.sha256):
        reward.number, reward.certificate_sha256 = number, duplicate.sha256
        reward.save()
        item = {"title": f"{reward.title} № {number}", "document_sha256": duplicate.sha256}
        PortfolioItem.objects.filter(reward=reward).update(**item)
