"""Why linking suggests a pair, in words: what speaks for one person, and what against."""

from collections.abc import Iterable
from typing import Any

from casebook import vocabularies, wording


def told(reasons: Iterable[Any], language: str = "en") -> tuple[list[str], list[str]]:
    """(for, against): the reasons as linking wrote them, {"code": "COMPARISON.LEVEL", "weight", ...}, the weightiest first."""
    pro, contra = [], []
    for reason in reasons:
        weight = reason.get("weight", 0) if isinstance(reason, dict) else 0
        (contra if weight < 0 else pro).append(words(reason, language))
    return pro, contra


def words(reason: Any, language: str = "en") -> str:
    """One reason, with the places that both name."""
    code = str(reason.get("code", "")) if isinstance(reason, dict) else str(reason)
    comparison, _, level = code.partition(".")
    known = vocabularies.load("match_reasons").get(comparison, {}).get(level, {})
    said = known.get(language) or known.get("en") or code.replace("_", " ").replace(".", ": ")
    shared = [wording.place(place) for place in reason.get("shared", ())] if isinstance(reason, dict) else []
    return f"{said} ({', '.join(shared)})" if shared else said
