"""Checks the package that this file lies in, or one sealed paper. Needs Python 3.9 or later and nothing else.

    python3 verify.py [--head FILE]... [--key HEX] [--seal SHA256]
    python3 verify.py --paper FILE --seal SHA256

--head  a head of the journal that was kept elsewhere: the journal in the package must pass through it
--key   the public key that heads are signed with, known from elsewhere (needs openssl)
--seal  the SHA-256 of the certificate of the organisation's seal, known from elsewhere (needs openssl)

--paper one PDF: is this file, to its last byte, sealed by the seal of --seal? (needs openssl)

Prints one JSON object: `whole`, `not_proven` in words, `faults` (what, where), and what was and was not checked. Exit
0 whole, 1 not whole, 2 wrong usage. Without --head and --key somebody who writes the whole package anew is not found.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
MANIFEST, TAG_MANIFEST = "manifest-sha256.txt", "tagmanifest-sha256.txt"
FIRST = "0" * 64
SIGNED = b"zachetka journal head 1\n"
ED25519 = bytes.fromhex(
    "302a300506032b6570032100"
)  # RFC 8410: what stands before the 32 bytes of a public key
HASH = re.compile(r"[0-9a-fA-F]{64}")
ROOM = re.compile(rb"<[0-9a-fA-F]+>")  # where the signature stands: it alone is not under the signature
STAMP = b"/ETSI.RFC3161"
RANGE = re.compile(rb"/ByteRange\s*\[\s*0\s+(\d{1,10})\s+(\d{1,10})\s+(\d{1,10})\s*\]")
NOT_CHECKED = "not checked"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as file:
        for piece in iter(lambda: file.read(1024 * 1024), b""):
            found.update(piece)
    return found.hexdigest()


def packed(value: Any) -> str:
    return json.dumps(value, separators=(",", ":"))


def lines(name: str) -> Iterator[Any]:
    path = ROOT / "data" / name
    if path.is_file():
        with path.open(encoding="utf-8") as file:
            for each in file:
                yield json.loads(each)


def manifest(name: str) -> Iterator[tuple[str, str]]:
    """Path and hash of every line of a manifest."""
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        found, _, path = line.partition("  ")
        yield path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%"), found


def files_of(name: str) -> Iterator[tuple[str, str]]:
    """What is wrong (fault, where) with the files that a manifest names."""
    if not (ROOT / name).is_file():
        yield "missing_file", name
        return
    for path, wanted in manifest(name):
        if not (ROOT / path).is_file():
            yield "missing_file", path
        elif digest(ROOT / path) != wanted:
            yield "changed_file", path


def strange_files() -> Iterator[tuple[str, str]]:
    """Files of the payload that no manifest names, and tag files that this format does not have."""
    named = {path for path, _ in manifest(MANIFEST)} if (ROOT / MANIFEST).is_file() else set()
    for path in sorted((ROOT / "data").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and name not in named:
            yield "strange_file", name


def leaf_of(entry: dict[str, Any]) -> str:
    told = [entry[name] for name in ("entry", "at", "actor", "kind", "subject", "commitment")]
    return sha256(packed(told).encode())


def chain_of(year: int, passed: list[str]) -> Iterator[tuple[str, str]]:
    """Faults of the chain of a year; `passed` gets the hash at every position."""
    previous, where = FIRST, f"data/journal/{year}.jsonl"
    for position, (link, told) in enumerate(lines(f"journal/{year}.jsonl"), 1):
        leaf = told if isinstance(told, str) else leaf_of(told)
        if link != sha256(packed([year, position, previous, leaf]).encode()):
            yield "broken_chain", f"{where}, line {position}"
            return
        if not isinstance(told, str) and told["commitment"] != sha256(
            (told["salt"] + told["payload"]).encode()
        ):
            yield "changed_entry", f"{where}, line {position}"
        passed.append(link)
        previous = link


def meets(head: dict[str, Any], passed: dict[int, list[str]], where: str) -> Iterator[tuple[str, str]]:
    """Faults of the chains against a head."""
    for each in head["years"]:
        links = passed.get(each["year"])
        if links is None or not each["count"]:
            continue
        if len(links) < each["count"]:
            yield "shorter_than_head", f"journal of {each['year']} against {where}"
        elif links[each["count"] - 1] != each["hash"]:
            yield "not_the_head", f"journal of {each['year']} against {where}"


def papers(listed: list[Any]) -> Iterator[tuple[str, str]]:
    """Papers against their list, and the list against journal and register."""
    known = {each["sha256"] for each in listed}
    for each in listed:
        if (
            each["file"] is not None
            and (ROOT / each["file"]).is_file()
            and digest(ROOT / each["file"]) != each["sha256"]
        ):
            yield "not_the_paper", each["file"]
    for path in sorted((ROOT / "data" / "journal").glob("*.jsonl")):
        for position, (_, told) in enumerate(lines(f"journal/{path.name}"), 1):
            issued = not isinstance(told, str) and told["kind"] == "version"
            if issued and json.loads(told["payload"])["sha256"] not in known:
                yield "paper_not_listed", f"{told['subject']} (data/journal/{path.name}, line {position})"


def register() -> Iterator[tuple[str, str]]:
    """Lines of one register stand in the order of their numbers, none twice."""
    last: dict[tuple[str, str], int] = {}
    for position, each in enumerate(lines("register.jsonl"), 1):
        key = (each["register"], each["period"])
        if each["n"] <= last.get(key, 0):
            yield "register_order", f"data/register.jsonl, line {position}: {each['number']}"
        last[key] = each["n"]


def openssl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["openssl", *arguments], capture_output=True, check=False)  # noqa: S603, S607


def head_is_signed(head: dict[str, Any], key: str) -> bool:
    """Whether the key signed this head; the key is known from elsewhere, not from the head itself."""
    told = {name: value for name, value in head.items() if name not in ("public_key", "signature")}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "key").write_bytes(ED25519 + bytes.fromhex(key))
        (place / "told").write_bytes(
            SIGNED + json.dumps(told, sort_keys=True, separators=(",", ":")).encode()
        )
        (place / "signature").write_bytes(bytes.fromhex(head["signature"]))
        found = openssl(
            "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", f"{place}/key", "-rawin",
            "-in", f"{place}/told", "-sigfile", f"{place}/signature",
        )  # fmt: skip
    return found.returncode == 0


def seal_of(content: bytes, wanted: str) -> str | None:
    """Fault of a sealed PDF, or None: the last signature must be sound, ours, and cover the file to its end."""
    ranges = [list(map(int, each.groups())) for each in RANGE.finditer(content)]
    if not ranges:
        return "seal_missing"
    first, second, length = ranges[-1]
    if second + length != len(content):
        return "bytes_behind_the_seal"
    if not ROOM.fullmatch(content[first:second]):
        return "seal_broken"
    digits = content[first + 1 : second - 1]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "signed").write_bytes(content[:first] + content[second:])
        cms = bytes.fromhex(digits.decode("ascii") if len(digits) % 2 == 0 else "")
        end = 4 + int.from_bytes(cms[2:4], "big")  # DER; behind it the room is filled with zeros alone
        if cms[:2] != b"\x30\x82" or len(cms) < end or any(cms[end:]):
            return "seal_broken"
        (place / "cms").write_bytes(cms)
        found = openssl(
            "cms", "-verify", "-binary", "-inform", "DER", "-in", f"{place}/cms", "-content", f"{place}/signed",
            "-noverify", "-signer", f"{place}/signer", "-out", f"{place}/out",
        )  # fmt: skip
        if found.returncode or not (place / "signer").is_file():
            return "seal_broken"
        der = openssl("x509", "-in", f"{place}/signer", "-outform", "DER").stdout
    return None if sha256(der) == wanted else "foreign_seal"


def seals(listed: list[Any], wanted: str, stamped: list[str]) -> Iterator[tuple[str, str]]:
    """Faults of the seals of issued papers. What a timestamp lies over is not judged here: `stamped` gets it."""
    for each in listed:
        if (
            not each["issued"]
            or not (each["file"] or "").endswith(".pdf")
            or not (ROOT / each["file"]).is_file()
        ):
            continue
        content = (ROOT / each["file"]).read_bytes()
        if STAMP in content:
            stamped.append(each["file"])
        elif fault := seal_of(content, wanted):
            yield fault, each["file"]


def absent(paper: dict[str, Any]) -> dict[str, Any]:
    """Why a listed paper is not in the package; of one that was destroyed, the number of the act and its day."""
    told = paper.get("destroyed") or {"act": None, "on": None}
    return {"sha256": paper["sha256"], "title": paper["title"], "why": paper["absent"], **told}


def not_proven(head: bool, key: bool, seal: bool, stamped: int) -> list[str]:
    """In words, what a reader may not conclude from `whole`."""
    found = []
    if not (head or key or seal):
        found.append("that the package comes from the school: anybody can write such a package anew")
    if not head:
        found.append("that the journal is the one of the day of a head kept elsewhere (no --head)")
    if not key:
        found.append("that the school signed the head in the package (no --key, or no openssl)")
    if not seal:
        found.append("that the seals of the papers are the school's (no --seal, or no openssl)")
    if stamped:
        found.append(f"the seals of {stamped} papers with a timestamp (see seals_not_checked)")
    return found


def one_paper(path: Path, wanted: str) -> dict[str, Any]:
    """Whether a file is sealed with this seal to its last byte; whether it is in force only the register knows."""
    content = path.read_bytes()
    fault = "timestamped" if STAMP in content else seal_of(content, wanted)
    return {
        "whole": fault is None,
        "not_proven": ["that the paper is still in force: ask the school's register"],
        "faults": [{"what": fault, "where": str(path)}] if fault else [],
        "sha256": sha256(content),
        "seals": NOT_CHECKED if fault == "timestamped" else "checked",
    }


def check(options: argparse.Namespace) -> dict[str, Any]:
    """Everything that can be checked with what was given."""
    able = shutil.which("openssl") is not None
    faults = [*files_of(TAG_MANIFEST), *files_of(MANIFEST), *strange_files()]
    passed: dict[int, list[str]] = {}
    for path in sorted((ROOT / "data" / "journal").glob("*.jsonl")):
        year = int(path.stem)
        faults += chain_of(year, passed.setdefault(year, []))
    own = json.loads((ROOT / "data" / "head.json").read_text())
    faults += meets(own, passed, "data/head.json")
    for each in options.head:
        faults += meets(json.loads(each.read_text()), passed, str(each))
    listed = list(lines("papers.jsonl"))
    faults += [*papers(listed), *register()]
    key, seal = options.key and able, options.seal and able
    if key and not head_is_signed(own, options.key):
        faults.append(("head_not_signed", "data/head.json"))
    stamped: list[str] = []
    if seal:
        faults += seals(listed, options.seal, stamped)
    return {
        "whole": not faults,
        "not_proven": not_proven(bool(options.head), bool(key), bool(seal), len(stamped)),
        "faults": [{"what": what, "where": where} for what, where in faults],
        "papers": len(listed),
        "absent": [absent(each) for each in listed if each["absent"]],
        "links": sum(map(len, passed.values())),
        "heads": len(options.head) or NOT_CHECKED,
        "head_signature": "checked" if key else NOT_CHECKED,
        "seals": "checked" if seal else NOT_CHECKED,
        "seals_not_checked": stamped,
    }


def hexadecimal(text: str) -> str:
    """64 hexadecimal signs, as openssl and people write them: colons, spaces and case do not matter."""
    signs = re.sub(r"[\s:]", "", text)
    if not HASH.fullmatch(signs):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a value of 64 signs 0-9 and a-f; leave out an option that you have no value for"
        )
    return signs.lower()


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--head", action="append", default=[], type=Path)
    parser.add_argument("--key", type=hexadecimal)
    parser.add_argument("--seal", type=hexadecimal)
    parser.add_argument("--paper", type=Path)
    options = parser.parse_args()
    for each in [*options.head, *([options.paper] if options.paper else [])]:
        if not each.is_file():
            parser.error(f"there is no file {each}; leave out an option that you have no value for")
    if options.paper and not options.seal:
        parser.error("--paper needs --seal: the fingerprint that the school told you")
    if options.paper and not shutil.which("openssl"):
        parser.error("--paper needs openssl, which is not installed here")
    try:
        answer = one_paper(options.paper, options.seal) if options.paper else check(options)
    except (OSError, ValueError, KeyError, TypeError) as error:
        answer = {
            "whole": False,
            "faults": [{"what": "unreadable", "where": f"{type(error).__name__}: {error}"}],
        }
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False, indent=1).encode() + b"\n")
    return 0 if answer["whole"] else 1


if __name__ == "__main__":
    sys.exit(main())
