"""An isolated installation for the tests that start real processes; the same one that the crash tests use."""

from tests.crash.conftest import model_place, place  # noqa: F401  # fixtures
