"""Doubts about a source: which cases rest on it, as far as the log says which mentions are one person."""

from collections.abc import Iterable, Iterator

from casebook import persons
from casebook.decisions import Decision


def doubted(log: Iterable[Decision]) -> Iterator[tuple[str, Decision]]:
    """(case key, line) for each doubt in force and each open case that has a mention in a record of its source.

    Mentions in dispute count as the person's: holding back too much is the smaller mistake.
    """
    lines = list(log)
    doubts = [line for line in lines if line.live and line.kind == "doubt"]
    if not doubts:
        return
    known = persons.judged(lines)
    together = {mention: group for group in (*known.groups, *known.torn) for mention in group}
    members: dict[str, set[str]] = {}
    for line in lines:
        if line.live and line.kind == "case":
            found = members.setdefault(line["case"], set())
            found.update(*(together.get(mention, {mention}) for mention in line["members"]))
    for doubt in doubts:
        start = f"{doubt['source']}:"  # a key of a mention begins with that of its record, and that with its source
        yield from ((case, doubt) for case, found in members.items() if any(one.startswith(start) for one in found))
