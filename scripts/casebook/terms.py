"""Prison terms as people write them, in eleven languages: how long, of what kind, and what comes with it."""

import calendar
import math
from dataclasses import dataclass
from datetime import date

from casebook import lexing
from casebook.terms_asides import Phrase, without_asides
from casebook.terms_finding import find_sentences
from casebook.terms_items import WHOLE, read_items
from casebook.terms_lengths import Length
from casebook.terms_sentence import Sentence, arrange
from casebook.terms_words import Amount, Symbol, symbols

_LONGEST = 400
_MOST_WORDS = 80
SENTENCES = ("term", "life", "death", "death_reprieve", "suspended")  # kinds that are the sentence, and not beside it


@dataclass(frozen=True)
class Term:
    """One sentence. Months count custody alone; `additional` is a tuple of (kind, months_min, months_max), kind one
    of exile, rights_loss, probation, unspecified (the 5 of `10+5`); None is an open or unsaid bound. Days are kept in `iso`, and
    as the whole months below and above. `iso` is set only for an exact custody. `reprieve_months`: of 死缓, or the time
    on probation. `also`: fine, confiscation. `kind` besides those of sentences in custody: exile or rights_loss where
    that is all there is."""

    kind: str
    months_min: int | None = None
    months_max: int | None = None
    iso: str | None = None
    additional: tuple[tuple[str, int | None, int | None], ...] = ()
    reprieve_months: int | None = None
    rule: str = ""
    about: bool = False
    also: tuple[str, ...] = ()


def parse_term(text: str, *, language: str | None = None, unit: str | None = None) -> Term | None:
    """The sentence that `text` is, every word of it accounted for; else None. `unit` (years, months, weeks, days):
    what the source declares bare numbers to count. Rules: docs of data/vocabularies/terms.yml. A number that may as
    well be a year or an age (17年, 17-jährig) needs a word of prison or sentence beside it; a bare number without
    declared unit is none."""
    if not text or len(text) > _LONGEST:
        return None
    found = {term for code in lexing.candidates(text, language) if (term := _parse(text, code, unit or ""))}
    return found.pop() if len(found) == 1 else None


def find_terms(text: str, *, language: str | None = None) -> list[tuple[int, int, Term]]:
    """(start, end, term) of every sentence in running text, in code points and in order, verbs of sentencing left
    out. A number of years counts only beside a word of prison or sentence, and not as time served, threatened, or
    someone's age."""
    found = []
    for rank, code in enumerate(lexing.candidates(text, language)):
        hits = [
            (start, end, term) for start, end, sentence in find_sentences(text, code) if (term := term_of(sentence))
        ]
        found.append((len(hits), -rank, hits))
    return max(found)[2]


def _parse(text: str, language: str, unit: str) -> Term | None:
    words = lexing.tokens(text, language)
    if not words or len(words) > _MOST_WORDS:
        return None
    read = symbols(words, language)
    return _whole(read, unit) or _whole(without_asides(Phrase(text, words, language, read)), unit)


def _whole(read: list[Symbol] | None, unit: str) -> Term | None:
    """The sentence that all of these symbols are."""
    items = read_items(read, unit) if read else None
    sentence = arrange(items, declared=bool(unit)) if items else None
    return term_of(sentence) if sentence else None


def term_of(sentence: Sentence) -> Term | None:
    """The term a sentence amounts to; None when it holds no length, no whole sentence, and no word that is one without
    its length (有期徒刑, "выслан")."""
    kind = _kind(sentence)
    if kind is None:
        return None
    custody = sentence.custody
    low, high = _months(custody)
    exact = custody is not None and custody.low == custody.high and not custody.about
    reprieve = (
        24 if "death_two_years" in sentence.kinds and sentence.reprieve is None else _exact_months(sentence.reprieve)
    )
    return Term(
        kind,
        low,
        high,
        custody.low.iso if exact else None,
        tuple((name, *_months(length)) for name, length in sentence.additional),
        reprieve,
        _rule(kind, custody),
        custody.about if custody else False,
        sentence.also,
    )


def _kind(sentence: Sentence) -> str | None:
    kinds = sentence.kinds
    life, death = "life" in kinds, bool(kinds & (WHOLE - {"life"}))
    held = bool(kinds & {"suspended", "period"})
    if death:
        return None if life else "death_reprieve" if held or kinds & {"death_reprieve", "death_two_years"} else "death"
    if life:
        return None if held else "life"
    if held:
        return (
            "suspended"
            if sentence.custody or "custody" in kinds or "period" in kinds or sentence.reprieve or len(kinds) == 1
            else None
        )
    if sentence.custody:
        return "term"
    if sentence.additional and (sentence.additional[0][1] or "unmeasured" in kinds):
        return sentence.additional[0][0]
    return "term" if "unmeasured" in kinds else None


def _rule(kind: str, custody: Length | None) -> str:
    return f"term:{kind}" + (f":{custody.rule.replace(' ', '-')}" if custody else "")


def _months(length: Length | None) -> tuple[int | None, int | None]:
    if length is None:
        return None, None
    return _floor(length.low), _ceiling(length.high)


def _exact_months(length: Length | None) -> int | None:
    low, high = _months(length)
    return low if low == high else None


def _floor(amount: Amount | None) -> int | None:
    return None if amount is None else math.floor(amount.size)


def _ceiling(amount: Amount | None) -> int | None:
    return None if amount is None else math.ceil(amount.size)


def expected_end(
    start_earliest: date | None, start_latest: date | None, term: Term, credit_months: int = 0
) -> tuple[date | None, date | None]:
    """(earliest, latest) day on which a sentence in custody may end: start plus term less the months credited, a day
    that the month lacks becoming its last. None where a bound of the start or of the term is open, and for sentences
    without an end."""
    if term.kind != "term":
        return None, None
    days = _days(term)
    if days is not None and not credit_months:
        return tuple(_plus_days(start, days) for start in (start_earliest, start_latest))
    return _plus_months(start_earliest, term.months_min, credit_months), _plus_months(
        start_latest, term.months_max, credit_months
    )


def _days(term: Term) -> int | None:
    """The days of a term that is counted in days alone."""
    body = (term.iso or "").removeprefix("P").removesuffix("D")
    return int(body) if body.isdecimal() and (term.iso or "").endswith("D") else None


def _plus_days(start: date | None, days: int) -> date | None:
    ordinal = start.toordinal() + days if start else 0
    return date.fromordinal(ordinal) if 0 < ordinal <= date.max.toordinal() else None


def _plus_months(start: date | None, months: int | None, credit: int) -> date | None:
    if start is None or months is None:
        return None
    year, month = divmod(start.year * 12 + start.month - 1 + max(months - credit, 0), 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1])) if year <= 9999 else None
