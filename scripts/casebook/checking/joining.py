"""Which cases the log found to be about one person, worked out in this program's own way."""

from collections.abc import Iterable
from typing import Any

Line = dict[str, Any]
Pair = frozenset[str]


def joined(live: list[Line]) -> dict[str, str]:
    """younger case: older case, of those whose first mentions are judged the same, through however many others.

    A group in which somebody also judged two different is in dispute, and no case in it is taken for another one.
    """
    choices = _choices(live)
    beside: dict[str, set[str]] = {}
    for pair in (pair for pair, choice in choices.items() if choice == "same"):
        for mention in pair:
            beside.setdefault(mention, set()).update(pair)
    apart = [pair for pair, choice in choices.items() if choice == "different"]
    keeper: dict[str, str] = {}
    found = {}
    for case, members in _members(live).items():
        person = reached(members[:1], beside)
        if not any(pair <= person for pair in apart):
            older = keeper.setdefault(min(person), case)
            found |= {case: older} if older != case else {}
    return found


def reached(mentions: Iterable[str], beside: dict[str, set[str]]) -> set[str]:
    """Every mention that leads from these to it, they among them."""
    found: set[str] = set()
    todo = list(mentions)
    while todo:
        mention = todo.pop()
        if mention not in found:
            found.add(mention)
            todo += beside.get(mention, ())
    return found


def _members(live: list[Line]) -> dict[str, list[str]]:
    """The mentions that the last line of each case names; the oldest case first."""
    return {line["case"]: line["members"] for line in live if line["kind"] == "case"}


def _choices(live: list[Line]) -> dict[Pair, str]:
    """The last word on each pair: those a match names, and the mentions of a case with the first of them by key."""
    last = {line["case"]: place for place, line in enumerate(live) if line["kind"] == "case"}
    found: dict[Pair, str] = {}
    for place, line in enumerate(live):
        if line["kind"] == "match":
            found[frozenset((line["a"], line["b"]))] = line["choice"]
        elif line["kind"] == "case" and last[line["case"]] == place:
            first, *others = sorted(set(line["members"]))
            found |= {frozenset((first, other)): "same" for other in others}
    return {pair: choice for pair, choice in found.items() if len(pair) > 1}
