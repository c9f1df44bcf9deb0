"""One sentence of a narrative with everything found in it so far."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import Any

from casebook.narratives.lexicon import Hit, Lexicon
from casebook.narratives.tokens import Token

OPENING, CLOSING = frozenset('“«„「"‘'), frozenset("”»“」\"’'")


NONE: list[Hit] = []  # never added to


@dataclass(slots=True, eq=False)
class Sentence:
    """Tokens [first, last) of the narrative; all indexes inside are indexes of the narrative's tokens."""

    text: str
    tokens: list[Token]
    first: int
    last: int
    lexicon: Lexicon
    hits: list[Hit]
    places: dict[str, list[int]]
    subject_named: bool = True
    people: list[Any] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    possessors: list[Any] = field(default_factory=list)
    moments: list[Any] = field(default_factory=list)
    terms: list[Any] = field(default_factory=list)
    _grouped: Any = None
    _groups: dict[Any, list[Hit]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        opened = None
        for index in range(self.first, self.last):
            mark = self.tokens[index].low
            if (mark in OPENING or mark == "'" and self._opens(index)) and opened is None:
                opened = index
            elif mark in CLOSING and opened is not None:
                self.quotes.append((opened, index))
                opened = None
        if opened is not None and self.tokens[opened].low != "'":
            self.quotes.append((opened, self.last))

    def _opens(self, index: int) -> bool:
        """Whether a straight mark stands before a word and behind a space."""
        before, after = self.tokens[index - 1] if index > self.first else None, self.tokens[index]
        ahead = self.tokens[index + 1] if index + 1 < self.last else None
        free = before is None or before.end < after.start
        return free and ahead is not None and ahead.start == after.end

    def of(self, *types: str) -> list[Hit]:
        """The hits of these types, by place."""
        if self._grouped is not self.hits:
            self._groups = {}
            for hit in self.hits:
                self._groups.setdefault(hit.type, []).append(hit)
            self._grouped = self.hits
        if len(types) == 1:
            return self._groups.get(types[0], NONE)
        found = self._groups.get(types)
        if found is None:
            found = [hit for name in types for hit in self._groups.get(name, NONE)]
            found.sort(key=lambda hit: (hit.first, -hit.last))
            self._groups[types] = found
        return found

    def low(self, index: int) -> str:
        """The folded token at `index`, "" outside the sentence."""
        return self.tokens[index].low if self.first <= index < self.last else ""

    def is_in(self, index: int, *names: str) -> bool:
        """Whether the token at `index` is a word of one of these lists of the vocabulary."""
        if self.first <= index < self.last and (lists := self.tokens[index].lists):
            return names[0] in lists if len(names) == 1 else not lists.isdisjoint(names)
        return False

    def where(self, name: str) -> list[int]:
        """The indexes of the tokens that are words of a list of lexicon.INDEXED, in order."""
        places = self.places[name]
        return places[bisect_left(places, self.first) : bisect_left(places, self.last)] if places else places

    def ends_in(self, index: int, *names: str) -> bool:
        """Whether the token at `index` has one of the endings of these lists of the vocabulary."""
        return any(self.low(index).endswith(self.lexicon.endings(name)) for name in names)

    def words(self, first: int, last: int) -> str:
        """The text of tokens [first, last)."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end] if last > first else ""

    def chars(self, first: int, last: int) -> tuple[int, int]:
        """Start and end in characters of tokens [first, last)."""
        return self.tokens[first].start, self.tokens[max(first, last - 1)].end

    def moment_at(self, index: int) -> Any:
        """The moment whose words hold the token at `index`, or None."""
        for moment in self.moments:
            if moment.first <= index < moment.last:
                return moment
        return None

    def person_at(self, index: int) -> Any:
        """The person whose words hold the token at `index`, or None."""
        for person in self.people:
            if person.first <= index < person.last:
                return person
        return None

    def any_between(self, first: int, last: int, *types: str) -> bool:
        """Whether a hit of these types lies wholly in tokens [first, last)."""
        return any(first <= hit.first and hit.last <= last for name in types for hit in self.of(name))
