"""The key of the seal on a token: SoftHSM stands for it. The key never leaves, sessions are lost, PINs are wrong."""

import logging
import subprocess
import sys

import pkcs11
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from django.core.exceptions import ImproperlyConfigured
from pkcs11.constants import Attribute, CertificateType, ObjectClass
from pkcs11.util.ec import decode_ec_private_key

from documents import making, sealing
from documents.sealing import keys, pades, tokens
from documents.verification.judging import judge
from tests.documents.sealing.sealed import drawn

MODULE = "/usr/lib/softhsm/libsofthsm2.so"
PIN = "74185296"


@pytest.fixture(scope="module")
def hsm(tmp_path_factory):
    """A token with an EC key and its certificate, both called "seal". One library for the process."""
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    (folder / "conf").write_text(f"directories.tokendir = {folder}/tokens\nlog.level = ERROR\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOFTHSM2_CONF", str(folder / "conf"))
        command = ["softhsm2-util", "--init-token", "--free", "--label", "School 118"]
        subprocess.run([*command, "--pin", PIN, "--so-pin", "1234567"], check=True, capture_output=True)
        key, certificate, _ = pkcs12.load_key_and_certificates(keys.self_signed("Seal on a token"), None)
        plain = key.private_bytes(Encoding.DER, PrivateFormat.TraditionalOpenSSL, NoEncryption())
        token = pkcs11.lib(MODULE).get_token(token_label="School 118")
        named = {Attribute.LABEL: "seal", Attribute.TOKEN: True}
        with token.open(rw=True, user_pin=PIN) as session:
            session.create_object({**decode_ec_private_key(plain), **named, Attribute.SIGN: True})
            session.create_object(
                {
                    **named,
                    Attribute.CLASS: ObjectClass.CERTIFICATE,
                    Attribute.CERTIFICATE_TYPE: CertificateType.X_509,
                    Attribute.SUBJECT: certificate.subject.public_bytes(),
                    Attribute.VALUE: certificate.public_bytes(Encoding.DER),
                }
            )
        yield
        pades._sealer.cache_clear()
        keys._on_token.cache_clear()


@pytest.fixture
def token(hsm, settings, tmp_path):
    """The seal configured to lie there, its PIN in a file, as secrets are handed out."""
    pkcs11.lib(MODULE).reinitialize()  # a process logs in once
    secret = tmp_path / "pin"
    secret.write_text(f"{PIN}\n")
    settings.SEAL_KEY = f"pkcs11:token=School%20118;object=seal?module-path={MODULE}"
    settings.SEAL_PASSWORD_FILE = str(secret)
    return settings


def test_papers_are_sealed_by_the_token_and_a_lost_session_is_opened_anew(token):
    found = judge(sealing.seal(drawn()), keys.ours())
    assert (found.finding, found.signer) == ("intact", "Seal on a token")
    assert not keys.current().self_made
    sealer = pades.prepare().signer
    sealer._open.pkcs11_session.close()
    assert judge(sealing.seal(drawn()), keys.ours()).finding == "intact"
    pkcs11.lib(MODULE).reinitialize()  # as after the token was pulled out
    assert judge(sealing.seal(drawn()), keys.ours()).finding == "intact"


SEAL = """
import sys
import django
django.setup()
from documents import sealing
sys.stdout.buffer.write(sealing.seal(sys.stdin.buffer.read()))
"""


def test_another_process_seals_beside_this_one(token, monkeypatch):
    for name in ("SEAL_KEY", "SEAL_PASSWORD_FILE"):
        monkeypatch.setenv(name, getattr(token, name))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "config.settings")
    monkeypatch.setenv("ZACHETKA_DATA", str(token.DATA_DIR))
    command = [sys.executable, "-c", SEAL]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "cwd": token.BASE_DIR}
    with subprocess.Popen(command, **pipes) as other:
        other.stdin.write(drawn())
        other.stdin.close()
        assert judge(sealing.seal(drawn()), keys.ours()).finding == "intact"
        assert judge(other.stdout.read(), keys.ours()).finding == "intact"


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        (
            "pkcs11:token=School 119;object=seal?module-path={}",
            "0 tokens are called 'School 119'.*'School 118'",
        ),
        ("pkcs11:token=School 118;object=stamp?module-path={}", "0 certificates called 'stamp'"),
        ("pkcs11:token=School 118;object=seal?module-path=/nowhere.so", "/nowhere.so cannot be used"),
        ("pkcs11:token=School 118;object=seal", "'module-path' is missing"),
        (
            "pkcs11:token=School 118;object=seal?pin-value=74185296&module-path={}",
            "'pin-value' is not understood",
        ),
    ],
)
def test_what_is_wrong_is_said_before_anybody_waits_for_a_paper(token, uri, said):
    token.SEAL_KEY = uri.format(MODULE)
    with pytest.raises(ImproperlyConfigured, match=said) as raised:
        sealing.warm_up()
    assert PIN not in str(raised.value)


def test_a_wrong_pin_is_said_without_telling_any_and_a_paper_waits_for_its_seal(token, tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    (tmp_path / "pin").write_text("111122")
    with pytest.raises(ImproperlyConfigured, match="refuses the PIN"):
        sealing.warm_up()
    with pytest.raises(making.SealAway):
        making._sealed(drawn())
    assert "a paper waits for its seal" in caplog.text
    assert "111122" not in caplog.text + repr(keys.current())
    token.SEAL_PASSWORD_FILE = str(tmp_path / "none")
    with pytest.raises(ImproperlyConfigured, match="SEAL_PASSWORD_FILE cannot be read"):
        sealing.warm_up()


def test_a_pin_that_is_about_to_lock_the_token_is_not_tried(token, monkeypatch):
    class LastChance:
        flags = pkcs11.constants.TokenFlag.USER_PIN_FINAL_TRY

        def open(self, **given):
            raise AssertionError("tried")

    key = keys.current()
    signer = tokens.TokenSigner(tokens.address(key.uri), "1", pades.prepare().signer.signing_cert)
    monkeypatch.setattr(tokens, "_token", lambda place: LastChance())
    with pytest.raises(ImproperlyConfigured, match="one attempt left"):
        signer.prepare()
