"""Two persons side by side, in words, each fact with how the two stand to one another in it."""

from typing import Any

from casebook import names
from casebook.matches.comparing import compare
from casebook.matches.sides import Side
from casebook.pages import labels
from casebook.pages.words import describe_edtf, describe_term
from casebook.speaking import N_, locale, say

# fact of comparing.FACTS: what it is called on the page.
_LABELS = {
    "birth": N_("Born"), "sex": N_("Sex"), "ethnicity": N_("Ethnicity"), "home": N_("Home"),
    "occupation": N_("Occupation"),
    "arrest": N_("Detained"), "place": N_("Taken or held"), "facility_kind": N_("Kind of place"),
    "term": N_("Sentence"), "status": N_("Status"),
}  # fmt: skip


def beside(one: Side, other: Side) -> list[dict[str, Any]]:
    """Rows {label, sides: (words, words), mark}: names script by script, then facts, then the people around them."""
    marks = compare(one.row, other.row)
    facts = [{"label": say(label), "sides": [_words(fact, side.row) for side in (one, other)], "mark": marks[fact]}
             for fact, label in _LABELS.items() if marks[fact]]  # fmt: skip
    return [*_names(one, other), *facts, *_around(one, other)]


def _names(one: Side, other: Side) -> list[dict[str, Any]]:
    forms = [{}, {}]
    for side, found in zip((one, other), forms, strict=True):
        for name in side.names:
            found.setdefault(name["script"] or "", []).append(name["text"])
    scripts = sorted({*forms[0], *forms[1]}, key=lambda script: (script != "Latn", script))
    called = locale().scripts
    return [
        {"label": say("Name, {script}", script=called[script]) if script in called else say("Name"), "names": True,
         "sides": [[(text, _read(script, text)) for text in found.get(script, [])] for found in forms],
         "mark": _shared(*(set(found.get(script, [])) for found in forms))}
        for script in scripts
    ]  # fmt: skip


def _read(script: str, text: str) -> str:
    """A name of another script in Latin letters, for who does not read it."""
    return "" if script == "Latn" else names.romanise(text)


def _shared(one: set[str], other: set[str]) -> str:
    """Names that are not the same may be the same name otherwise spelled: they are never marked as differing."""
    if not one or not other:
        return "one side"
    return "same" if one & other else "spelled otherwise"


def _around(one: Side, other: Side) -> list[dict[str, Any]]:
    said = [[_relative(row) for row in side.relatives if row["name"] or row["raw"] or row["code"]] for side in (one, other)]
    named = [{row["name"] for row in side.relatives if row["name"]} for side in (one, other)]
    if not any(said):
        return []
    mark = "same" if named[0] & named[1] else "" if all(said) else "one side"
    told = [[(one, "") for one in dict.fromkeys(words)] for words in said]
    return [{"label": say("Family and others"), "names": True, "sides": told, "mark": mark}]


def _relative(row: dict[str, Any]) -> str:
    code = (row["code"] or "").removeprefix("of ")
    called = labels.relation(code) or row["raw"] or say("Relative")
    if (row["code"] or "").startswith("of "):
        return say("{called} of {whom}", called=called, whom=row["name"] or say("somebody not named"))
    return say("{what}: {more}", what=called, more=row["name"]) if row["name"] else called


def _words(fact: str, row: dict[str, Any]) -> str:
    if fact in ("birth", "arrest"):
        return describe_edtf(row.get(fact)) or ""
    if fact == "term":
        return describe_term(row.get("term_kind"), row.get("term_months_min"), row.get("term_months_max")) or ""
    if fact == "occupation":
        return "; ".join(labels.said("occupations", part) for part in (row.get(fact) or "").split("; ") if part)
    return labels.of_column(fact, row.get(fact))
