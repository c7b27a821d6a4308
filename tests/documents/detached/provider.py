"""Authorities and signers made with openssl, as a director's own provider would sign: GOST, RSA and elliptic curves."""

import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from documents.detached import openssl

SETTINGS = (
    openssl.WITH_GOST.decode()
    + """\
[req]
distinguished_name = name
[name]
[authority]
basicConstraints = critical,CA:true
subjectKeyIdentifier = hash
[person]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature,nonRepudiation
authorityKeyIdentifier = keyid
[qualified_person]
basicConstraints = critical,CA:false
keyUsage = critical,digitalSignature,nonRepudiation
authorityKeyIdentifier = keyid
# issuerSignTool: four empty names of means
1.2.643.100.112 = DER:30:08:0c:00:0c:00:0c:00:0c:00
[revoking]
database = index
certificate = authority.pem
private_key = authority.key
"""
)
ALGORITHMS = {
    "GOST R 34.10-2012": ("gost2012_256", "paramset:A"),
    "RSA": ("rsa:2048",),
    "ECDSA": ("ec", "ec_paramgen_curve:P-256"),
}


def _call(folder: Path, *arguments: object, content: bytes | None = None) -> bytes:
    command = ["openssl", *map(str, arguments)]
    environment = {"OPENSSL_CONF": str(folder / "settings"), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, cwd=folder, env=environment, input=content, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@dataclass(frozen=True)
class Signer:
    """A person with key and certificate."""

    folder: Path
    name: str

    @property
    def certificate(self) -> Path:
        """PEM."""
        return self.folder / f"{self.name}.pem"

    def sign(self, content: bytes, *options: str) -> bytes:
        """A detached signature, DER; options of `openssl cms` go behind."""
        who = ("-signer", self.certificate, "-inkey", self.folder / f"{self.name}.key")
        return _call(
            self.folder, *("cms", "-sign", "-binary", "-outform", "DER"), *who, *options, content=content
        )


@dataclass(frozen=True)
class Authority:
    """One that gives certificates; a folder with its own is what a school keeps as SIGNATURE_TRUST."""

    folder: Path
    algorithm: str

    def person(self, name: str, surname: str, given: str, *, qualified: bool = True) -> Signer:
        """A signer with a certificate of a year."""
        signer, subject = Signer(self.folder, name), f"/CN={surname} {given}/SN={surname}/GN={given}"
        key = self.folder / f"{name}.key"
        made = _call(self.folder, "req", "-new", *_fresh(self.algorithm, key), "-utf8", "-subj", subject)
        how = ("-extfile", "settings", "-extensions", "qualified_person" if qualified else "person")
        by = ("-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial", "-days", 365)
        _call(self.folder, "x509", "-req", *by, *how, "-out", signer.certificate, content=made)
        return signer

    def list_of_revoked(self, *revoked: "Signer", days: int = 30, at: datetime | None = None) -> bytes:
        """A list of revoked certificates (DER), revoked and issued at a moment, good for so many days from then."""
        at = at or datetime.now(UTC)
        (self.folder / "index").write_text("".join(_line(self.folder, each, at) for each in revoked))
        (self.folder / "index.attr").write_text("unique_subject = no\n")
        digest = "md_gost12_256" if "GOST" in self.algorithm else "sha256"
        how = ("-gencrl", "-config", "settings", "-name", "revoking", "-md", digest)
        when = ("-crl_lastupdate", _moment(at), "-crl_nextupdate", _moment(at + timedelta(days=days)))
        _call(self.folder, "ca", *how, *when, "-out", "list.pem")
        return _call(self.folder, "crl", "-in", "list.pem", "-outform", "DER")

    def trusted_in(self, folder: Path) -> str:
        """The authority's certificate put into a folder of trusted ones."""
        folder.mkdir(exist_ok=True)
        (folder / "authority.cer").write_bytes((self.folder / "authority.pem").read_bytes())
        return str(folder)


def _line(folder: Path, signer: Signer, at: datetime) -> str:
    """A line of the index of `openssl ca`: revoked, its term, since when, its number."""
    told = _call(folder, "x509", "-in", signer.certificate, "-noout", "-serial").decode()
    serial = told.strip().partition("=")[2]
    return f"R\t{_moment(at + timedelta(days=365))}\t{_moment(at)}\t{serial}\tunknown\t/CN={signer.name}\n"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%y%m%d%H%M%SZ}"


def _fresh(algorithm: str, key: Path) -> list[object]:
    kind, *more = ALGORITHMS[algorithm]
    return [
        "-newkey",
        kind,
        *(part for each in more for part in ("-pkeyopt", each)),
        "-nodes",
        "-keyout",
        key,
    ]


def an_authority(
    folder: Path, algorithm: str = "GOST R 34.10-2012", called: str = "Test authority"
) -> Authority:
    """A fresh root."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "settings").write_text(SETTINGS)
    own = ("-subj", f"/CN={called}", "-days", 3650, "-extensions", "authority", "-out", "authority.pem")
    _call(folder, "req", "-x509", "-utf8", *_fresh(algorithm, folder / "authority.key"), *own)
    return Authority(folder, algorithm)
