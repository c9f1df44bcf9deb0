"""What became of a form: the page to go to, or the page it came from, with the form and why nothing was written."""

from dataclasses import dataclass

from casebook.decisions import Decision
from casebook.guard.forms import Form


@dataclass(frozen=True)
class Back:
    """A form that came back: why nothing was written, what was typed, and the lines written since it was opened."""

    kind: str
    words: str
    form: Form
    since: tuple[Decision, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of a form: the page to go to, or the page it came from, with the form and the status of the answer."""

    address: str
    status: int = 303
    back: Back | None = None

    @property
    def written(self) -> bool:
        return self.back is None
