"""What a distance in time is counted from: the event it names, or the last date of the story while that is certain."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from casebook.dates import parse_date, resolve
from casebook.narratives.calendar import Moment
from casebook.narratives.cues import NEGATED
from casebook.narratives.date_words import is_month
from casebook.narratives.events import UNREAL, Event
from casebook.narratives.sentence import Sentence
from casebook.narratives.verbs import is_verb
from casebook.narratives.ways import counts_on

FINER = {"year": "day week month year", "season": "day week", "third": "day week", "month": "day week month"}
COARSER = {"month": "%Y-%m", "year": "%Y"}
NAMED_REACH = 8  # "two days after [her elder brother was] taken away"
QUIET = 1  # sentences without event or date after which nobody can be sure what "later" is later than


@dataclass(slots=True)
class Clock:
    """Where in time the story is: the date of its last event, None when that event has none or there are several.

    `people`: to whom that happened. `known`: the dates told so far of each kind of event of each person.
    """

    date: Any = None
    people: frozenset[str] = frozenset()
    quiet: int = 0
    known: dict[tuple[str, str], set[Any]] = field(default_factory=dict)

    def settle(self, sentence: Sentence, events: list[Event]) -> None:
        """Date the events of a sentence that are told by a distance from something certain, and move on."""
        bound = {id(event.moment) for event in events if event.moment is not None}
        loose = [moment for moment in sentence.moments if moment.date is not None and id(moment) not in bound]
        vague = any(is_month(sentence, at) and not sentence.moment_at(at) for at in sentence.where("months"))
        self.quiet = 0 if events or loose else self.quiet + 1
        if self.quiet > QUIET or vague:
            self.date = None
        if len(loose) == 1 and not loose[0].role and not vague and all(loose[0].last <= one.first for one in events):
            self.date, self.people, loose = loose[0].date, frozenset(), []  # "on 11 July he marched and was ..."
        for event in events:
            self._count(sentence, events, event, loose)
            self._remember(event)
        if loose or vague or any(event.kind == "learned" for event in events):
            self.date = None

    def _count(self, sentence: Sentence, events: list[Event], event: Event, loose: list[Moment]) -> None:
        moment = event.moment
        if moment is None and not sentence.moments and self.date is not None and _points_back(sentence, event):
            event.moment = Moment(sentence.first, event.first, self.date, rule="same-day")
        if moment is None or moment.date is not None or moment.offset is None or moment.offset.anchor == "telling":
            return
        if counts_on(sentence, moment):
            anchor, last = self._named(sentence, events, moment)
        else:
            near = [one for one in loose if one.last <= moment.first]  # "spoke in June 2020, having learned a month before"
            said = near[0].date if len(near) == 1 and not near[0].role else None
            anchor, last = said if near else self._last(event), moment.last
        date = _counted(moment.offset, anchor)
        if date is not None:
            event.moment = replace(moment, last=last, date=date, offset=None, rule="offset-resolved")

    def _last(self, event: Event) -> Any:
        """The date of the last event, unless that is another person's and this one has a story of their own."""
        own = {person.who for person in event.people}
        others = self.people and not own & self.people
        return None if others and any(who in own for _, who in self.known) else self.date

    def _named(self, sentence: Sentence, events: list[Event], moment: Moment) -> tuple[Any, int]:
        """The date of what follows "two days after", and the end of the words that say it."""
        named = next((event for event in events if event.first >= moment.last), None)
        dated = next((other for other in sentence.moments if other.first >= moment.last and other.date), None)
        if dated is not None and _reached(sentence, moment.last, dated.first):
            return dated.date, dated.last
        if named is None or not _reached(sentence, moment.last, named.first):
            return None, moment.last
        if named.moment is not None:
            return named.moment.date, max(named.last, named.moment.last)
        known = set().union(*(self.known.get((named.kind, person.who), set()) for person in named.people))
        return (known.pop() if len(known) == 1 else None), named.last

    def _remember(self, event: Event) -> None:
        if event.polarity in (NEGATED, UNREAL) or event.kind == "learned":
            return  # what was learned happened before
        moment, people = event.moment, frozenset(person.who for person in event.people)
        dates = [self.known.setdefault((event.kind, who), set()) for who in people]
        if moment is None and any(self.date in told for told in dates):
            return  # told again, without its date
        date = moment.date if moment is not None and moment.role != "since" else None
        self.date, self.people = (moment.until or date if moment is not None else None), people
        for told in dates if date is not None else ():
            told.add(date)


def _counted(offset: Any, anchor: Any) -> Any:
    """The date so far from the anchor; a whole year, month or day ("the following year") is as exact as the anchor."""
    if offset.minimum == offset.maximum == 0 and anchor is not None:
        return _same(offset.unit, anchor) if anchor.earliest is not None else None
    date = resolve(offset, anchor)
    if date is None or not offset.calendar_unit or anchor.qualifier or date.precision not in ("year", "month", "day"):
        return date
    return replace(date, edtf=date.edtf.rstrip("~"), qualifier="")


def _points_back(sentence: Sentence, event: Event) -> bool:
    """ "That was the last time his family saw him": what was told last is what this sentence is about."""
    words = range(sentence.first, event.first)
    opened = bool(words) and event.kind == "last_contact" and not sentence.is_in(sentence.first, "articles")
    return opened and all(sentence.is_in(at, "pointing") for at in words)


def _same(unit: str, anchor: Any) -> Any:
    """ "the same month": of a date as exact as that, the date itself; of an exacter one, the month it lies in."""
    if unit in FINER.get(anchor.precision, "day"):
        return anchor
    form = COARSER.get(unit) if anchor.precision in ("day", "month") and not anchor.qualifier else None
    return parse_date(format(anchor.earliest, form)) if form else None


def _reached(sentence: Sentence, first: int, last: int) -> bool:
    return last - first <= NAMED_REACH and not any(
        is_verb(sentence, index) and not sentence.is_in(index, "be", "have") for index in range(first, last)
    )
