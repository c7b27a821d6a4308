"""Judging a file by its bytes and the fingerprints of our seals alone. Pure; for a child process with limits.

A signature library's "valid" is not enough: a changed title and appended junk have passed as such. Only a file
that ends where our seal ends, or where the timestamps over it end, is intact.
"""

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import replace

from documents.verification import signatures, structure
from documents.verification.judgement import Finding, Judgement
from documents.verification.signatures import Signature


def judge_payload(payload: bytes) -> bytes:
    """For the sandbox: a line with the fingerprints as a JSON list, then the file; the judgement as JSON out."""
    ours, _, content = payload.partition(b"\n")
    return json.dumps(judge(content, frozenset(json.loads(ours))).as_json()).encode()


def judge(content: bytes, ours: Collection[str]) -> Judgement:
    """What the file is. `ours`: SHA-256 of the certificates of our seals, hex."""
    bare = Judgement(Finding.NOT_A_PDF, hashlib.sha256(content).hexdigest())
    if b"%PDF-" not in content[:1024]:
        return bare
    found = signatures.find(content)
    seals = [each for each in found if not each.stamp and each.fingerprint in ours]
    sound = [each for each in seals if each.sound]
    if sound:
        return _sealed(bare, content, sound[-1], found)
    if seals:
        cut = all(each.end > len(content) for each in seals)
        return _named(bare, Finding.CUT_SHORT if cut else Finding.ALTERED, seals[-1])
    return _without_seal(bare, content, found, ours)


def _sealed(bare: Judgement, content: bytes, seal: Signature, found: Sequence[Signature]) -> Judgement:
    """Our seal holds up to its end: what is behind it?"""
    stamp = _last_stamp(content, seal, found)
    end = stamp.end if stamp else seal.end
    issued = replace(
        _named(bare, Finding.INTACT, seal),
        stamped_at=stamp.at if stamp else "",
        issued_sha256=hashlib.sha256(content[:end]).hexdigest(),
    )
    if end == len(content):
        return issued
    finding, detail = _later(content[:end], content, added=any(each.end > end for each in found))
    return replace(issued, finding=finding, detail=detail)


def _last_stamp(content: bytes, seal: Signature, found: Sequence[Signature]) -> Signature | None:
    """The last timestamp over the seal with nothing else behind the seal; most files have none."""
    stamps = [each for each in found if each.stamp and each.sound and each.end > seal.end]
    sealed = content[: seal.end]
    over = (each for each in reversed(stamps) if structure.only_stamped(sealed, content[: each.end]))
    return next(over, None)


def _later(sealed: bytes, whole: bytes, *, added: bool) -> tuple[Finding, tuple[str, ...]]:
    """What the bytes behind a sealed file do. `added`: another signature lies there."""
    if b"startxref" not in whole[len(sealed) :]:
        return Finding.JUNK_APPENDED, (f"{len(whole) - len(sealed)} bytes",)
    before, after = structure.look(sealed), structure.look(whole)
    if before is None or after is None:
        return Finding.CHANGED_LATER, ("unreadable",)
    if before.pages != after.pages:
        return Finding.PAGES_CHANGED, (f"{before.pages} -> {after.pages}",)
    parts = (
        ("title", before.title != after.title),
        ("description", before.title == after.title and before.description != after.description),
        ("signature", added),
    )
    return Finding.CHANGED_LATER, tuple(name for name, is_so in parts if is_so) or ("content",)


def _without_seal(
    bare: Judgement, content: bytes, found: Sequence[Signature], ours: Collection[str]
) -> Judgement:
    """No seal of ours lies where it should: was there one once, is there another's, is it a paper at all?"""
    seen = structure.look(content)
    if found:
        return _named(bare, Finding.FOREIGN_SEAL, found[-1])
    if seen is None:
        return replace(bare, finding=Finding.UNREADABLE)
    of_ours = seen.maker == structure.MAKER
    if not seen.signatures:
        return replace(bare, finding=Finding.SEAL_MISSING if of_ours else Finding.NOT_OURS)
    signers = [each for each in map(signatures.certificate_of, seen.signatures) if each is not None]
    mark = next((each for each in map(signatures.fingerprint, signers) if each in ours), "")
    if mark or (of_ours and not signers):
        return replace(bare, finding=Finding.ALTERED, fingerprint=mark)
    name = signatures.name_of(signers[0]) if signers else ""
    return replace(bare, finding=Finding.FOREIGN_SEAL, signer=name)


def _named(bare: Judgement, finding: Finding, seal: Signature) -> Judgement:
    return replace(bare, finding=finding, signer=seal.signer, fingerprint=seal.fingerprint, sealed_at=seal.at)
