"""Why a case is on the list, in words, and those of its names marked that it was found by."""

from collections.abc import Iterable

from markupsafe import Markup

from casebook import names
from casebook.names.searching import Term
from casebook.pages.shown import isolated
from casebook.searching import Near, Pair
from casebook.searching.marking import spans
from casebook.speaking import N_, say

SCRIPTS = {
    "Latn": N_("in Latin letters"),
    "Cyrl": N_("in Cyrillic letters"),
    "Arab": N_("in Arabic script"),
    "Hani": N_("in Chinese characters"),
}


def why(near: Near) -> list[str]:
    """What makes a case a near match, each reason once: "sounds like Yusup, written 玉素甫 in Chinese characters"."""
    reasons: dict[tuple[str, str], list[Pair]] = {}
    for pair in near.pairs:
        reasons.setdefault(_kind(pair), []).append(pair._replace(found=_as_written(near.name, pair.found)))
    return [_said(kind, script, pairs) for (kind, script), pairs in reasons.items()]


def _kind(pair: Pair) -> tuple[str, str]:
    script = names.script_of(pair.found)
    if pair.begins:
        return "begins", script
    if script != names.script_of(pair.typed):
        return "script", script
    if names.are_forms_of_one(pair.typed, pair.found):
        return "form", script
    return "letter" if names.differ_by_one(pair.typed, pair.found) else "sound", script


def _as_written(name: str, word: str) -> str:
    """The word as the name has it, with its capitals; the bare word where another name has it."""
    found = spans(name, [(names.normalise_search(word), False)])
    return name[slice(*found[0])] if found else word


def _said(kind: str, script: str, pairs: list[Pair]) -> str:
    typed, found = (" ".join(getattr(pair, side) for pair in pairs) for side in ("typed", "found"))
    if script in SCRIPTS and script != names.script_of(typed):
        found = f"{found} {say(SCRIPTS[script])}"
    if kind == "begins":
        return say("{found} begins like {typed}", found=found, typed=typed)
    if kind == "form":
        return say("{found} is a form of the same name as {typed}", found=found, typed=typed)
    if kind in ("sound", "script"):
        return say("sounds like {typed}, written {found}", found=found, typed=typed)
    differing = N_("one letter differs: {found}") if len(pairs) == 1 else N_("one letter of each word differs: {found}")
    return say(differing, found=found)


def marked(text: str, terms: Iterable[Term], near: Near | None = None) -> Markup:
    """A name in an element of its own, marked as a whole where it has words by which its case was found."""
    words = [(term.words, term.open) for term in terms]
    words += [(names.normalise_search(pair.found), False) for pair in (near.pairs if near else ())]
    is_found = spans(text, words)
    return Markup(f"<mark>{isolated(text)}</mark>") if is_found else isolated(text)
