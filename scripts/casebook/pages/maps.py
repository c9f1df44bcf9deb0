"""The map: the cases of a list by their place, as precise as it is told, on outlines that come from here."""

import math
from collections import defaultdict
from urllib.parse import urlencode

from casebook.pages import labels, listed, outlines
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.searching import Wanted, condition
from casebook.speaking import say

LARGEST = 26.0  # radius of the largest circle, in a window of the whole drawing
SMALLEST = 4.0
ONE = 7.0  # that of the circle of one case, where the largest leaves room for it


async def page(request, datasette):
    """The cases that the list with the same address has, by place; `in=CODE` shows one prefecture larger."""
    who = reader(datasette, request)
    wanted, zoom = listed.asked(request), request.args.get("in") or ""
    zoom = zoom if zoom in outlines.drawing()["prefectures"] else ""
    counted = await _counted(who, wanted)
    x, y, width, height = outlines.window(zoom)
    return await render(datasette, request, "map.html", {
        "title": say("Map"),
        "wanted": wanted,
        "found": sum(counted.values()),
        "drawing": outlines.drawing(),
        "window": f"{x} {y} {width} {height}",
        "scale": width / outlines.drawing()["width"],
        "zoom": zoom,
        "circles": _circles(counted, wanted, zoom, width / outlines.drawing()["width"]),
        "elsewhere": _elsewhere(counted, wanted),
        "prefectures": [(code, labels.place(code), _address(wanted, code)) for code in outlines.drawing()["prefectures"]],
        "whole": _address(wanted, ""),
    })  # fmt: skip


async def _counted(who: Reader, wanted: Wanted) -> dict[str, int]:
    """place as the list has it, '' where none is told: the number of cases."""
    where, values = condition(wanted, research=who.research)
    rows = await who.rows(f"SELECT coalesce(place, '') AS place, count(*) AS n FROM cases WHERE {where} GROUP BY 1", values)
    return {row["place"]: row["n"] for row in rows}


def _circles(counted: dict[str, int], wanted: Wanted, zoom: str, scale: float) -> list[dict]:
    """One circle a place of the drawing, large ones first so that small ones lie on top; areas are as the numbers."""
    by_spot: dict[outlines.Spot, list[tuple[str, int]]] = defaultdict(list)
    for place, n in counted.items():
        spot = outlines.spot(place)
        if spot and (not zoom or zoom in (spot.code, outlines.prefecture_of(spot.code))):
            by_spot[spot].append((place, n))
    most = max((sum(n for _, n in places) for places in by_spot.values()), default=1)
    unit = min(ONE, LARGEST / math.sqrt(most)) * scale
    found = []
    for spot, places in by_spot.items():
        n = sum(n for _, n in places)
        found.append({
            "x": spot.x, "y": spot.y, "n": n, "whole": spot.level == "prefectures",
            "r": round(max(unit * math.sqrt(n), SMALLEST * scale), 2),
            "label": labels.place(spot.code), "near": all(place.startswith(outlines.NEAR) for place, _ in places),
            "href": f"/cases?{_of(wanted, [place for place, _ in places])}",
        })  # fmt: skip
    return sorted(found, key=lambda one: (-one["n"], one["label"]))


def _elsewhere(counted: dict[str, int], wanted: Wanted) -> list[dict]:
    """The places that the drawing does not show, most cases first; last those of which no place is told."""
    rows = [{"label": labels.place(place), "n": n, "href": f"/cases?{_of(wanted, [place])}"}
            for place, n in counted.items() if place and outlines.spot(place) is None]  # fmt: skip
    rows.sort(key=lambda one: (-one["n"], one["label"]))
    return rows + ([{"label": "", "n": counted[""], "href": ""}] if counted.get("") else [])


def _of(wanted: Wanted, places: list[str]) -> str:
    rest = wanted.address(page=None, place=None)
    return "&".join(filter(None, (rest, urlencode([("place", place) for place in places]))))


def _address(wanted: Wanted, code: str) -> str:
    query = "&".join(filter(None, (wanted.address(page=None), urlencode({"in": code}) if code else "")))
    return f"/map?{query}" if query else "/map"
