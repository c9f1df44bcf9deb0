"""What each form of the research site asks to have written: the fields of a form made the fields of a line of the log."""

import re
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlencode

from datasette.utils import tilde_encode

from casebook import (
    approving_questions,
    decisions,
    persons,
    reviewing_by_hand,
    reviewing_campaigns,
    reviewing_claims,
    reviewing_inbox,
    reviewing_steps,
)
from casebook.decisions_schemas import GIVERS, LEVELS, PURPOSES
from casebook.guard.forms import Form
from casebook.guard.paths import Unfair
from casebook.reviewing_wanted import Unclear, Wanted
from casebook.speaking import N_

CASE = re.compile("[0-9a-f]{32}")
AUDIENCE = re.compile("[a-z]{1,40}")
CAMPAIGN = "campaign"
# The field of a consent that lets somebody keep what is known, and nobody read any of it.
NONE = "none"
LANGUAGES = ("en", "fr")
FOR_READERS = {"journalists", "public"}


def page_of(kind: str, form: Form) -> str:
    """The page that a form of this kind was on; raises Unfair where it names no case."""
    return PAGES[kind](form)


def _case(form: Form) -> str:
    key = form.one("case")
    if not CASE.fullmatch(key):
        raise Unfair(400, N_("This form names no case. Nothing was written."))
    return key


def _face_page(form: Form) -> str:
    return f"/cases/{_case(form)}/face"


def _consents_page(form: Form) -> str:
    return f"/cases/{_case(form)}/consents"


def _person_page(form: Form) -> str:
    return f"/cases/{tilde_encode(form.one('member'))}"


def _hold(form: Form) -> Wanted:
    return _of_case("hold", form, _part(form))


def _withdraw(form: Form) -> Wanted:
    values = _giver(form) | _about(form) | _part(form)
    if form.get("audiences") and form.one("for") == "some":
        values["audiences"] = sorted(set(form["audiences"]))
    return _of_case("withdraw", form, values, _consents_page(form))


def _undo(form: Form) -> Wanted:
    number, chain = form.one("undo"), form.one("chain")
    if not number.isdecimal():
        raise Unfair(400, N_("This form names no line. Nothing was written."))
    values: dict[str, Any] = {"undo": int(number)} | ({"chain": chain} if chain != decisions.LOG else {})
    subjects = _pair(form) if form.one("a") else (form.one("source") or form.one("campaign") or _case(form),)
    return Wanted("undo", values, subjects, _undo_page(form))


def _undo_page(form: Form) -> str:
    return _pair_page(form) if form.one("a") else (
        reviewing_campaigns.face_page(form) if form.one("campaign") else _face_page(form))


def _pair(form: Form) -> tuple[str, str]:
    a, b = sorted((form.one("a"), form.one("b")))
    if not a or a == b:
        raise Unfair(400, N_("This form names no two people. Nothing was written."))
    return a, b


def _pair_page(form: Form) -> str:
    a, b = _pair(form)
    return "/matches?" + urlencode({"a": a, "b": b, "skip": _skip(form)})


def _skip(form: Form) -> int:
    """How many pairs of the queue were passed over before this one."""
    return int(form.one("skip")[:4]) if form.one("skip").isdecimal() else 0


def _match(form: Form) -> Wanted:
    (a, b), choice = _pair(form), form.one("choice")
    if choice not in (persons.SAME, persons.DIFFERENT, persons.UNSURE):
        raise Unclear(N_("Say whether they are the same, different, or whether you are unsure."))
    page = f"/matches?skip={_skip(form)}" if form.one("queued") else _pair_page(form)
    return Wanted("match", {"a": a, "b": b, "choice": choice}, (a, b), page,
                  partial(approving_questions.are_there, (a, b)), waits=False)


def _open(form: Form) -> Wanted:
    member = form.one("member")
    if not member:
        raise Unfair(400, N_("This form names nobody. Nothing was written."))
    return Wanted("case", {"members": [member]}, (member,), _person_page(form), partial(approving_questions.is_open, member))


def _approve(form: Form) -> Wanted:
    answers = {name.removeprefix("answer-"): form.one(name) for name in form if name.startswith("answer-") and form.one(name)}
    audience = form.one("audience")
    if not AUDIENCE.fullmatch(audience):
        raise Unfair(400, N_("This form names no audience. Nothing was written."))
    values: dict[str, Any] = {"audience": audience, "projection": form.one("projection")}
    values |= {"answers": answers} if answers else {}
    values |= {"seen": list(form["claims"])} if form.get("claims") else {}
    case, page = _case(form), f"{_face_page(form)}?audience={audience}"
    return Wanted("approve", {"case": case} | values, (case,), page, partial(approving_questions.keep, case, values))


def _summary(form: Form) -> Wanted:
    language, text = form.one("language"), form.one("text")
    if language not in LANGUAGES:
        raise Unfair(400, N_("This form names no language. Nothing was written."))
    if not text:
        raise Unclear(N_("There is no text to write down."))
    return _of_case("summary", form, {"language": language, "text": text})


def _edition(form: Form) -> Wanted:
    return Wanted("", {}, (), "/waiting")


def _consent(form: Form) -> Wanted:
    purposes = [purpose for purpose in PURPOSES if purpose in form.get("purposes", ())]
    fields = sorted(set(form.get("fields", ())))
    if not purposes:
        raise Unclear(N_("Nothing was allowed: tick at least what may be kept, or record no consent at all."))
    if FOR_READERS & set(purposes) and not fields:
        raise Unclear(N_("Somebody may read it, but nothing is ticked of what may be shown. Tick it in the fourth part."))
    if FOR_READERS & set(purposes) and form.one("level") not in LEVELS:
        raise Unclear(N_("Say under what identity it may be read: in the third part."))
    given, until = _day(form, "given", "the day it was given"), form.one("until") and _day(form, "until", "the last day")
    if until and until < given:
        raise Unclear(N_("The last day lies before the day it was given."))
    if not form.one("how"):
        raise Unclear(N_("Say in which way it was given: in the fifth part."))
    values = _giver(form) | _about(form) | {
        "purposes": purposes, "fields": fields or [NONE], "given": given, "how": form.one("how"), "until": until,
        "level": form.one("level"), "speaks_for": form.one("speaks_for"), "evidence": form.one("evidence"),
    }  # fmt: skip
    if values["giver"] == CAMPAIGN:
        values["basis"] = "public campaign"
    return _of_case("consent", form, {name: value for name, value in values.items() if value}, _consents_page(form))


def _of_case(kind: str, form: Form, values: dict[str, Any], page: str = "") -> Wanted:
    case = _case(form)
    return Wanted(kind, {"case": case} | values, (case,), page or _face_page(form))


def _part(form: Form) -> dict[str, Any]:
    """The fields that are meant, where it is not everything."""
    if form.one("what") != "part":
        return {}
    if not form.get("fields"):
        raise Unclear(N_("Nothing is ticked. Tick what is meant, or take the whole."))
    return {"fields": sorted(set(form["fields"]))}


def _giver(form: Form) -> dict[str, str]:
    """Who speaks: `giver`, or `who` as one of those who spoke before (giver, a blank, key of a mention)."""
    giver, _, mention = form.one("who").partition(" ") if form.one("who") else (form.one("giver"), "", form.one("mention"))
    if giver not in GIVERS:
        raise Unclear(N_("Say whose word it is."))
    return {"giver": giver} | ({"mention": mention} if mention else {})


def _about(form: Form) -> dict[str, str]:
    return {"of": form.one("of")} if form.one("of") else {}


def _day(form: Form, name: str, words: str) -> str:
    try:
        return date.fromisoformat(form.one(name)).isoformat()
    except ValueError:
        raise Unclear(f"Give {words} as year, month and day, for example 2024-01-31.") from None


# A form of another kind needs a line here, one in PAGES, and one in guard.rules.SENT.
FORMS: dict[str, Callable[[Form], Wanted]] = {
    "approve": _approve, "case": _open, "consent": _consent, "edition": _edition, "hold": _hold, "match": _match,
    "summary": _summary, "undo": _undo, "withdraw": _withdraw,
} | reviewing_by_hand.FORMS | reviewing_campaigns.FORMS | reviewing_claims.FORMS | reviewing_inbox.FORMS
FORMS |= reviewing_steps.FORMS
PAGES: dict[str, Callable[[Form], str]] = {
    "approve": _face_page, "case": _person_page, "consent": _consents_page, "edition": lambda form: "/waiting",
    "hold": _face_page, "match": _pair_page, "summary": _face_page, "undo": _undo_page, "withdraw": _consents_page,
} | reviewing_by_hand.PAGES | reviewing_campaigns.PAGES | reviewing_claims.PAGES | reviewing_inbox.PAGES
PAGES |= reviewing_steps.PAGES
