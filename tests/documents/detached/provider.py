"""Authorities and signers made with openssl, as a director's own provider would sign: GOST, RSA and elliptic curves."""

import subprocess
from dataclasses import dataclass
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

    def trusted_in(self, folder: Path) -> str:
        """The authority's certificate put into a folder of trusted ones."""
        folder.mkdir(exist_ok=True)
        (folder / "authority.cer").write_bytes((self.folder / "authority.pem").read_bytes())
        return str(folder)


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
