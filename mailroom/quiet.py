"""What the log may hold of an unexpected error: its class and where it happened, never its words.

An exception's text may quote a letter or an address; logs carry no personal data.
"""

from traceback import format_tb


def trace(error: BaseException) -> str:
    """Class name and places, innermost last."""
    return f"{type(error).__name__}\n{''.join(format_tb(error.__traceback__))}"
