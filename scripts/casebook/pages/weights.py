"""What linking weighs: the comparisons of the model file, each level with how often it holds and its weight."""

import math

from datasette.utils.asgi import Response

from casebook import vocabularies
from casebook.pages.deciding import seat_of
from casebook.pages.frame import render
from casebook.speaking import N_, decimal, language, say

COMPARED = {
    "name": N_("Name"), "birth": N_("Birth"), "sex": N_("Sex"), "place": N_("Place"), "address": N_("Address"),
    "taken": N_("Arrest"), "died": N_("Death"), "kin": N_("Relatives"), "number": N_("Number"),
    "reference": N_("Reference to another record"),
}  # fmt: skip


async def page(request, datasette) -> Response:
    """The model by which pairs are suggested, for researchers; no data of the sources are in it."""
    seat_of(request)
    model = vocabularies.document("linking/model")
    words = vocabularies.load("match_reasons")
    comparisons = [
        {"name": name, "words": say(COMPARED[name]), "levels": [
            _level(words[name][code][language()], level) for code, level in one["levels"].items()]}
        for name, one in model["comparisons"].items()
    ]  # fmt: skip
    shown = {"title": say("What linking weighs"), "comparisons": comparisons, "version": model["version"],
             "chance": round(1 / model["prior"]), "larger": model["larger"], "thresholds": model["thresholds"],
             "largest": model["blocking"]["largest"]}  # fmt: skip
    return await render(datasette, request, "weights.html", shown)


def _level(words: str, level: dict) -> dict:
    weight = math.log2(level["m"] / level["u"])
    sign = "−" if round(weight, 1) < 0 else "+"
    return {"words": words, "same": _percent(level["m"], 3), "others": _percent(level["u"], 2),
            "weight": sign + decimal(abs(weight), 1)}  # fmt: skip


def _percent(share: float, figures: int) -> str:
    """A share in percent with so many figures, as the language writes it."""
    return decimal(share * 100, max(0, figures - 1 - math.floor(math.log10(share * 100)))) if share else "0"
