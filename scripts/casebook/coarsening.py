"""Dates made as coarse as a policy says, before anything is approved."""

import calendar
import re
from functools import lru_cache

# A date as our readers write it: year, then month, third or season, then day, then how sure it is.
_DATE = re.compile(r"(\d{3}[\dX]|\d\dXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?([?~%]?)")
_PLAIN = re.compile(r"\d{4}-\d{2}-\d{2}")
LAST_MONTH = 12


@lru_cache(maxsize=1 << 15)
def coarsen(edtf: str | None, finest: str) -> str | None:
    """An EDTF date, interval or set with nothing finer than `finest` (year, month, day); None if not understood.

    `2017-05-03?` gives `2017-05?`, `[2018-03-04,2018-04-03]` gives `[2018-03,2018-04]`, `2017-05-01/2017-05-10` gives
    `2017-05` by month and `2017` by year.
    """
    if not edtf:
        return None
    if edtf[0] in "[{" and edtf[-1] in "]}":
        parts = [_one(part, finest) for part in re.split(r",|\.\.", edtf[1:-1])]
        joint = ".." if ".." in edtf else ","
        return _joined(parts, joint, edtf[0], edtf[-1])
    if "/" in edtf:
        return _joined([_one(part, finest) for part in edtf.split("/")], "/")
    return _one(edtf, finest)


@lru_cache(maxsize=1 << 15)
def coarsen_bound(day: str | None, finest: str, bound: str) -> str | None:
    """An ISO day moved outwards to the first (`earliest`) or last (`latest`) day of its month or year."""
    if not day or not _PLAIN.fullmatch(day):
        return None
    year, month = int(day[:4]), int(day[5:7])
    if finest == "day":
        return day
    if bound == "earliest":
        return f"{year:04}-{month if finest == 'month' else 1:02}-01"
    month = month if finest == "month" else LAST_MONTH
    return f"{year:04}-{month:02}-{calendar.monthrange(year, month)[1]:02}"


def _joined(parts: list[str | None], joint: str, before: str = "", after: str = "") -> str | None:
    if None in parts:
        return None
    different = list(dict.fromkeys(parts))
    return different[0] if len(different) == 1 and different[0] not in ("", "..") else before + joint.join(
        different if joint == "," else parts) + after


def _one(text: str, finest: str) -> str | None:
    if text in ("", ".."):
        return text
    match = _DATE.fullmatch(text)
    if not match:
        return None
    year, month, day, sure = match.groups()
    kept = {"year": 1, "month": 2, "day": 3}[finest]
    return "-".join([part for part in (year, month, day) if part][:kept]) + sure
