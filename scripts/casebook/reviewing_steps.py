"""Forms of the page of a case: a step that was taken for somebody, and a doubt about a source."""

from collections.abc import Callable
from datetime import date

from datasette.utils import tilde_encode

from casebook import dates
from casebook.guard.forms import Form
from casebook.guard.paths import Unfair
from casebook.reviewing_wanted import Unclear, Wanted
from casebook.speaking import N_

FIELDS = ("to", "date", "answer", "stance", "next", "due", "owner")


def _case_page(form: Form) -> str:
    if not form.one("case"):
        raise Unfair(400, N_("This form names no case. Nothing was written."))
    return f"/cases/{tilde_encode(form.one('case'))}"


def _step(form: Form) -> Wanted:
    said = {name: form.one(name) for name in FIELDS if form.one(name)}
    if not form.one("step"):
        raise Unclear(N_("Say what was done: a letter, a call, a question, an answer."))
    _check(said)
    values = {"case": form.one("case"), "step": form.one("step")} | said
    return Wanted("step", values, (form.one("case"),), _case_page(form))


def _check(said: dict[str, str]) -> None:
    """Raise Unclear where a date cannot be read later."""
    try:
        if "date" in said:
            dates.bounds(said["date"])
    except ValueError:
        raise Unclear(N_("Write the date as exactly as it is known: 2024, 2024-01 or 2024-01-31.")) from None
    try:
        if "due" in said:
            said["due"] = date.fromisoformat(said["due"]).isoformat()
    except ValueError:
        raise Unclear(N_("Give the day it is due as year, month and day, for example 2024-01-31.")) from None


def _doubt(form: Form) -> Wanted:
    source = form.one("source")
    if not source:
        raise Unfair(400, N_("This form names no source. Nothing was written."))
    return Wanted("doubt", {"source": source}, (source,), _doubt_page(form))


def _doubt_page(form: Form) -> str:
    """A source is doubted on the page of a case that rests on it, or of the campaign that it is."""
    return f"/campaigns/{tilde_encode(form.one('campaign'))}/face" if form.one("campaign") else _case_page(form)


FORMS: dict[str, Callable[[Form], Wanted]] = {"step": _step, "doubt": _doubt}
PAGES: dict[str, Callable[[Form], str]] = {"step": _case_page, "doubt": _doubt_page}
