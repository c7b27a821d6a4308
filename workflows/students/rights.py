"""Who sees what of a personal file. Whole: office, director, archive. Picked: without identity and disclosures."""

from organisation.models import User
from organisation.profile import Profile
from organisation.roles import Role

WHOLE = frozenset({Role.OFFICE, Role.HEAD, Role.ARCHIVIST})
PICKED = frozenset({Role.DEPUTY, Role.REVIEWER, Role.TEACHER})
READERS = WHOLE | PICKED
WRITERS = frozenset({Role.OFFICE, Role.DEPUTY, Role.TEACHER, Role.REVIEWER})
IMPORTERS = frozenset({Role.OFFICE, Role.DEPUTY})
CONSENT_KEEPERS = frozenset({Role.OFFICE})
PACKERS = frozenset({Role.ARCHIVIST})
SUPPORTERS = frozenset({Role.OFFICE, Role.HEAD, Role.DEPUTY})
WATCHERS = frozenset({Role.HEAD, Role.ARCHIVIST})
CONTROLLERS = frozenset({Role.HEAD, Role.DEPUTY})


def sees_whole(user: User) -> bool:
    """Whether this person sees identity data and disclosures too."""
    return user.has_role(*WHOLE)


def may_write(user: User) -> bool:
    """Whether this person enters achievements and results; the author and the time are kept."""
    return user.has_role(*WRITERS)


def may_pack(user: User) -> bool:
    """Whether this person takes the whole file as one package: the archive alone."""
    return user.has_role(*PACKERS)


def may_import(user: User) -> bool:
    """Whether this person takes over lists from other systems."""
    return user.has_role(*IMPORTERS)


def keeps_consents(user: User) -> bool:
    """Whether this person notes consents and their withdrawal."""
    return user.has_role(*CONSENT_KEEPERS)


def sees_conditions(user: User) -> bool:
    """Whether this person sees and marks the special learning conditions of a student."""
    return user.has_role(*SUPPORTERS)


def watches(user: User) -> bool:
    """Whether this person sees who opened a personal file."""
    return user.has_role(*WATCHERS)


def controls(user: User) -> bool:
    """Whether this person sees what was entered by whom, and what is missing."""
    return user.has_role(*CONTROLLERS)


def takes_external(user: User, ours: Profile) -> bool:
    """Whether this person enters what other organisations gave: the supervisor, if there is one (000, 5.3)."""
    return not ours.supervisor or user.username == ours.supervisor
