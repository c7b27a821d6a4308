"""Template tags of the shared components: shapes, statuses, bars, errors. Markup: templates/components/."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from workflows.cases.shapes import SHAPES, STATUSES, TILE_SIGNS
from workflows.cases.shown import LetterRow

register = template.Library()

LETTER_LOOKS = {
    "received": "done",
    "accepted": "done",
    "handed": "done",
    "queued": "queued",
    "retrying": "queued",
    "held": "attention",
    "bounced": "failed",
    "failed": "failed",
}


@register.simple_tag
def shape(name: str) -> SafeString:
    """A drawing beside words: never alone, therefore hidden from screen readers."""
    drawing = mark_safe(SHAPES[name])  # noqa: S308  # our own constant
    return format_html(
        '<svg class="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', drawing
    )


@register.simple_tag
def status(kind: str, text: str) -> SafeString:
    """Word + shape + colour. `kind` is a key of STATUSES."""
    look = STATUSES[kind]
    return format_html(
        '<span class="status {}">{}<span>{}</span></span>', look.colour, shape(look.shape), text
    )


@register.simple_tag
def letter_proof(letter: LetterRow) -> SafeString:
    """What proves that a letter was sent, in words that never say more than is known."""
    text = {
        "received": _("received"),
        "accepted": _("accepted by the server"),
        "handed": _("handed over"),
        "queued": _("waiting to be sent"),
        "retrying": _("not accepted yet, will be tried again"),
        "held": _("held until you say so"),
        "bounced": _("did not arrive"),
        "failed": _("could not be sent"),
    }[letter.proof]
    return status(LETTER_LOOKS[letter.proof], text)


@register.simple_tag
def verdict_colour(verdict: str) -> str:
    """The colour class of a verdict's label; a verdict without a look of its own stays plain."""
    return STATUSES[verdict].colour if verdict in STATUSES else ""


@register.simple_tag
def verdict_shape(verdict: str) -> SafeString | str:
    """The shape that stands in a verdict's label."""
    return shape(STATUSES[verdict].shape) if verdict in STATUSES else ""


@register.simple_tag
def error_list(form: BaseForm | None = None, forms: Sequence[BaseForm] | None = None) -> list[dict[str, str]]:
    """Every error of one or several forms: its words and the id of the field they lead to ("" for none).

    A form among several may carry a `heading` ("Course 2"), which then stands before the name of the field.
    """
    found = []
    for each in [form] if form else forms or ():
        heading = getattr(each, "heading", "")
        found += [{"target": "", "words": str(text)} for text in each.non_field_errors()]
        for field in each:
            name = f"{heading}, {field.label}" if heading else field.label
            found += [{"target": _anchor(field), "words": f"{name}: {text}"} for text in field.errors]
    return found


def _anchor(field: BoundField) -> str:
    """The id to jump to: for radios and checkbox lists the first of them; none for a hidden field."""
    if field.is_hidden:
        return ""
    first = next(iter(field.subwidgets), None) if field.use_fieldset else None
    return first.id_for_label or field.auto_id if first else field.auto_id


@register.inclusion_tag("components/bar.html")
def bar(percent: int, threshold: int) -> dict[str, Any]:
    """A scale of 0–100 % with a tick at the threshold; hidden from screen readers, the words say the same."""
    return {"width": max(0, min(percent, 100)), "threshold": threshold, "short": percent < threshold}


@register.simple_tag
def tiles(verdicts: Sequence[str]) -> SafeString:
    """One tile per course, two in a row, four at most: what became of the packet, as a picture."""
    drawn = list(verdicts)[:4]
    return format_html(
        '<svg class="tiles" viewBox="0 0 48 48" aria-hidden="true" focusable="false">{}</svg>',
        format_html_join("", "{}", ((_tile(index, verdict),) for index, verdict in enumerate(drawn))),
    )


def _tile(index: int, verdict: str) -> SafeString:
    return format_html(
        '<g transform="translate({} {})"><rect class="{}" x="1" y="1" width="21" height="21" rx="3"/>'
        '<path class="sign {}" d="{}"/></g>',
        24 * (index % 2),
        24 * (index // 2),
        verdict,
        verdict,
        TILE_SIGNS[verdict],
    )


@register.inclusion_tag("components/pages.html", takes_context=True)
def pages(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Earlier and later pages of a list, keeping the other parts of the query."""
    query = context["request"].GET.copy()
    query.pop("page", None)
    return {"page": page, "query": query.urlencode()}
