"""Who testified, as registers and forms note it: "Testimony 1: Aigul Omar, now in Turkey (sister)", "Reported by: ..."."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from casebook.kinship import inverse
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.countries import HERE, country_at
from casebook.narratives.lexicon import Hit, Lexicon
from casebook.narratives.people import GENDER_OF, INVERSE
from casebook.narratives.relatives import by_code
from casebook.narratives.sentence import Sentence

PATTERNS = ("informant", "relation", "inverse", "home")
LABEL = r"(?:^|(?<=[.;|•*(。；]))[^\S\n]*(?:%s)[^\S\n]*[:：]"
END = re.compile(r"\n|[^\S\n]\|[^\S\n]|$")


@dataclass(slots=True)
class Segment:
    """A note "label: value" : its kind (PATTERNS) and the characters [start, end) of its value."""

    kind: str
    start: int
    end: int


def register_claims(sentences: list[Sentence]) -> list[ProposedClaim]:
    """One informant for each note that names one with a relation or a country; notes on both complete the last one."""
    found: list[ProposedClaim] = []
    for segment in _segments(sentences):
        claim = _claim(sentences, segment)
        if segment.kind == "informant":
            found.extend([claim] if claim is not None and (claim.relation or claim.country) else [])
        elif claim is not None and found and segment.kind == "home":
            found[-1] = replace(found[-1], country=found[-1].country or claim.country)
        elif claim is not None and claim.relation is not None:
            last = found.pop() if found else claim
            found.append(last if last.relation else replace(claim, country=claim.country or last.country))
    return list({(claim.relation and claim.relation.code, claim.country): claim for claim in reversed(found)}.values())[
        ::-1
    ]


def _segments(sentences: list[Sentence]) -> Iterator[Segment]:
    label = _labels(sentences[0].lexicon) if sentences else None
    text = sentences[0].text if label is not None else ""
    marks = list(label.finditer(text)) if label is not None and (":" in text or "：" in text) else []
    for mark, ahead in zip(marks, [*marks[1:], None], strict=False):
        end = END.search(text, mark.end())
        last = end.start() if end is not None else len(text)
        yield Segment(str(mark.lastgroup), mark.end(), min(last, ahead.start()) if ahead is not None else last)


@cache
def _labels(words: Lexicon) -> re.Pattern[str] | None:
    patterns = words.words.get("register_patterns") or {}
    named = "|".join(f"(?P<{name}>{patterns[name]})" for name in PATTERNS if name in patterns)
    return re.compile(LABEL % named, re.IGNORECASE | re.MULTILINE) if named else None


def _claim(sentences: list[Sentence], segment: Segment) -> ProposedClaim | None:
    kin = _kin(sentences, segment)
    within = list(_within(sentences, segment))
    said = next((at for at, (where, *_) in enumerate(within) if kin is not None and where is kin[0]), 0)
    country = _country(within[: said + 1])  # what goes on behind is no longer about who testifies
    if kin is None:
        return ProposedClaim("informant", segment.start, segment.end, who="other", country=country, rule="register")
    sentence, hit = kin
    relation = by_code(str(hit.value), sentence.lexicon.language)
    word = next((one for one in sentence.of("possessives") if one.last == hit.first), None)
    if segment.kind == "inverse" or word is not None and word.value in ("male", "female"):  # "testifies for his son"
        relation = _turned(sentence, relation, str(word.value) if word is not None else "")
    if relation is None:
        return None
    start, end = sentence.chars(hit.first, hit.last)
    who = f"relative:{relation.code}"
    return ProposedClaim("informant", start, end, who=who, relation=relation, count=1, country=country, rule="register")


def _turned(sentence: Sentence, relation: Any, gender: str) -> Any:
    """What somebody is to their relative, a man or a woman where that is known."""
    other = inverse(relation) if relation is not None else None
    if other is None or other.code == "EXT":
        return None
    codes = INVERSE.get(relation.code, "").split()
    code = next((code for code in codes if gender and GENDER_OF.get(code) == gender), other.code)
    return by_code(code, sentence.lexicon.language)


def _kin(sentences: list[Sentence], segment: Segment) -> tuple[Sentence, Hit] | None:
    """The word that says who it is: one alone in brackets, else the first."""
    hits = [(sentence, hit) for sentence, first, last in _within(sentences, segment)
            for hit in sentence.of("kin") if first <= hit.first and hit.last <= last]  # fmt: skip
    alone = (one for one in hits if _is_bracketed(*one))
    return next(alone, hits[0] if hits else None)


def _is_bracketed(sentence: Sentence, hit: Hit) -> bool:
    return sentence.low(hit.first - 1) == "(" and sentence.low(hit.last) in (")", ",", "")


def _country(within: list[tuple[Sentence, int, int]]) -> str | None:
    """The only country abroad that the note names, by its own name, by that of a city or as a citizenship."""
    found = set()
    for sentence, first, last in within:
        demonyms = sentence.lexicon.words.get("demonyms", {})
        index = first
        while index < last:
            place = None if sentence.moment_at(index) else country_at(sentence, index)
            if place is None and any(sentence.is_in(at, "citizen") for at in (index + 1, index + 2)):
                code = demonyms.get(sentence.low(index))
                place = (code, index + 1) if code else None
            if place is not None:
                found.add(place[0])
            index = place[1] if place is not None else index + 1
    found.discard(HERE)
    return found.pop() if len(found) == 1 else None


def _within(sentences: list[Sentence], segment: Segment) -> Iterator[tuple[Sentence, int, int]]:
    """(sentence, first, last) of the tokens of each sentence that lie in the segment."""
    tokens = sentences[0].tokens
    first = bisect_left(tokens, segment.start, key=lambda token: token.start)
    last = bisect_left(tokens, segment.end, key=lambda token: token.start)
    for sentence in sentences:
        low, high = max(first, sentence.first), min(last, sentence.last)
        if low < high:
            yield sentence, low, high
