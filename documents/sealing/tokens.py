"""The key of the seal on a token or HSM: it never leaves there. PKCS#11, through pyHanko.

A session may end at any moment (the token was pulled, the HSM restarted): it is opened anew, once for each seal.
"""

import asyncio
import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

import pkcs11
from asn1crypto import x509
from django.core.exceptions import ImproperlyConfigured
from pkcs11.constants import Attribute, ObjectClass, TokenFlag
from pkcs11.exceptions import PinIncorrect, PinInvalid, PinLenRange, PinLocked, PKCS11Error
from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer

from documents.sealing import keys

KNOWN = ("token", "object", "module-path")
PIN_REFUSED = (PinIncorrect, PinInvalid, PinLenRange, PinLocked)
# One library for a process, and one at a time: many tokens do not bear two calls at once.
_one_at_a_time = threading.RLock()


@dataclass(frozen=True)
class Address:
    """Where the key is: the library of the token, the token's label, and the label of key and certificate."""

    module: str
    token: str
    label: str


def address(uri: str) -> Address:
    """Read "pkcs11:token=School;object=seal?module-path=/usr/lib/…" (RFC 7512). ImproperlyConfigured says what is off.

    A PIN is never part of it: addresses get into logs and lists of processes.
    """
    path, _, query = uri.removeprefix(keys.URI_SCHEME).partition("?")
    parts = [each.partition("=") for each in (*path.split(";"), *query.split("&")) if each]
    given = {name: unquote(value) for name, _, value in parts}
    strange = [name for name in given if name not in KNOWN]
    if strange:
        raise ImproperlyConfigured(
            f"SEAL_KEY: {strange[0]!r} is not understood; known are {', '.join(KNOWN)}"
        )
    missing = [name for name in KNOWN if not given.get(name)]
    if missing:
        raise ImproperlyConfigured(f"SEAL_KEY: {missing[0]!r} is missing in the address of the token")
    return Address(given["module-path"], given["token"], given["object"])


def certificate(uri: str) -> bytes:
    """The certificate beside the key, DER; tokens show it without a PIN. ImproperlyConfigured."""
    place = address(uri)
    with _one_at_a_time, _explained(place):
        token = _token(place)
        with token.open() as session:
            wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.LABEL: place.label}
            found = [bytes(each[Attribute.VALUE]) for each in session.get_objects(wanted)]
    if len(found) != 1:
        raise ImproperlyConfigured(
            f"the token {place.token!r} holds {len(found)} certificates called {place.label!r}"
        )
    return found[0]


class TokenSigner(Signer):
    """Signs on the token, from any thread of this process."""

    def __init__(self, place: Address, pin: str, signing_cert: x509.Certificate) -> None:
        super().__init__(signing_cert=signing_cert)
        self._place, self._pin, self._certificate = place, pin, signing_cert
        self._cert_registry.register(signing_cert)
        self._open: PKCS11Signer | None = None

    def prepare(self) -> None:
        """Log in and find the key. ImproperlyConfigured when token, PIN or label is wrong."""
        with _one_at_a_time:
            if self._open is None:
                self._open = self._opened()

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        """The signature over the data. ImproperlyConfigured when the token does not answer, nor does a new session."""
        return await asyncio.get_running_loop().run_in_executor(None, self._signed, data, digest_algorithm)

    def _signed(self, data: bytes, digest_algorithm: str) -> bytes:
        with _one_at_a_time:
            self.prepare()
            try:
                return self._once(data, digest_algorithm)
            except PKCS11Error:
                self._forget()
            self.prepare()
            with _explained(self._place):
                return self._once(data, digest_algorithm)

    def _once(self, data: bytes, digest_algorithm: str) -> bytes:
        assert self._open is not None
        signature: bytes = asyncio.run(self._open.async_sign_raw(data, digest_algorithm))
        return signature

    def _opened(self) -> PKCS11Signer:
        with _explained(self._place):
            token = _token(self._place)
            # A wrong PIN in a part that is started again and again would lock the token.
            if token.flags & (TokenFlag.USER_PIN_FINAL_TRY | TokenFlag.USER_PIN_LOCKED):
                raise ImproperlyConfigured(
                    f"the token {self._place.token!r} is locked or has one attempt left: the PIN is not tried"
                )
            session = token.open(user_pin=self._pin or None)
            signer = PKCS11Signer(
                session,
                signing_cert=self._certificate,
                key_label=self._place.label,
                # Hashed here: not every token hashes for elliptic curves.
                use_raw_mechanism=self._certificate.public_key.algorithm == "ec",
            )
            assert signer.signing_cert is not None  # asking for it looks for the key too
            return signer

    def _forget(self) -> None:
        """The library starts anew: after a token was pulled, handles of its old life are of no use."""
        if self._open is not None:
            with contextlib.suppress(PKCS11Error):
                self._open.pkcs11_session.close()
            self._open = None
        with contextlib.suppress(PKCS11Error):
            pkcs11.lib(self._place.module).reinitialize()


@contextlib.contextmanager
def _explained(place: Address) -> Iterator[None]:
    """What the library says, as a sentence for whoever set it up. The PIN is in none of them."""
    try:
        yield
    except PIN_REFUSED as error:
        raise ImproperlyConfigured(
            f"the token {place.token!r} refuses the PIN of SEAL_PASSWORD ({type(error).__name__})"
        ) from None
    except PKCS11Error as error:
        told = str(error) or type(error).__name__
        raise ImproperlyConfigured(f"the token {place.token!r} does not serve: {told}") from error


def _token(place: Address) -> pkcs11.Token:
    try:
        library = pkcs11.lib(place.module)
    except RuntimeError as error:  # PKCS11Error is one too: the library is there and refuses
        raise ImproperlyConfigured(f"the PKCS#11 library {place.module} cannot be used: {error}") from error
    there = list(library.get_tokens())
    found = [each for each in there if each.label == place.token]
    if len(found) != 1:
        names = ", ".join(sorted(repr(each.label) for each in there)) or "none"
        raise ImproperlyConfigured(f"{len(found)} tokens are called {place.token!r}; there are: {names}")
    return found[0]
