"""Prison terms as people write them, in eleven languages: how long, of what kind, and what comes with it."""

import math

from casebook import lexing
from casebook.terms_asides import Phrase, without_asides
from casebook.terms_ends import SENTENCES, Term, end_window, expected_end
from casebook.terms_finding import find_sentences
from casebook.terms_items import WHOLE, read_items
from casebook.terms_lengths import Length
from casebook.terms_sentence import Sentence, arrange
from casebook.terms_words import Amount, Symbol, symbols

__all__ = ["SENTENCES", "Term", "end_window", "expected_end", "find_terms", "parse_term"]

_LONGEST = 400
_MOST_WORDS = 80


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
