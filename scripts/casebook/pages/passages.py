"""Passages of testimonies in which the words stand that were searched for, for researchers."""

import json
import re
from collections.abc import Iterator

from markupsafe import Markup

from casebook.names import normalise_prose, search_terms
from casebook.pages.reader import Reader
from casebook.pages.shown import highlighted
from casebook.searching.marking import Span, spans

LONGEST = 280  # letters of a passage
MOST_READ = 20_000  # letters of a cell that are looked through
_END = re.compile(r"(?<=[.!?؟。！？\n])\s*")
_SAID = """SELECT m.person, r.content FROM mentions m JOIN records r ON r.id = m.record
WHERE m.role = 'subject' AND m.person IN ({people}) ORDER BY r."key" """


async def found(reader: Reader, words: str, rows: list[dict]) -> dict[int, Markup]:
    """For each case (row number) whose names do not hold the words: the first passage that holds one that they lack."""
    terms = [(form, term.open) for term in search_terms(words) for form in {term.words, normalise_prose(term.typed)}]
    lacking = {row["person"]: [term for term in terms if not spans(row["names"] or "", [term])] for row in rows}
    people = [person for person, left in lacking.items() if left]
    if not people:
        return {}
    told = await reader.table(_SAID.format(people=", ".join(map(str, people))))
    passages: dict[int, Markup] = {}
    for person, content in told[1]:
        if person not in passages and (passage := next(_passages(content, lacking[person], terms), None)):
            passages[person] = passage
    return {row["number"]: passages[row["person"]] for row in rows if row["person"] in passages}


def _passages(content: str, lacking: list, terms: list) -> Iterator[Markup]:
    for cell in json.loads(content).values():
        for sentence in _END.split(cell[:MOST_READ]):
            if spans(sentence, lacking):
                yield _cut(sentence, spans(sentence, terms))


def _cut(sentence: str, marks: list[Span]) -> Markup:
    """The sentence with its words marked, or as much of a long one as stands around the first of them."""
    start = max(0, min(marks)[0] - LONGEST // 2) if len(sentence) > LONGEST else 0
    end = min(len(sentence), start + LONGEST)
    kept = [(one - start, two - start) for one, two in marks if one >= start and two <= end]
    before, after = "…" if start else "", "…" if end < len(sentence) else ""
    return Markup("{}{}{}").format(before, highlighted(sentence[start:end], kept), after)
