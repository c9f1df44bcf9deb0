"""Why linking suggests a pair, in words."""

from typing import Any

from casebook.pages import labels


def words(reason: Any) -> str:
    """A reason as linking writes it, a code or a code with what it is about, in words."""
    return labels.label("reasons", str(reason))
