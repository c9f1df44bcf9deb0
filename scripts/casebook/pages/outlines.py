"""The region drawn to a plane: outlines of counties and prefectures, and where on it a place of the gazetteer is."""

import json
from functools import cache
from typing import Any, NamedTuple

from casebook.folders import REPOSITORY
from casebook.pages.labels import NEAR
from casebook.places_table import code_of, units

FILE = REPOSITORY / "static" / "outlines" / "xinjiang.json"


class Spot(NamedTuple):
    """Where a place is drawn: its code, its level (county or prefecture), and the point in the units of the drawing."""

    code: str
    level: str
    x: int
    y: int


@cache
def drawing() -> dict[str, Any]:
    """`width`, `height`, `counties` and `prefectures` {code: {path, at, box}}, as static/outlines/xinjiang.json has them."""
    return json.loads(FILE.read_text(encoding="utf-8"))


def spot(place: str) -> Spot | None:
    """Where a value of the column `place` is on the drawing; None for larger, other or unknown places.

    A place that is only said to be near another is where that one is.
    """
    code = code_of(place.removeprefix(NEAR))
    for level in ("counties", "prefectures"):
        if code in drawing()[level]:
            return Spot(code, level, *drawing()[level][code]["at"])
    return None


def prefecture_of(code: str) -> str:
    """The prefecture that a county is drawn in; '' for cities directly under the region."""
    parent = units()[code].parent if code in units() else ""
    return parent if parent in drawing()["prefectures"] else ""


def window(code: str) -> tuple[int, int, int, int]:
    """The part of the drawing (x, y, width, height) that shows one prefecture, or the whole for any other code."""
    found = drawing()["prefectures"].get(code)
    if not found:
        return 0, 0, drawing()["width"], drawing()["height"]
    left, top, right, bottom = found["box"]
    margin = max(right - left, bottom - top) // 12
    return left - margin, top - margin, right - left + 2 * margin, bottom - top + 2 * margin


def degrees(spot: Spot) -> list[float]:
    """[longitude, latitude] (WGS 84) of a spot, to a hundredth of a degree."""
    across, down = drawing()["scale"]
    return [round(drawing()["west"] + spot.x / across, 2), round(drawing()["north"] - spot.y / down, 2)]
