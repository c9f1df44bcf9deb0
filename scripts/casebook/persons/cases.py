"""Which person each case is kept on, by the log; where two cases were found to be one, the older keeps its key."""

from collections.abc import Iterable

from casebook.decisions import Decision
from casebook.persons.law import Judged


def first_members(lines: Iterable[Decision]) -> dict[str, list[str]]:
    """case key: the mentions its last line names, the one the case stands on first; the oldest case first."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if line.live and line.kind == "case":
            found[line["case"]] = line["members"]
    return found


def joined_cases(lines: list[Decision], known: Judged) -> dict[str, str]:
    """younger case: older case, for those that were found to be one person. Whatever splits them again takes it out."""
    keeper: dict[str, str] = {}
    joined = {}
    for case, members in first_members(lines).items():
        person = min(known.person(members[0]))
        older = keeper.setdefault(person, case)
        if older != case:
            joined[case] = older
    return joined
