"""What the house knows of buckets without loading what speaks to them: how addresses begin, and how they fail."""

import errno

SCHEME = "s3://"


class Unavailable(OSError):
    """The server does not answer, refuses, or did not do what it was asked."""

    def __init__(self, words: str) -> None:
        super().__init__(errno.EIO, words)

    def __str__(self) -> str:
        return str(self.strerror)


class Absent(Unavailable):
    """There is no such server, or no such bucket."""
