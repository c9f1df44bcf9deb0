"""Someone a narrative speaks of, as the words name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

GENDERS = {
    "female": "MTH WIFE DAUC SIS GRMTH GRNDDAU AUNT MAUNT PAUNT NIECE"
    " MTHINLAW SISINLAW DAUINLAW STPMTH STPDAU STPSIS HSIS",
    "male": "FTH HUSB SONC BRO GRFTH GRNDSON UNCLE MUNCLE PUNCLE NEPHEW"
    " FTHINLAW BROINLAW SONINLAW STPFTH STPSON STPBRO HBRO",
}
LOOSE = ("FAMMEMB", "EXT")
GENDER_OF = {code: gender for gender, codes in GENDERS.items() for code in codes.split()}


@dataclass(slots=True)
class Person:
    """Tokens [first, last) naming someone; `who` is filled in once the sentence is read in its place.

    `sort`: pronoun, kin, name, who (a relative pronoun), authority, source, people. `code`: RoleCode of a relative,
    gender of a pronoun, kind of an authority. `owner`: gender word of the possessive, a Person, or None.
    `head`: token index of the kin word.
    """

    first: int
    last: int
    sort: str
    code: str = ""
    owner: Any = None
    head: int = -1
    plural: bool = False
    count: int | None = None
    name: str | None = None
    is_subject: bool = False
    possessive: bool = False
    who: str = ""
    members: list[Person] = field(default_factory=list)
    quoted: bool = False

    @property
    def gender(self) -> str:
        if self.sort == "pronoun":
            return self.code
        return GENDER_OF.get(self.code, "")
