"""The one typed reader of environment variables. Every variable is listed in README.md."""

import contextlib
import os
import secrets
from pathlib import Path

from environs import Env

env = Env()

BASE_DIR = Path(__file__).resolve().parent.parent


def data_dir() -> Path:
    """The isolated place that holds the embedded database, the files and the letters."""
    return Path(env.str("ZACHETKA_DATA", str(BASE_DIR / "var"))).resolve()


def secret_key(folder: Path) -> str:
    """SECRET_KEY from the environment, or one made at first start and kept in the data folder (mode 0600)."""
    given = env.str("SECRET_KEY", "")
    if given:
        return given
    kept = folder / "secret_key"
    if not kept.exists():
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".secret_key.{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        # link() and not rename(): of two processes starting together, the first one's key stays.
        with contextlib.suppress(FileExistsError):
            os.link(fresh, kept)
        fresh.unlink()
    return kept.read_text()
