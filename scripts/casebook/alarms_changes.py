"""Who a case was about when its face was approved, and who it is about now, as the log says which mentions are one person."""

from collections import defaultdict
from collections.abc import Iterable

from casebook import persons
from casebook.decisions import Decision, as_of
from casebook.told_here import PREFIX


class Changes:
    """The mentions that came to a case, or left it, since a place of the log."""

    def __init__(self, log: list[Decision]) -> None:
        self._log = log
        self._now = _mentions(log)
        self._ever = _mentions(line for line in as_of(log, None) if line.get("choice", "same") == "same")
        self._touched: dict[str, int] = defaultdict(int)
        lines = {(line.file, line.seq): line for line in log}
        for line in log:
            meant = lines.get((line.get("chain", line.file), line["undo"])) if line.kind == "undo" else line
            for mention in _named(meant) if meant else ():
                self._touched[mention] = line.place

    def since(self, case: str, place: int) -> dict[str, set[str]]:
        """{"merge": mentions that came, "split": mentions that left} since the line at that place was written.

        What somebody told of this very case, written down here, joins nobody: it is not said twice of two people, and
        what it tells is shown to nobody before it is read and approved.
        """
        now, ever = self._now.get(case, set()), self._ever.get(case, set())
        if max((self._touched[mention] for mention in ever | now), default=0) <= place:
            return {"merge": set(), "split": set()}
        before = _mentions(as_of(self._log, place)).get(case, set())
        came = {mention for mention in now - before if not mention.startswith(PREFIX)}
        return {"merge": came, "split": before - now}


def _mentions(log: Iterable[Decision]) -> dict[str, set[str]]:
    """The mentions of the person each open case is kept on."""
    lines = list(log)
    known = persons.judged(lines)
    return {case: known.person(members[0]) for case, members in persons.first_members(lines).items()}


def _named(line: Decision) -> list[str]:
    """The mentions a line judges."""
    return line["members"] if line.kind == "case" else [line["a"], line["b"]] if line.kind == "match" else []
