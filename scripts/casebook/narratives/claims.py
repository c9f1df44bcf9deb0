"""What a narrative says, one claim at a time, with the characters that say it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class ProposedClaim:
    """One thing a narrative says, as proposed by machine and not yet checked by a person.

    `text[start:end]` (Unicode code points) is the shortest passage that says it.
    `kind`: detained, went_missing, transferred, tried, sentenced, released, forced_labour, died, seen, last_contact,
    learned, letter, fine, charge, reason, relation, informant, residence, reference, birth, age, held, camp, hospital,
    ill_treatment, questioned, deported, rehabilitated, lawyer, whereabouts.
    `who`: "subject", "speaker", "relative:<RoleCode>" or "other".
    `date` is a casebook.dates.PartialDate; `until` the end of a stay that has one; `offset` a casebook.dates.Offset
    counted from an event that is not certain here. `term`: casebook.terms.Term. `relation`: casebook.kinship.Relation.
    `count`: persons meant, None when not said. `age_min`, `age_max`: completed years.
    `country`: ISO 3166 alpha-2. `place`, `charge`: as casebook.places and casebook.charges return them.
    `facility`: kind of the place of custody (camp, prison, detention_centre, police, ...).
    `polarity`: affirmed, negated or unknown ("it is not known whether"). `certainty`: certain or doubtful.
    `attribution`: who says so when the text tells (speaker, family, authorities, police, court, media, organisation,
    source, hearsay), else None. `rule`: the rule that read it.
    """

    kind: str
    start: int
    end: int
    who: str = "subject"
    date: Any = None
    until: Any = None
    offset: Any = None
    term: Any = None
    relation: Any = None
    count: int | None = None
    age_min: int | None = None
    age_max: int | None = None
    country: str | None = None
    place: Any = None
    facility: str | None = None
    charge: Any = None
    name: str | None = None
    reference: str | None = None
    polarity: str = "affirmed"
    certainty: str = "certain"
    attribution: str | None = None
    rule: str = ""
