"""Telling: what a narrative says, as proposed claims in the record, with informants' names masked before anything else."""

from collections.abc import Iterator
from typing import Any

from casebook import anchoring, languages_seen, masking
from casebook.database import Writer
from casebook.dates import offsets
from casebook.gathering import STANDS, Gatherer, Person, Record
from casebook.keys import SEPARATOR, mention_key
from casebook.masking import HIDDEN_ROLES, Contact
from casebook.masking_names import Names
from casebook.narratives import propose_claims
from casebook.narratives.claims import ProposedClaim
from casebook.plans import NameForm, Stamp, name_forms
from casebook.reading_values import COUNTED, Part, place_value
from casebook.slots import Slot
from casebook.sources import Entry, Source
from casebook.vocabularies import load

READING = "by machine"
SAYS = {"negated": "is not so", "unknown": "is not known"}

# Relatives of whom there is one: wherever a text names such a one, it is the same person.
ONE_ONLY = ("", "WIFE", "HUSB", "FTH", "MTH", "SPS", "FTHINLAW", "MTHINLAW")

# Who is meant, among the words of the schema, by whom a narrative names as saying something.
SAID_BY = {"speaker": "family", "hearsay": "unknown", "source": "unknown", "police": "authorities"}


class Teller:
    """Reads the narratives of one source."""

    def __init__(self, writer: Writer, source: Source, gatherer: Gatherer) -> None:
        self.writer, self.source, self.gatherer = writer, source, gatherer
        self._events: dict[str, str] = load("narrative_events")

    def tell(self, record: Record, column: str, text: str, standing: str, version: int | None, file: int) -> str:
        """Add the claims of one narrative cell to its record; returns the cell as it is masked now."""
        column_language = self.source.column(column).entries[0].language
        language = column_language or self.source.language or languages_seen.language(text)
        if language is None:
            if version is None:
                self.gatherer.unread(record, column)
            return text
        subject = record.names[0] if record.names else None
        proposed = propose_claims(text, language=language, subject=subject)
        masked = self._masked(record, column, text, proposed, version, file)
        if masked != text:  # as it will be read whenever it is read again
            text, proposed = masked, propose_claims(masked, language=language, subject=subject)
        people: dict[str, tuple[Person, str]] = {}
        for claim in proposed:
            who, role = self._person(record, column, claim, people)
            for stamp, kind in self._stamps(column, text, claim, role, language):
                if anchoring.is_counted(stamp) and anchoring.counts_from_telling(stamp):
                    stamp = anchoring.counted(stamp, anchoring.day_of(record.told))
                event = None
                if kind and standing == STANDS and stamp.front[4] != "is not so":
                    event = self.gatherer.event(record, who, kind, None, at=claim.start)
                row = self.gatherer.claim(record, stamp, who, event and event.row, standing, version, READING)
                if event and row:
                    event.tell(stamp.property, stamp.part)
        return text

    def _masked(
        self, record: Record, column: str, text: str, proposed: list[ProposedClaim], version: int | None, file: int
    ) -> str:
        """The text without the names of those who told it; the names go to contacts.db, the text to its table again."""
        found = [claim.name for claim in proposed if claim.kind == "informant" and claim.name]
        spans = Names(found).spans(text) if found else []
        if not spans:
            return text
        key = mention_key(record.key, "informant", column)
        contacts = [Contact("name", text[a:b], text[a:b], column, a, b, key) for a, b in spans]
        masking.save(self.writer.contacts, file, record.key, contacts)
        return masking.mask_stored(self.writer.cases, self.writer.contacts, record.row, version, column, spans, file)

    def _person(
        self, record: Record, column: str, claim: ProposedClaim, people: dict[str, tuple[Person, str]]
    ) -> tuple[Person, str]:
        """The mention a claim is about: the subject, who speaks, or somebody named by relation or not at all."""
        who = "speaker" if claim.kind == "informant" else claim.who
        role, _, code = who.partition(":")
        another = claim.kind == "relation" and code not in ONE_ONLY
        if who in people and not another:
            return people[who]
        if who == "subject":
            found = (self.gatherer.subject(record), "subject")
        else:
            role = {"speaker": "informant"}.get(role, role)
            key = mention_key(record.key, role, column, None if role == "informant" else claim.start)
            found = (self.gatherer.person(record, key, role, claim.count if another else None), role)
            if code:
                self.gatherer.relate(record, found[0], code, claim.count if another else None, "")
        people[who] = found
        self._relate(record, claim, found[0])
        return found

    def _relate(self, record: Record, claim: ProposedClaim, who: Person) -> None:
        if claim.kind == "informant" and claim.relation:
            self.gatherer.relate(record, who, claim.relation.code, None, "")

    def _stamps(
        self, column: str, text: str, claim: ProposedClaim, role: str, language: str | None
    ) -> Iterator[tuple[Stamp, str | None]]:
        """The claims that one proposal makes: that it happened, and when, where, for how long, on what charge."""
        event = self._events.get(claim.kind)
        for name, part in _parts(claim, event):
            if name == "name" and claim.name not in text:
                continue  # it was masked: whoever bears it told the story
            raw = text[claim.start : claim.end]
            says = SAYS.get(claim.polarity, "doubtful" if claim.certainty == "doubtful" else "is so")
            part = part._replace(start=claim.start, end=claim.end, rule=f"narrative: {claim.rule}")
            tail = SEPARATOR.join(("", name, column, str(claim.start), str(claim.end), raw))
            asserted = SAID_BY.get(claim.attribution, claim.attribution) or self.source.asserted_by
            front = (name, raw, column, part.value, says, None, part.edtf, part.earliest, part.latest, part.low,
                     part.high, part.unit, language)  # fmt: skip
            back = (
                claim.start,
                claim.end,
                part.rule,
                asserted,
                self.source.reported_by,
                self.source.how_known,
                None,
            )
            points = "yes" if role == "informant" else "possibly"
            forms = self._forms(claim, role) if name == "name" else ()
            yield Stamp(Slot(role, None, None, column), None, tail.encode(), front, back, points, name, part, forms), event

    def _forms(self, claim: ProposedClaim, role: str) -> tuple[NameForm, ...]:
        return tuple(name_forms(claim.name, Entry("name"))) if role not in HIDDEN_ROLES else ()


def _parts(claim: ProposedClaim, event: str | None) -> Iterator[tuple[str, Part]]:
    """(property, part) pairs of a proposal; an event says first that it happened."""
    nothing = Part(0, 0, "")
    if event:
        yield "occurred", nothing._replace(value=event)
    if claim.date:
        yield ("birth" if claim.kind == "birth" else "date"), nothing._replace(
            edtf=claim.date.edtf, earliest=_day(claim.date.earliest), latest=_day(claim.date.latest))  # fmt: skip
    elif claim.offset:
        yield "date", nothing._replace(value=offsets.written(claim.offset), unit=COUNTED)
    if claim.term:
        least, greatest = claim.term.bounds
        yield "term", nothing._replace(value=claim.term.kind, low=least, high=greatest, unit="months")
    if claim.place:
        yield "place", nothing._replace(value=place_value(claim.place), unit=claim.place.level)
    if claim.facility:
        yield "facility", nothing._replace(value=claim.facility)
    if claim.charge:
        yield "charge", nothing._replace(value=claim.charge.code)
    if claim.country:
        yield "country", nothing._replace(value=claim.country, unit="country")
    if claim.kind in ("relation", "informant") and claim.relation:
        yield "relation", nothing._replace(value=claim.relation.code, low=claim.count, high=claim.count, unit="persons")
    if claim.name and claim.kind == "relation":
        yield "name", nothing._replace(value=claim.name)
    if claim.kind == "age":
        yield "age", nothing._replace(low=claim.age_min, high=claim.age_max, unit="years")
    if claim.kind in ("reason", "reference"):
        yield claim.kind, nothing._replace(value=claim.reference)


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None
