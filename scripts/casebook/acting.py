"""Acting: what a reader can send for somebody, drafted of published facts alone; nothing is sent from here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from babel.lists import format_list

from casebook import drafting, drafting_dates, vocabularies

# What drafts tell of a case. Reasons that are believed and relatives are not told to those who hold somebody.
TOLD = ("name", "sex", "birth", "arrest", "place", "term_kind", "term_months_min", "term_months_max", "status", "status_date")
TAKEN = ("arrest", "sentence")


@dataclass(frozen=True)
class Drafts:
    """A post, a message of support and a letter to one authority, each to be read and changed before it is used."""

    post: str
    message: str
    subject: str
    letter: str

    @property
    def mail(self) -> str:
        """The letter as an address that a mail program opens."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.letter)}"


def is_over(row: dict[str, Any]) -> bool:
    """Whether somebody was released or has died, so that nothing is offered any more."""
    return row.get("status") in _said()["stopped"]


def drafts(row: dict[str, Any], to: str, address: str, language: str) -> Drafts:
    """The three drafts for a published case (its row of `cases`) in a language; `to` is a code of authorities.yml."""
    said, authority = _said()[language], authorities()[to]
    face = {"columns": {name: row.get(name) for name in TOLD}, "events": [], "relatives": []}
    sentences = drafting.sentences(face, language)
    filled = {"name": row["name"], "address": address, "facts": " ".join(text for _, text in sentences)}
    filled["first"] = next((text for kind, text in sentences if kind in TAKEN), sentences[0][1])
    return _filled(said, filled, authority, language)


def for_campaign(row: dict[str, Any], cases: list[dict[str, Any]], to: str, address: str, language: str) -> Drafts | None:
    """The three drafts for a published campaign (its row of `campaigns`) and those of its published cases (rows of `cases`)
    for whom it is not over; None where it is over for all of them.

    The title is that of the campaign, in its own words; nothing else that its source wrote is put into anybody's mouth.
    """
    names = [case["name"] for case in cases if case["name"] and not is_over(case)]
    if not names:
        return None
    said = _said()[language]
    campaign, most = said["campaign"], _said()["most_names"]
    people = format_list(names, locale=language) if len(names) <= most else campaign["more"].format(
        names=", ".join(names[:most]), n=len(names) - most)
    first = {"title": row["title"], "name": people, "address": address}
    first |= {"first": campaign["first"].format(**first)}
    day = drafting_dates.when(row.get("started"), vocabularies.load("drafts")[language]["dates"], language)
    facts = [campaign["facts"].format(title=row["title"], when=f" {day}" if day else ""), campaign["people"].format(name=people)]
    forms = campaign | {"letter": {"closing": said["letter"]["closing"]} | campaign["letter"]}
    return _filled(forms, first | {"facts": " ".join(facts)}, authorities()[to], language)


def _filled(said: dict[str, Any], filled: dict[str, str], authority: dict[str, Any], language: str) -> Drafts:
    body = [line.format(**filled) for line in said["letter"]["body"]]
    letter = [authority["name"][language], *authority["address"], "", authority["salutation"][language], ""]
    letter += ["\n\n".join(body), "", said["letter"]["closing"]]
    return Drafts(_fitting(said["post"], filled), said["message"].format(**filled),
                  said["letter"]["subject"].format(**filled), "\n".join(letter))


def authorities() -> dict[str, dict[str, Any]]:
    """code: the authority, as authorities.yml has it."""
    return vocabularies.load("authorities")


def longest() -> int:
    """How many signs a post may have, its address among them."""
    return _said()["longest"]


def _fitting(form: str, filled: dict[str, str]) -> str:
    """The post; without the fact where it would be too long, and then with the end of the name left out."""
    for first in (filled["first"], ""):
        text = form.format(**filled | {"first": first}).strip()
        if len(text) <= longest():
            return text
    over = len(text) - longest() + 1
    return form.format(**filled | {"first": "", "name": filled["name"][: -over] + "…"}).strip()


def _said() -> dict[str, Any]:
    return vocabularies.load("actions")
