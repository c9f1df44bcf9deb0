"""Statistics of an edition: exact counts over its rows, rounded ones over cases that are only counted; never one total."""

from collections import Counter
from collections.abc import Iterable, Mapping

from casebook.consents_faces import Face

SHOWN, OTHERS = "shown", "others"
Count = tuple[str, str]  # topic and code


def counted(faces: Iterable[Face], topics: Iterable[str]) -> Counter[Count]:
    """How many of these cases have each code of each topic; an arrest counts by its year, where it can be no other."""
    found: Counter[Count] = Counter()
    wanted = tuple(topics)
    for face in faces:
        for topic in wanted:
            code = _year(face["columns"]) if topic == "arrest" else face["columns"].get(topic)
            if code is not None:
                found[topic, code] += 1
    return found


def rounded(counts: Mapping[Count, int], before: Mapping[Count, int], unit: int, *, may_rise: bool) -> dict[Count, int]:
    """The counts as they are told: to the next multiple of `unit`, none under it, and `before` until it is `unit` off.

    What was told stays while fewer than `unit` have come or gone, so that one case more or less changes no figure but one
    that falls under `unit`. A figure rises, or is new, only where `may_rise`; it falls at once.
    """
    found = {}
    for key, now in counts.items():
        was = before.get(key, 0)
        was = 0 if was % unit else was  # it was rounded otherwise
        keeps = abs(now - was) < unit or (now > was and not may_rise)
        told = was if keeps else (now + unit // 2) // unit * unit
        if now >= unit and told:
            found[key] = told
    return found


def table(shown: Mapping[Count, int], others: Mapping[Count, int]) -> list[tuple[int, str, str, int, str]]:
    """The rows of `statistics`: number, topic, code, cases, scope."""
    both = [(*key, cases, scope) for scope, counts in ((SHOWN, shown), (OTHERS, others))
            for key, cases in sorted(counts.items())]
    return [(number, *row) for number, row in enumerate(both, 1)]


def _year(columns: Mapping[str, str | None]) -> str | None:
    """The year of the arrest, when it can be no other."""
    years = {(columns.get(name) or "")[:4] for name in ("arrest_earliest", "arrest_latest")}
    return years.pop() or None if len(years) == 1 else None
