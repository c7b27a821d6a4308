"""A bucket of an S3-compatible server, or a folder of it. Whatever fails there is an OSError that says what.

Server, names and secrets come from the variables and files that boto3 reads itself (AWS_ENDPOINT_URL_S3,
AWS_ACCESS_KEY_ID …); a profile of the AWS files stands before an @: s3://profile@bucket/folder.
"""

import base64
import errno
import hashlib
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any, BinaryIO, cast
from urllib.parse import urlsplit

import boto3
from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    EndpointConnectionError,
    NoCredentialsError,
    ProfileNotFound,
)
from django.conf import settings
from urllib3.exceptions import HTTPError

from storage.remote import Absent, Unavailable
from storage.sums import sha256_of

if TYPE_CHECKING:
    from typing_extensions import Buffer

ATTEMPTS = 3
WHOLE = 16 * 1024 * 1024  # bytes: a longer file goes in parts
PARTS = TransferConfig(multipart_threshold=WHOLE, multipart_chunksize=8 * 1024 * 1024, max_concurrency=2)
IN_MEMORY = 8 * 1024 * 1024  # bytes: a longer file waits on the disk of the data folder
ABSENT, EXISTS, NOT_DONE = {"404", "NoSuchKey"}, {"412", "PreconditionFailed"}, {"501", "NotImplemented"}
RACED = {"409", "ConditionalRequestConflict"}


@dataclass(frozen=True)
class Found:
    """An object: its bytes, and how many seconds ago it was written by the server's clock."""

    size: int
    age: float


@dataclass(frozen=True)
class Box:
    """A folder of a bucket; keys are relative to it."""

    url: str

    def __str__(self) -> str:
        return self.url

    def put(self, key: str, data: bytes) -> bool:
        """Store bytes unless the key is taken; whether it was free. Servers without conditional writes write again."""
        with self._said(key):
            try:
                answer = self._put(key, data, IfNoneMatch="*")
            except ClientError as error:
                if _code(error) in EXISTS | RACED:
                    return False
                if _code(error) not in NOT_DONE:
                    raise
                answer = self._put(key, data)
        self._compare(key, hashlib.sha256(data).digest(), answer)
        return True

    @contextmanager
    def writing(self, key: str) -> Iterator[BinaryIO]:
        """A file to write to; it is sent and compared when the block ends well, and nothing is left when not."""
        with tempfile.SpooledTemporaryFile(IN_MEMORY, dir=str(settings.DATA_DIR)) as spooled:
            file = cast("BinaryIO", spooled)
            yield file
            self._send(key, file)

    @contextmanager
    def open(self, key: str) -> Iterator[BinaryIO]:
        """The bytes as a stream. FileNotFoundError."""
        with self._said(key):
            body = self._client.get_object(Bucket=self._bucket, Key=self._key(key))["Body"]
        stream = io.BufferedReader(_Body(body, f"{self.url}/{key}"), 1024 * 1024)
        try:
            yield cast("BinaryIO", stream)
        finally:
            body.close()

    def look(self, key: str) -> Found | None:
        """What is there, if anything."""
        try:
            with self._said(key):
                answer = self._client.head_object(Bucket=self._bucket, Key=self._key(key))
        except FileNotFoundError:
            return None
        now = parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
        return Found(answer["ContentLength"], (now - answer["LastModified"]).total_seconds())

    def touch(self, key: str) -> None:
        """It counts as written just now. FileNotFoundError."""
        where = {"Bucket": self._bucket, "Key": self._key(key)}
        with self._said(key):
            self._client.copy_object(**where, CopySource=where, MetadataDirective="REPLACE", Metadata={})

    def delete(self, key: str) -> None:
        """Delete an object, if it is there."""
        with self._said(key):
            self._client.delete_object(Bucket=self._bucket, Key=self._key(key))

    def every(self, beginning: str = "") -> Iterator[tuple[str, int]]:
        """(key, bytes) of all objects whose key begins so, in the order of their keys."""
        with self._said(beginning):
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=self._key(beginning)
            )
            for page in pages:
                for each in page.get("Contents", ()):
                    yield each["Key"].removeprefix(self._key("")), each["Size"]

    def folders(self, folder: str) -> list[str]:
        """The names of the folders in a folder, in order."""
        with self._said(folder):
            start = self._key(f"{folder}/")
            pages = self._client.get_paginator("list_objects_v2").paginate(
                Bucket=self._bucket, Prefix=start, Delimiter="/"
            )
            found = [each["Prefix"] for page in pages for each in page.get("CommonPrefixes", ())]
        return sorted(each.removeprefix(start).rstrip("/") for each in found)

    def drop_unfinished(self, older_than: float) -> None:
        """Throw away the parts of files whose sending was cut off so many seconds ago, where the server lists them."""
        with self._said(""):
            try:
                answer = self._client.list_multipart_uploads(Bucket=self._bucket, Prefix=self._key(""))
            except ClientError as error:
                if _code(error) in NOT_DONE | {"NoSuchUpload"}:
                    return
                raise
            now = parsedate_to_datetime(answer["ResponseMetadata"]["HTTPHeaders"]["date"])
            for each in answer.get("Uploads", ()):
                if (now - each["Initiated"]).total_seconds() > older_than:
                    self._client.abort_multipart_upload(
                        Bucket=self._bucket, Key=each["Key"], UploadId=each["UploadId"]
                    )

    def _send(self, key: str, file: BinaryIO) -> None:
        size = file.tell()
        file.seek(0)
        sha256 = sha256_of(file).digest()
        file.seek(0)
        with self._said(key):
            if size <= WHOLE:
                answer = self._put(key, file.read())
            else:
                self._client.upload_fileobj(file, self._bucket, self._key(key), Config=PARTS)
                answer = {}
        self._compare(key, sha256, answer)

    def _put(self, key: str, data: bytes, **more: str) -> dict[str, Any]:
        summed = base64.b64encode(hashlib.sha256(data).digest()).decode()
        where = {"Bucket": self._bucket, "Key": self._key(key)}
        answer: dict[str, Any] = self._client.put_object(**where, Body=data, ChecksumSHA256=summed, **more)
        return answer

    def _compare(self, key: str, sha256: bytes, answer: dict[str, Any]) -> None:
        """The server's own word for the SHA-256, or reading back: many servers do not look at what they store."""
        if answer.get("ChecksumSHA256") == base64.b64encode(sha256).decode():
            return
        with self.open(key) as stored:
            there = sha256_of(stored).digest()
        if there != sha256:
            self.delete(key)
            raise Unavailable(f"{self.url}/{key}: other bytes are stored there than were sent")

    @contextmanager
    def _said(self, key: str) -> Iterator[None]:
        try:
            yield
        except ClientError as error:
            code, words = _code(error), error.response.get("Error", {}).get("Message", "")
            if code == "NoSuchBucket":
                raise Absent(f"{self.url}: there is no such bucket") from error
            if code in ABSENT:
                raise FileNotFoundError(errno.ENOENT, "no such object", f"{self.url}/{key}") from error
            raise Unavailable(f"{self.url}: the server answers {code} {words}".rstrip()) from error
        except (EndpointConnectionError, NoCredentialsError, ProfileNotFound) as error:
            raise Absent(f"{self.url}: {error}") from error
        except (BotoCoreError, HTTPError) as error:
            raise Unavailable(f"{self.url} does not answer: {error}") from error

    def _key(self, key: str) -> str:
        folder = urlsplit(self.url).path.strip("/")
        return f"{folder}/{key}" if folder else key

    @property
    def _bucket(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def _client(self) -> Any:
        return _client(urlsplit(self.url).username, settings.S3_TIMEOUT)


class _Body(io.RawIOBase):
    """A body on its way; what breaks off is an OSError."""

    def __init__(self, body: Any, name: str) -> None:
        self.body, self.called = body, name

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "Buffer") -> int:
        view = memoryview(buffer)
        try:
            piece = self.body.read(len(view))
        except (BotoCoreError, HTTPError) as error:
            raise Unavailable(f"{self.called} breaks off: {error}") from error
        view[: len(piece)] = piece
        return len(piece)


def _code(error: ClientError) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


@cache
def _client(profile: str | None, timeout: float) -> Any:
    """One client a profile: making one costs a third of a second, and threads may share it."""
    config = Config(
        connect_timeout=timeout,
        read_timeout=timeout,
        retries={"mode": "standard", "total_max_attempts": ATTEMPTS},
        # Servers that do not know the newer trailing checksums refuse them; ours is sent as a header.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    return boto3.Session(profile_name=profile).client("s3", config=config)
