"""Test 24, cookies: over HTTPS no neighbour can set them, and a browser never comes back without encryption."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from tests.builders import PASSWORD

pytestmark = pytest.mark.django_db

NAMES = (
    "SESSION_COOKIE_NAME", "SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SESSION_COOKIE_PATH",
    "SESSION_COOKIE_DOMAIN", "CSRF_COOKIE_NAME", "CSRF_COOKIE_SECURE", "CSRF_COOKIE_PATH",
    "CSRF_COOKIE_DOMAIN", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER", "ALLOWED_HOSTS",
)  # fmt: skip
ASK = f"""
import json
from config import settings
from django.conf import global_settings
print(json.dumps({{name: getattr(settings, name, getattr(global_settings, name)) for name in {NAMES!r}}}))
"""


def settings_of(folder: Path, **environment: str) -> dict[str, object]:
    """The product's settings in a process of its own."""
    variables = {**os.environ, "ZACHETKA_DATA": str(folder), **environment}
    done = subprocess.run(
        [sys.executable, "-c", ASK], env=variables, cwd=configured.BASE_DIR, capture_output=True, check=True
    )
    return json.loads(done.stdout)


def signed_in(settings, secure: dict[str, object]) -> tuple[Client, object]:
    for name, value in secure.items():
        setattr(settings, name, value)
    client = Client(headers={"x-forwarded-proto": "https"})
    return client, client.post("/sign-in/", {"username": "sedova", "password": PASSWORD})


def cookie_faults(client: Client) -> list[str]:
    """What makes a cookie settable or readable by others."""
    found = []
    for name, cookie in client.cookies.items():
        if not name.startswith("__Host-"):
            found.append(f"{name}: no __Host-")
        if not cookie["secure"] or cookie["domain"] or cookie["path"] != "/":
            found.append(f"{name}: {cookie.OutputString()}")
    return found


def test_over_https_cookies_are_of_this_host_alone_and_hsts_lasts_a_year(school, settings, tmp_path):
    secure = settings_of(tmp_path, PUBLIC_URL="https://zachetka.sever.example", BEHIND_PROXY="1")
    client, answer = signed_in(settings, {**secure, "ALLOWED_HOSTS": ["testserver"]})
    assert answer.status_code == 302 and len(client.cookies) == 2
    assert cookie_faults(client) == []
    assert client.cookies["__Host-session"]["httponly"]
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_an_ordinary_place_has_cookies_that_would_not_do_over_https(school, settings, tmp_path):
    client, _ = signed_in(settings, settings_of(tmp_path) | {"ALLOWED_HOSTS": ["testserver"]})
    assert len(cookie_faults(client)) == 4
