"""What linking weighs: the comparisons of the model file, each level with how often it holds and its weight."""

import math

from datasette.utils.asgi import Response

from casebook import vocabularies
from casebook.pages.deciding import seat_of
from casebook.pages.frame import render


async def page(request, datasette) -> Response:
    """The model by which pairs are suggested, for researchers; no data of the sources are in it."""
    seat_of(request)
    model = vocabularies.document("linking/model")
    words = vocabularies.load("match_reasons")
    comparisons = [
        {"name": name, "levels": [_level(words[name][code]["en"], level) for code, level in one["levels"].items()]}
        for name, one in model["comparisons"].items()
    ]
    shown = {"title": "What linking weighs", "comparisons": comparisons, "version": model["version"],
             "chance": round(1 / model["prior"]), "larger": model["larger"], "thresholds": model["thresholds"],
             "largest": model["blocking"]["largest"]}  # fmt: skip
    return await render(datasette, request, "weights.html", shown)


def _level(words: str, level: dict) -> dict:
    return {"words": words, "same": level["m"], "others": level["u"], "weight": math.log2(level["m"] / level["u"])}
