"""Events as an edition may tell them: dates and places as coarse as the policy says for the level of the case."""

from typing import Any

from casebook.coarsening import coarsen, coarsen_bound
from casebook.coarsening_values import coarsen_place, coarsen_size
from casebook.policy import Policy


def coarse_event(event: dict[str, Any], rule: Policy) -> dict[str, Any]:
    """An event with nothing finer than `rule`, the policy at one level, lets out, and no part that it does not list."""
    finest, place = rule.event_precision, rule.place_precision
    made = event | {
        "edtf": coarsen(event["edtf"], finest),
        "earliest": coarsen_bound(event["earliest"], finest, "earliest"),
        "latest": coarsen_bound(event["latest"], finest, "latest"),
        "place": coarsen_place(event["place"], place) if event["place"] and place else event["place"],
        "place_level": coarsen_size(event["place_level"], place) if event["place_level"] else None,
    }
    return {name: value if name in rule.event_columns else None for name, value in made.items()}
