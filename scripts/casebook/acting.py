"""Acting: what a reader can send for somebody, drafted of published facts alone; nothing is sent from here."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from casebook import drafting, vocabularies

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
