"""What forms on claims ask to have written: a testimony read through, a claim judged, two accounts ruled on."""

import re
from collections.abc import Callable
from contextlib import closing
from functools import partial
from typing import Any

from datasette.utils import tilde_encode

from casebook import decisions, kinship, schema, told_here
from casebook.decisions import Decision
from casebook.folders import Folders
from casebook.guard.forms import Form
from casebook.guard.paths import Unfair
from casebook.pages import labels
from casebook.reviewing_wanted import Unclear, Wanted
from casebook.speaking import N_
from casebook.told_here import Told
from casebook.weighing import correcting, proposing
from casebook.weighing.proposing import Proposal

CHANGED = N_("What was read out of this text is not what this page showed any more. Look at it again: nothing was written.")
WHY = N_("Say in a few words why, for what you corrected.")
# Pages that list claims, and to which a form on one of them leads back.
BACK = re.compile(r"/contradictions|/cases/([0-9a-f]{32}|[^/?#\s]*~3A[^/?#\s.]*)/why")
TOLD = re.compile(r"/cases/([0-9a-f]{32}|[^/?#\s]*~3A[^/?#\s.]*)/told")
# Relations (HL7 v3 RoleCode) that make nobody one of the family.
NO_KIN = ("FRND", "NBOR", "ROOM")
ENTRY = re.compile("[0-9a-f]{16}")


def _record(form: Form) -> str:
    if not form.one("record"):
        raise Unfair(400, N_("This form names no record. Nothing was written."))
    return form.one("record")


def _read_page(form: Form) -> str:
    part = form.one("part")
    return f"/read/{tilde_encode(_record(form))}" + (f"?part={part}" if part.isdecimal() else "")


def _read(form: Form) -> Wanted:
    """What one sitting over a text says: each claim is taken as it was read, struck out, or corrected."""
    keys, record = tuple(form.one("claims").split()), _record(form)
    page = "/reading/next?after=" + tilde_encode(record) if form.one("go_on") else _read_page(form)
    return Wanted("read", {}, keys, page, waits=False, several=partial(_lines, form, keys, record),
                  asks=partial(_asked, frozenset(form.get("strike", ()))))  # fmt: skip


def _lines(form: Form, keys: tuple[str, ...], record: str, folders: Folders) -> list[dict[str, Any]]:
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        db.row_factory = lambda cursor, row: {name[0]: value for name, value in zip(cursor.description, row, strict=True)}
        rows = db.execute(proposing.OF_RECORD, {"record": record}).fetchall()
    found = proposing.proposals([row for row in rows if row["key"] in keys], proposing.judged(decisions.read(folders.decisions)))
    if proposing.digest(found) != form.one("shown"):
        raise Unclear(CHANGED)
    struck = proposing.struck(found, form.get("strike", ()))
    typed = {one.key: form.one(f"value-{one.key}") for one in found}
    return [line for one in found if (line := _line(one, one.key in struck, typed[one.key], form.one("reason")))]


def _line(one: Proposal, strike: bool, typed: str, reason: str) -> dict[str, Any] | None:
    """The line that a claim needs, None where the log says already what is wanted."""
    if typed and strike:
        raise Unclear(N_("A claim was both struck out and corrected. Do one of the two."))
    about = {"claim": one.key, "seen": one.reads}
    if typed:
        if not reason:
            raise Unclear(WHY)
        return {"kind": "correct", "value": _value(one.row["property"], typed), "reason": reason} | about
    if one.line is not None and strike == one.is_struck:
        return None
    return {"kind": "claim", "choice": "reject" if strike else "accept", "reason": reason if strike else ""} | about


def _value(name: str, typed: str) -> str:
    try:
        return correcting.typed(name, typed)
    except ValueError:
        label = labels.property_label(name).lower()
        raise Unclear(f"“{typed}” is not understood as: {label}. Write it more plainly, or strike the claim out.") from None


def _asked(struck: frozenset[str], one: Decision) -> bool:
    return one.kind == "correct" or one.kind == "claim" and (one["choice"] == "reject" or one["claim"] not in struck)


def _back(form: Form) -> str:
    page = form.one("back")
    if not BACK.fullmatch(page):
        raise Unfair(400, N_("This form is of no page. Nothing was written."))
    return page


def _claim(form: Form) -> Wanted:
    """One claim accepted or rejected."""
    if form.one("choice") not in ("accept", "reject"):
        raise Unclear(N_("Say whether the claim stands."))
    values = {"claim": _key(form, "claim"), "choice": form.one("choice"), "seen": form.one("was")}
    return Wanted("claim", values, (values["claim"],), _back(form))


def _correct(form: Form) -> Wanted:
    """One claim corrected; its property comes with the form, and only says how what was typed is to be read."""
    if not form.one("value"):
        raise Unclear(N_("Type the right value."))
    if not form.one("reason"):
        raise Unclear(WHY)
    key, name = _key(form, "claim"), form.one("property")
    if name not in labels.words_of("properties"):
        raise Unfair(400, N_("This form names no fact. Nothing was written."))
    values = {"claim": key, "seen": form.one("was"), "value": _value(name, form.one("value"))}
    return Wanted("correct", values, (key,), _back(form))


def _differ(form: Form) -> Wanted:
    """Two claims that cannot both hold: one of them is wrong, or accounts differ."""
    a, b, choice = _key(form, "a"), _key(form, "b"), form.one("choice")
    if choice == "both":
        values = {"a": a, "b": b, "seen_a": form.one("was-a"), "seen_b": form.one("was-b")}
        return Wanted("differ", values, (a, b), _back(form), waits=False)
    if choice not in ("a", "b"):
        raise Unclear(N_("Say which of the two is wrong, or that accounts differ."))
    values = {"claim": _key(form, choice), "choice": "reject", "seen": form.one(f"was-{choice}")}
    return Wanted("claim", values, (a, b), _back(form), waits=False)


def _key(form: Form, name: str) -> str:
    if not form.one(name):
        raise Unfair(400, N_("This form names no claim. Nothing was written."))
    return form.one(name)


def _tell(form: Form) -> Wanted:
    """What somebody told, written down as a source; or what they say now in place of an earlier entry of theirs."""
    if not form.one("words"):
        raise Unclear(N_("Write down what was told, in their own words."))
    entry, when = form.one("entry"), _when(form)
    if not ENTRY.fullmatch(entry):
        raise Unfair(400, N_("This form is of no page. Nothing was written."))
    if form.one("amends"):
        source, _, earlier = form.one("amends").partition(":")
        then = partial(_amend, source, earlier, entry, when, form.one("words"))
        return Wanted("tell", {}, (), _told_page(form), several=lambda folders: [], then=then)
    told = _told(form, when)
    mention = told_here.mention(told.source, entry)
    same = {"kind": "match", "a": form.one("about"), "b": mention, "choice": "same"}
    return Wanted("tell", {}, (mention,), _told_page(form), several=lambda folders: [same],
                  asks=lambda one: one.get("b") == mention, then=partial(_add, entry, told))  # fmt: skip


def _told(form: Form, when: str) -> Told:
    relation, how, language = form.one("relation"), form.one("how"), form.one("language")
    if not form.one("by") and not relation:
        raise Unclear(N_("Say who told it: a name, or how they are related."))
    related = kinship.parse_relation(relation, language="en")
    if relation and related is None:
        raise Unclear(f"“{relation}” is no relation that is known here. Write for example brother, aunt or neighbour’s wife.")
    if how not in told_here.HOW or language not in told_here.LANGUAGES or form.one("channel") not in told_here.CHANNELS:
        raise Unclear(N_("Say how they know it, how they told it, and in which language their words are."))
    if not form.one("about"):
        raise Unfair(400, N_("This form names nobody. Nothing was written."))
    return Told(form.one("name"), form.one("by"), relation, when, form.one("channel"), form.one("words"), language, how,
                "family" if related and related.code not in NO_KIN else "person")  # fmt: skip


def _when(form: Form) -> str:
    try:
        return correcting.typed("told", form.one("when"))
    except ValueError:
        raise Unclear(N_("Say when it was told, for example 2024-01-31 or January 2024.")) from None


def _add(entry: str, told: Told, folders: Folders, by: str) -> None:
    told_here.add(folders.sources, entry, told, by)


def _amend(source: str, earlier: str, number: str, when: str, words: str, folders: Folders, by: str) -> None:
    told_here.amend(folders.sources, source, earlier, number, when, words, by)


def _told_page(form: Form) -> str:
    page = form.one("back")
    if not TOLD.fullmatch(page):
        raise Unfair(400, N_("This form is of no page. Nothing was written."))
    return page


FORMS: dict[str, Callable[[Form], Wanted]] = {"claim": _claim, "correct": _correct, "differ": _differ, "read": _read,
                                           "tell": _tell}
PAGES: dict[str, Callable[[Form], str]] = {"claim": _back, "correct": _back, "differ": _back, "read": _read_page,
                                        "tell": _told_page}


