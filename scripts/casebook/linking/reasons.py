"""Why a pair is suggested: what agrees and what does not, as codes of the model with the values compared."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from casebook.linking.facts import EARLIEST, LATEST
from casebook.linking.model import Model
from casebook.linking.scoring import Scored

SURE = 0.9999  # is the most that is said: no machine is certain
TINY = 0.05  # a reason that weighs less either way is not told

# A record that refers to one with another name: a wrong number, or a relative's.
REFERS, MISDIRECTED = "reference.named", {"name.other", "name.hardly_alike", "name.word"}

SAME, RELATIVE, REFERENCE = "person", "relative", "reference"


def told(one: Scored, model: Model) -> str:
    """The reasons of a pair as JSON: a list of {"code", "weight", ...}, the weightiest first.

    `code` is the comparison and its level; `weight` log2 of how much likelier it makes one person than two. With a
    name go its spelling on either side, with a date its bounds (ISO days, null where open), with a place the shared codes.
    """
    found = []
    for place, (comparison, gamma) in enumerate(zip(model.comparisons, one.levels, strict=True)):
        level = comparison.level(gamma)
        if level and abs(one.weights[place]) >= TINY:
            reason = {"code": f"{comparison.name}.{level.code}", "weight": round(one.weights[place], 1)}
            found.append(reason | _values(comparison.name, level.code, one.said))
    codes = {reason["code"] for reason in found}
    if codes & MISDIRECTED and REFERS in codes:
        found.append({"code": "reference.misdirected", "weight": 0.0})
    found.sort(key=lambda reason: (-abs(reason["weight"]), reason["code"]))
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _bounds(said: dict[str, Any], name: str, side: str) -> list[str | None]:
    first, last = said[f"{name}_from_{side}"], said[f"{name}_to_{side}"]
    return [None if first == EARLIEST else date.fromordinal(first).isoformat(),
            None if last == LATEST else date.fromordinal(last).isoformat()]  # fmt: skip


def _dates(name: str) -> Callable[[str, dict[str, Any]], dict[str, Any]]:
    return lambda level, said: {"a": _bounds(said, name, "l"), "b": _bounds(said, name, "r")}


def _places(level: str, said: dict[str, Any]) -> dict[str, Any]:
    units = {"county": "counties", "two_counties": "counties", "prefecture": "prefectures", "province": "provinces"}
    return {"shared": sorted(said[f"shared_{units[level]}"])} if level in units else {}


VALUES: dict[str, Callable[[str, dict[str, Any]], dict[str, Any]]] = {
    "name": lambda level, said: {"a": said["text_l"], "b": said["text_r"]},
    "birth": _dates("born"),
    "taken": _dates("taken"),
    "died": _dates("died"),
    "place": _places,
}


def _values(comparison: str, level: str, said: dict[str, Any]) -> dict[str, Any]:
    return VALUES[comparison](level, said) if comparison in VALUES else {}


def score_of(one: Scored) -> float:
    """The probability as it is stored: four figures, and never certain."""
    return min(round(one.score, 4), SURE)
