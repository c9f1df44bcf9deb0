"""Disclosure control: who is told alike with enough others, in all editions that somebody may lay side by side.

k-anonymity (Sweeney 2002) over what all editions together say of a case, and distinct l-diversity (Machanavajjhala et
al. 2007) of what must not follow from it. Pure functions over what each edition says; where that comes from is not known here.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple


class Told(NamedTuple):
    """What one edition says of one case: all by which somebody may be known, and what must not follow for a whole crowd."""

    known_by: tuple[Any, ...]
    sensitive: tuple[Any, ...]


# What each edition says of a case, in the same order of editions for every case, the one that is being made last; None
# where an edition does not have the case: that it was not there yet tells it apart from others.
History = tuple[Told | None, ...]


def in_crowds(histories: Mapping[str, History], k: int, l: int) -> frozenset[str]:  # noqa: E741 - as the literature has it
    """The cases that every edition tells alike with at least k - 1 others, among whom no edition gives all the same away.

    The law: of the cases returned every group with one history has at least k members, and whatever an edition says of
    the group in a sensitive column is at least l different things, or nothing. Groups stand or fall as a whole, so
    that leaving one out changes no other.
    """
    groups: dict[tuple, list[str]] = defaultdict(list)
    for case, history in histories.items():
        groups[tuple(told and told.known_by for told in history)].append(case)
    return frozenset(case for group in groups.values() if is_crowd([histories[one] for one in group], k, l)
                     for case in group)


def is_crowd(alike: list[History], k: int, l: int) -> bool:  # noqa: E741
    """Are these cases, told alike by every edition, enough of them and different enough in what must not follow?"""
    return len(alike) >= k and all(_differ(edition, l) for edition in zip(*alike, strict=True) if edition[0])


def _differ(edition: Iterable[Told], l: int) -> bool:  # noqa: E741
    said = (set(values) - {None} for values in zip(*(told.sensitive for told in edition), strict=True))
    return all(not values or len(values) >= l for values in said)


def helps_most(histories: Mapping[str, History], fields: Mapping[str, Collection[int]], k: int,
               l: int) -> tuple[str, int] | None:  # noqa: E741
    """The field without which most of the cases now left out would be in a crowd, and how many; None if none helps.

    `fields`: for each the places of its columns in `known_by`. What earlier editions have said cannot be taken back, so
    only the edition that is being made is told without it.
    """
    crowd = in_crowds(histories, k, l)
    gained = {field: len(in_crowds({case: _without(history, places) for case, history in histories.items()}, k, l) - crowd)
              for field, places in fields.items()}
    best = max(gained, key=gained.__getitem__, default=None)
    return (best, gained[best]) if best and gained[best] else None


def _without(history: History, places: Collection[int]) -> History:
    *before, now = history
    known_by = tuple(None if place in places else value for place, value in enumerate(now.known_by))
    return (*before, now._replace(known_by=known_by))
