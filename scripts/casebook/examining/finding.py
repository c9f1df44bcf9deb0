"""A finding: one thing that is not as it has to be, and its fix."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """`what` is wrong, where, in a line; `fix` is what to do. `must`: people are in danger or data are lost while it stands."""

    what: str
    fix: str
    must: bool = True
