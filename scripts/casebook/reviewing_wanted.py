"""What a form of the research site asks to have written, and what is said of one that leaves something open."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from casebook.decisions import Decision
from casebook.folders import Folders
from casebook.speaking import N_

# What is said where something that was looked at before a line is written does not hold.
REFUSED = {
    "changed": N_("What readers would see is not what this page showed any more. Look at it again: nothing was written."),
    "unanswered": N_("Say who else could have known it, in each box: without that it cannot be shown."),
    "gone": N_("One of these two is in no record any more. Load the page again."),
    "open": N_("A case was opened on this person meanwhile. Load the page again."),
}


class Unclear(Exception):
    """A form that leaves something open: nothing is written, and the words say what is to be done."""


@dataclass(frozen=True)
class Wanted:
    """What a form asks for: a line of a kind with these fields ('' where only the edition is made anew), the keys of what
    it decides on, and the page to show. `first` is called before it is written, and tells why it cannot be. `waits`: the
    page is shown a moment later, with what followed from it; without, at once, as where many are decided in a row.
    `several`: where a form asks for more than one line, gives them, each with its kind and its reason; they are written
    together or not at all, and `asks` tells a line that is one of them. `then` receives a file for a source, once, in the
    name of the account; it is taken in before anything else is told of the form. `silent`: `then` is all that is done, and
    nothing is told of it."""

    kind: str
    values: dict[str, Any]
    subjects: tuple[str, ...]
    page: str
    first: Callable[[Folders], str] = field(default=lambda folders: "")
    waits: bool = True
    several: Callable[[Folders], list[dict[str, Any]]] | None = None
    asks: Callable[[Decision], bool] | None = None
    then: Callable[[Folders, str], None] | None = None
    silent: bool = False

    def asks_for(self, one: Decision) -> bool:
        """Whether this line says what the form asks to have written."""
        if self.asks:
            return self.asks(one)
        return one.kind == self.kind and all(one.get(name) == value for name, value in self.values.items())
