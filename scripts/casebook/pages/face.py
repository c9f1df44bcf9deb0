"""A case as people read it: the short card of the list and the facts at the head of its page, only of what is known."""

from datasette.utils import tilde_encode

from casebook.pages import labels
from casebook.pages.words import capital, describe_edtf, describe_term, describe_window
from casebook.speaking import N_, say

MOST_NAMES = 4
BASES = (N_("consent"), N_("public campaign"))  # on whose word a case rests, as an edition has it
INVENTED = N_("invented example")  # what an edition says of a case in place of whose word it rests on
PARTIAL = "partial"
IN_PART = N_("Shown in part: without the name, years in place of dates, larger places in place of exact ones")


def address(row: dict) -> str:
    """Where a case's page is: by its published id, its case key, or its person's key; never by a row's number."""
    if row.get("person_key"):
        return "/cases/" + (row.get("case_key") or tilde_encode(row["person_key"]))
    return f"/cases/{row['id']}"


def name(row: dict) -> str:
    """The name a case is shown under, or that there is none that is known, or published."""
    return row.get("name") or say(N_("Name not published") if row.get("level") == PARTIAL else N_("Name not known"))


def is_invented(row: dict) -> bool:
    """Whether a case is of somebody who does not exist: an edition says so; `invented` is that of listed.INVENTED."""
    return row.get("basis") == INVENTED or bool(row.get("invented"))


def other_names(row: dict) -> list[str]:
    """The names beside the first one."""
    names = [name.strip() for name in (row.get("names") or "").split(" · ")]
    return [name for name in dict.fromkeys(names) if name and name != row.get("name")]


def card(row: dict) -> dict:
    """What the list shows of a case."""
    born = describe_edtf(row.get("birth"))
    who = [
        labels.label("occupations", row.get("occupation")),
        say("born {date}", date=born) if born else "",
        labels.place(row.get("home")),
    ]
    return {
        "href": address(row),
        "name": name(row),
        "in_part": row.get("level") == PARTIAL,
        "others": other_names(row)[:MOST_NAMES],
        "who": [part for part in who if part],
        "status": labels.label("statuses", row.get("status")),
        "tone": tone(row.get("status")),
        "custody": [part for part in (custody(row), place(row), sentence(row), end(row)) if part],
        "records": row.get("records") or 0,
        "differs": row.get("differs") or 0,
        "approved": row.get("approved") or "",
        "invented": is_invented(row),
    }


LINE = (N_("Name"), N_("Status"), N_("Detained"), N_("Taken or held"), N_("Sentence"), N_("Born"), N_("Sex"))


def line(row: dict) -> dict:
    """What the table shows of a case, in the columns of LINE; the name apart, which leads to its page."""
    term = describe_term(row.get("term_kind"), row.get("term_months_min"), row.get("term_months_max"))
    cells = (labels.label("statuses", row.get("status")), describe_edtf(row.get("arrest")), labels.place(row.get("place")), term,
             describe_edtf(row.get("birth")), labels.label("sex", row.get("sex")))
    return {"href": address(row), "name": name(row), "cells": [capital(text or "") for text in cells],
            "invented": is_invented(row), "in_part": row.get("level") == PARTIAL}


def tone(status: str | None) -> str:
    """How a status is coloured: as over, as death, or as going on."""
    text = status or ""
    if text in ("deceased", "dead", "died"):
        return "death"
    return "over" if text.startswith(("released", "free", "freed")) else "held"


def custody(row: dict) -> str:
    """When the person was taken, in words."""
    when = describe_edtf(row.get("arrest"))
    return say("Detained {date}", date=when) if when else ""


def place(row: dict) -> str:
    """The place of the case: it may be where the person was taken or is held, and nothing here says which."""
    where = labels.place(row.get("place"))
    return say("Place: {place}", place=where) if where else ""


def sentence(row: dict) -> str:
    """The sentence in words, '' where none is known."""
    term = describe_term(row.get("term_kind"), row.get("term_months_min"), row.get("term_months_max"))
    return say("Sentence: {term}", term=term) if term else ""


def end(row: dict) -> str:
    """Between which days the sentence would end."""
    window = describe_window(row.get("end_earliest"), row.get("end_latest"))
    return say("End of the sentence: {window}", window=window) if window else ""


def facts(row: dict) -> list[tuple[str, str]]:
    """The facts of a case as (label, words), without those that are not known."""
    status_date = describe_edtf(row.get("status_date"))
    status = labels.label("statuses", row.get("status"))
    found = [
        (N_("Status"), f"{status} ({status_date})" if status and status_date else status),
        (N_("Born"), describe_edtf(row.get("birth")) or ""),
        (N_("Age at the arrest"), (row.get("age_group") or "").replace("-", "–")),
        (N_("Sex"), labels.label("sex", row.get("sex"))),
        (N_("Ethnicity"), labels.label("ethnicities", row.get("ethnicity"))),
        (N_("Occupation"), "; ".join(labels.said("occupations", part) for part in (row.get("occupation") or "").split("; "))),
        (N_("Home"), labels.place(row.get("home"))),
        (N_("Detained"), describe_edtf(row.get("arrest")) or ""),
        (N_("Taken or held"), labels.place(row.get("place"))),
        (N_("Kind of place"), labels.label("facilities", row.get("facility_kind"))),
        (N_("On the word of"), say(row.get("basis") or "")),
        (N_("Identity"), say(IN_PART) if row.get("level") == PARTIAL else ""),
        (N_("Last confirmed"), describe_edtf(row.get("last_confirmed")) or ""),
    ]
    return [(say(label), words[:1].upper() + words[1:]) for label, words in found if words]
