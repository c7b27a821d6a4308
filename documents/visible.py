"""What a person sees of a text: signs without a shape change how it reads, or what a database takes, unseen."""

import unicodedata


def visible(text: str) -> str:
    """Without controls (line ends and tabs too), direction marks, zero-width signs, lone surrogates."""
    return "".join(each for each in text if unicodedata.category(each)[0] != "C")


def one_line(text: str) -> str:
    """Visible text with single spaces between its words."""
    return " ".join(visible(" ".join(text.split())).split())
