"""Forms of the page of a campaign: a yes to its face; and what was sent for somebody or for a campaign, and what came of it."""

from collections.abc import Callable
from functools import partial

from datasette.utils import tilde_encode

from casebook import approving_campaigns, dates, vocabularies
from casebook.decisions_schemas import SENT
from casebook.guard.forms import Form
from casebook.guard.paths import Unfair
from casebook.reviewing_wanted import Unclear, Wanted
from casebook.speaking import N_

AUDIENCE = "journalists"
SAID = ("to", "date", "words", "response", "impact", "after")


def _campaign(form: Form) -> Wanted:
    name = _name(form)
    values = {"campaign": name, "audience": AUDIENCE, "projection": form.one("projection")}
    return Wanted("campaign", values, (name,), face_page(form), partial(approving_campaigns.keep, values))


def face_page(form: Form) -> str:
    """The page on which a campaign is approved."""
    return f"/campaigns/{tilde_encode(_name(form))}/face"


def _sent(form: Form) -> Wanted:
    said = {name: form.one(name) for name in SAID if form.one(name)}
    if form.one("what") not in SENT:
        raise Unclear(N_("Say what was sent: a post, a message, a letter, or something else."))
    try:
        if "date" in said:
            dates.bounds(said["date"])
    except ValueError:
        raise Unclear(N_("Write the date as exactly as it is known: 2024, 2024-01 or 2024-01-31.")) from None
    if "after" in said and not {"words", "response", "impact"} & said.keys():
        raise Unclear(N_("Say what came of it."))
    known = vocabularies.load("campaigns")
    if any(said.get(name, next(iter(known[name]))) not in known[name] for name in ("response", "impact")):
        raise Unfair(400, N_("This form names no such outcome. Nothing was written."))
    subject = "campaign" if form.one("campaign") else "case"
    values = {subject: form.one(subject), "what": form.one("what")} | said
    return Wanted("sent", values, (form.one(subject),), _sent_page(form))


def _sent_page(form: Form) -> str:
    if form.one("campaign"):
        return f"/campaigns/{tilde_encode(form.one('campaign'))}"
    if not form.one("case"):
        raise Unfair(400, N_("This form names no case. Nothing was written."))
    return f"/cases/{tilde_encode(form.one('case'))}"


def _name(form: Form) -> str:
    if not form.one("campaign"):
        raise Unfair(400, N_("This form names no campaign. Nothing was written."))
    return form.one("campaign")


FORMS: dict[str, Callable[[Form], Wanted]] = {"campaign": _campaign, "sent": _sent}
PAGES: dict[str, Callable[[Form], str]] = {"campaign": face_page, "sent": _sent_page}
