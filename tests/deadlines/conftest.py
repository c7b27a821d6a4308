"""The browser's fixtures for the pages of the calendar."""

from tests.browser import browse, chromium  # noqa: F401  # fixtures
