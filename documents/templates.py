"""Templates of papers that apps outside of the table in documents.making bring along. Knows no models.

An app announces its own in AppConfig.ready, so that every process can draw them.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Template:
    """A paper's template in one edition; old editions stay, so that an old snapshot renders as it did."""

    path: str
    data_name: str  # name of the JSON inside the PDF


ADDED: dict[tuple[str, int], Template] = {}


def add(kind: str, edition: int, template: Template) -> None:
    """Announce a template. ValueError when another one has this kind and edition."""
    if ADDED.setdefault((kind, edition), template) != template:
        raise ValueError(f"{kind}, edition {edition}, has another template")
