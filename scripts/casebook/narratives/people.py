"""Someone a narrative speaks of, as the words name them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SUBJECT, SPEAKER, OTHER = "subject", "speaker", "other"
GENDERS = {
    "female": "MTH WIFE DAUC SIS GRMTH GRNDDAU AUNT MAUNT PAUNT NIECE"
    " MTHINLAW SISINLAW DAUINLAW STPMTH STPDAU STPSIS HSIS",
    "male": "FTH HUSB SONC BRO GRFTH GRNDSON UNCLE MUNCLE PUNCLE NEPHEW"
    " FTHINLAW BROINLAW SONINLAW STPFTH STPSON STPBRO HBRO",
}
# What the other end of a relation is called: the son of someone's mother is that someone.
INVERSE = {
    "MTH": "SONC DAUC CHILD", "FTH": "SONC DAUC CHILD", "PRN": "SONC DAUC CHILD",
    "SONC": "FTH MTH PRN", "DAUC": "FTH MTH PRN", "CHILD": "FTH MTH PRN",
    "HUSB": "WIFE SPS", "WIFE": "HUSB SPS", "SPS": "HUSB WIFE SPS",
    "BRO": "BRO SIS SIB", "SIS": "BRO SIS SIB", "SIB": "BRO SIS SIB",
    "UNCLE": "NEPHEW NIECE NIENEPH", "AUNT": "NEPHEW NIECE NIENEPH", "PUNCLE": "NEPHEW NIECE NIENEPH",
    "MUNCLE": "NEPHEW NIECE NIENEPH", "PAUNT": "NEPHEW NIECE NIENEPH", "MAUNT": "NEPHEW NIECE NIENEPH",
    "NEPHEW": "UNCLE AUNT PUNCLE MUNCLE PAUNT MAUNT", "NIECE": "UNCLE AUNT PUNCLE MUNCLE PAUNT MAUNT",
    "NIENEPH": "UNCLE AUNT PUNCLE MUNCLE PAUNT MAUNT",
    "COUSN": "COUSN", "GRFTH": "GRNDSON GRNDDAU GRNDCHILD", "GRMTH": "GRNDSON GRNDDAU GRNDCHILD",
    "GRNDSON": "GRFTH GRMTH", "GRNDDAU": "GRFTH GRMTH", "FRND": "FRND", "NBOR": "NBOR",
    "BROINLAW": "BROINLAW SISINLAW", "SISINLAW": "BROINLAW SISINLAW", "FTHINLAW": "SONINLAW DAUINLAW",
    "MTHINLAW": "SONINLAW DAUINLAW", "SONINLAW": "FTHINLAW MTHINLAW", "DAUINLAW": "FTHINLAW MTHINLAW",
    "GRNDCHILD": "GRFTH GRMTH GRPRN", "GRPRN": "GRNDSON GRNDDAU GRNDCHILD", "SIGOTHR": "SIGOTHR", "FMRSPS": "FMRSPS",
    "FAMMEMB": "FAMMEMB",
}  # fmt: skip
LOOSE = ("FAMMEMB", "EXT")
OUTSIDERS = ("FRND", "NBOR")
GENDER_OF = {code: gender for gender, codes in GENDERS.items() for code in codes.split()}


@dataclass(slots=True, eq=False)
class Person:
    """Tokens [first, last) naming someone; `who` is filled in once the sentence is read in its place.

    `sort`: pronoun, kin, name, who (a relative pronoun), authority, source, people. `code`: RoleCode of a relative,
    gender of a pronoun, kind of an authority. `owner`: gender word of the possessive, a Person, or None.
    `head`: token index of the kin word. `case`: that of a noun, where its ending says it (forms.Noun). `stands_for`: whom
    a relative pronoun takes up. `called`: the name under which the same relative was spoken of before. `names`: those of
    several relatives, where all are named. `household`: who lives with this relative, where that is not the subject.
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
    stands_for: Person | None = None
    called: str | None = None
    names: tuple[str, ...] = ()
    household: str = ""
    case: str = ""

    @property
    def meant(self) -> Person:
        """The person that a relative pronoun takes up, else this one."""
        return self.stands_for.meant if self.stands_for is not None else self

    @property
    def nearest(self) -> Person:
        """Whom words beside these are about: of "the father of Rushan", where that is the subject, Rushan."""
        owner = self.owner
        ends = isinstance(owner, Person) and owner.last == self.last and owner.who.startswith("relative:")
        return owner if ends and self.who == SUBJECT else self

    @property
    def gender(self) -> str:
        if self.sort == "pronoun":
            return self.code
        return GENDER_OF.get(self.code, "")
