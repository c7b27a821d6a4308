"""What can be wrong with a key, a medium, a backup or the place that is to be filled."""


class ArchiveError(Exception):
    """Something a person has to put right; the words say what."""


class KeyUnfit(ArchiveError):
    """The key file is missing, readable by others, or no key of ours."""


class MediumUnfit(ArchiveError):
    """The medium cannot take a backup now."""


class MediumFull(MediumUnfit):
    """What is to be written does not fit there."""


class BackupDamaged(ArchiveError):
    """`file` is the first bad one, as a path on the medium; `fault` says what is wrong with it."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(f"{file}: {fault}")
        self.file = file
        self.fault = fault


class PlaceNotEmpty(ArchiveError):
    """A backup is restored into an empty place only."""


class DatabaseUnfit(ArchiveError):
    """The backup is of the other kind of database, or the tools of PostgreSQL fail."""


class HeadUnfit(ArchiveError):
    """The file is no head of a journal."""
