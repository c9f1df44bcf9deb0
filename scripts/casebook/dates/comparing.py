"""Three-valued comparison of a partial date with days, for search: certainly, possibly or no; usable as SQL functions.

Each takes the bounds as ISO days or `datetime.date`, None for an open side, and answers None only when a day asked
for is missing.
"""

from datetime import date

Day = date | str | None


def _iso(day: Day) -> str | None:
    if day is None or day == "":
        return None
    return day.isoformat()[:10] if isinstance(day, date) else str(day)[:10]


def _answer(certain: bool, possible: bool) -> str:
    return "certainly" if certain else "possibly" if possible else "no"


def before(earliest: Day, latest: Day, day: Day) -> str | None:
    """Whether the date lies before `day`, which is excluded."""
    first, last, asked = _iso(earliest), _iso(latest), _iso(day)
    if asked is None:
        return None
    return _answer(last is not None and last < asked, first is None or first < asked)


def after(earliest: Day, latest: Day, day: Day) -> str | None:
    """Whether the date lies after `day`, which is excluded."""
    first, last, asked = _iso(earliest), _iso(latest), _iso(day)
    if asked is None:
        return None
    return _answer(first is not None and first > asked, last is None or last > asked)


def between(earliest: Day, latest: Day, start: Day, end: Day) -> str | None:
    """Whether the date lies from `start` to `end`, both included; no date lies in a span that ends before it begins."""
    first, last, low, high = _iso(earliest), _iso(latest), _iso(start), _iso(end)
    if low is None or high is None:
        return None
    certain = first is not None and last is not None and low <= first and last <= high
    possible = (first is None or first <= high) and (last is None or last >= low) and low <= high
    return _answer(certain and low <= high, possible)
