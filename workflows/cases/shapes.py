"""The shapes that stand beside words: a status reads the same without colour, in print and aloud.

SHAPES holds the drawing of each on a 16 × 16 grid (stroke and fill: static/zachetka/tokens.css);
STATUSES says which shape and colour every kind of status has.
"""

from typing import NamedTuple

SHAPES = {
    "diamond-solid": (
        '<path class="solid" d="M8 1 15 8 8 15 1 8z"/><path class="on-solid" d="M8 4.8v3.8M8 11v.2"/>'
    ),
    "diamond": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/><path d="M8 5v3.4M8 10.9v.2"/>',
    "disc": '<circle class="solid" cx="8" cy="8" r="6.2"/>',
    "half-disc": '<circle cx="8" cy="8" r="6.2"/><path class="solid" d="M8 1.8a6.2 6.2 0 0 0 0 12.4z"/>',
    "ring": '<circle cx="8" cy="8" r="6.2"/>',
    "bars": '<path class="heavy" d="M5.2 3v10M10.8 3v10"/>',
    "tick": '<path class="bold" d="M2.5 8.6 6.4 12.4 13.5 4"/>',
    "cross": '<path class="bold" d="m3.5 3.5 9 9m0-9-9 9"/>',
    "triangle": '<path d="M8 2 14.5 13.5h-13z"/>',
    "arrow": '<path d="M3 8h10M9 4l4 4-4 4"/>',
    "arrow-in": '<path d="M13 8H3M7 4 3 8l4 4"/>',
    "search": '<circle cx="7" cy="7" r="4.7"/><path d="m10.6 10.6 4 4"/>',
    "pen": '<path d="M2 14l1-4 8-8 3 3-8 8z"/>',
    "plus": '<path d="M8 2.5v11M2.5 8h11"/>',
    "download": '<path d="M8 2v8M4.5 7 8 10.5 11.5 7M2.5 14h11"/>',
    "envelope": '<rect x="1.5" y="3" width="13" height="10" rx="1"/><path d="m2 4 6 5 6-5"/>',
    "phone": ('<path d="M3 1.5h3l1 4-1.7 1a8 8 0 0 0 4.2 4.2l1-1.7 4 1v3A12 12 0 0 1 3 1.5z"/>'),
    "clip": (
        '<path d="M13 7.5 7.8 12.7a3.2 3.2 0 0 1-4.5-4.5L8.8 2.7a2.1 2.1 0 0 1 3 3L6.4 11a1 1 0 0 1-1.5-1.5'
        'L9.6 5"/>'
    ),
    "camera": '<path d="M1.5 4.5h3L6 2.5h4l1.5 2h3v9h-13z"/><circle cx="8" cy="8.7" r="2.6"/>',
    "lock": '<rect x="3" y="7" width="10" height="7.5" rx="1"/><path d="M5 7V5a3 3 0 0 1 6 0v2"/>',
    "printer": '<path d="M4 6V1.5h8V6M4 12H1.5V6h13v6H12M4 9.5h8v5H4z"/>',
}


class Look(NamedTuple):
    """How a kind of status looks: a key of SHAPES and a colour class of status.css."""

    shape: str
    colour: str


STATUSES = {
    "overdue": Look("diamond-solid", "red"),
    "error": Look("diamond-solid", "red"),
    "attention": Look("diamond", "amber"),
    "unknown": Look("diamond", "amber"),
    "today": Look("disc", "amber"),
    "tomorrow": Look("half-disc", "ink"),
    "waiting": Look("half-disc", "ink"),
    "week": Look("ring", "quiet"),
    "later": Look("ring", "quiet"),
    "queued": Look("ring", "quiet"),
    "paused": Look("bars", "quiet"),
    "done": Look("tick", "green"),
    "credited": Look("tick", "green"),
    "refused": Look("cross", "red"),
    "failed": Look("cross", "red"),
    "assessment": Look("triangle", "petrol"),
}

# One tile per course, in rows of two: partly credited is a picture of the packet.
TILE_SIGNS = {
    "credited": "m6 12 4 4 8-9",
    "assessment": "M11.5 6 17.5 16.5H5.5z",
    "refused": "m7 7 9 9m0-9-9 9",
}
