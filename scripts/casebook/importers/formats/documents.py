"""What a written document gives to the reader of testimonies: its lines, and where each stands."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Line(NamedTuple):
    """One line of text, the number of the paragraph, page or line it stands in, and what else is known of it."""

    text: str
    place: int
    notes: dict[str, list[str]] | None = None


@dataclass
class Document:
    """The lines of a document in order; `unit` says what their places count: line, paragraph or page."""

    unit: str
    lines: list[Line]
    notes: dict[str, Any] = field(default_factory=dict)
