"""Which lines of the log are about a subject: what one has to have seen before one decides on it."""

from collections.abc import Iterable

from casebook.decisions import Decision

# What a line may be about, by keys: a case, a claim, two mentions, a source, a campaign (which is a source too); and the
# mentions of a case (`members`).
SUBJECTS = ("case", "claim", "a", "b", "source", "campaign")


def about(log: Iterable[Decision], subjects: Iterable[str]) -> list[Decision]:
    """The lines on any of these subjects, named by their keys, and those that undo such a line."""
    wanted, found = set(subjects), {}
    for one in log:
        undoes = one.kind == "undo" and (one.get("chain", one.file), one["undo"]) in found
        if undoes or wanted & {*(one.get(name) for name in SUBJECTS), *one.get("members", ())}:
            found[one.file, one.seq] = one
    return list(found.values())
