"""What stands beside a sentence and changes nothing of it: what it was for, the court, the day, where one was sent."""

import re
from functools import cache
from typing import NamedTuple

from casebook import dates, lexing, vocabularies
from casebook.charges import parse_charge
from casebook.charges_articles import cited, may_cite
from casebook.kinship import parse_relation
from casebook.terms_items import KINDS, WHOLE
from casebook.terms_lengths import read_length
from casebook.terms_units import unit_of
from casebook.terms_words import Symbol

_SEPARATORS = frozenset(",():-/")
_OPENING, _CLOSING = frozenset("(,"), frozenset(":,)")
_PENAL = frozenset({"verb", "custody", "exile", "suspended"}) | WHOLE
_FIXED = _PENAL | {"rights_for_life", "rights", "period", "confiscation", "fine", "gets", "plus", "half", "block"}
_FIXED |= {"changed", "total"}
_JOINING = frozenset({"link", "lead", "where", "weak_years"})
_BEFORE, _AFTER = frozenset({"charged", "for"}), frozenset({"charged_after", "for_after"})
_KEPT = _BEFORE | _AFTER | {"where", "court"}
_WINDOW = 12  # tokens of a date or an article of law
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ABBREVIATION = 4  # letters of a word that a point may follow within a sentence: "ст. 58", "г. Самара"


class Phrase(NamedTuple):
    """A phrase about a sentence: its characters, tokens, language, and the symbols of the tokens."""

    text: str
    words: list[lexing.Token]
    language: str
    symbols: list[Symbol]

    def said(self, piece: list[Symbol]) -> str:
        """The characters of a piece."""
        return self.text[self.words[piece[0].at].start : self.words[piece[-1].end - 1].end]


def without_asides(phrase: Phrase) -> list[Symbol] | None:
    """The symbols without those that only say why, where, when and by whom someone was sentenced; None when other
    words are left over, or there are none of these."""
    read = phrase._replace(symbols=_marked(phrase))
    penal = any(symbol.roles & _PENAL for symbol in read.symbols)
    kept: list[Symbol] = []
    going_on, dropped = False, False
    pieces = _pieces(read)
    for (piece, own), (after, _) in zip(pieces, [*pieces[1:], ([], True)], strict=True):
        if own or all(symbol.roles & KINDS for symbol in piece):
            kept += piece
        else:
            going_on = _is_reason(read, piece, penal, going_on)
            if not going_on and not _is_circumstance(piece, read, kept, after):
                return None
            dropped = True
    return kept if dropped else None


def _marked(phrase: Phrase) -> list[Symbol]:
    """The symbols with each article of law, and each day, as one symbol of its own; a number before a unit is none."""
    citing, dating = may_cite(phrase.text), bool(_YEAR.search(lexing.figures(phrase.text)))
    found: list[Symbol] = []
    at, symbols = 0, phrase.symbols
    while at < len(symbols):
        counted = bool(at) and symbols[at - 1].number is not None and bool(unit_of(symbols[at]))
        ends = range(min(at + _WINDOW, len(symbols)) if (citing or dating) and not counted else at, at, -1)
        spans = ((end, symbols[at:end]) for end in ends if end == len(symbols) or not unit_of(symbols[end]))
        marks = ((_mark(phrase, span, citing, dating), end) for end, span in spans)
        role, end = next((mark for mark in marks if mark[0]), ("", at + 1))
        whole = Symbol(frozenset({role}), None, None, symbols[at].at, symbols[end - 1].end, role)
        found.append(whole if role else symbols[at])
        at = end
    return found


def _mark(phrase: Phrase, symbols: list[Symbol], citing: bool, dating: bool) -> str:
    """Whether these symbols cite a law, or say a day, a month or a year; digits are needed for either."""
    said = lexing.figures(phrase.said(symbols))
    if not any(sign.isdecimal() for sign in said) or symbols[0].key in _SEPARATORS or symbols[-1].key in _SEPARATORS:
        return ""
    if citing and cited(said):
        return "cited"
    dated = dating and _YEAR.search(said) and dates.parse_date(said, language=phrase.language)
    return "dated" if dated else ""


def _pieces(phrase: Phrase) -> list[tuple[list[Symbol], bool]]:
    """The symbols in pieces, each with whether it is the sentence's own: a length, a punishment, or a sign between."""
    pieces: list[tuple[list[Symbol], bool]] = [([], False)]
    at, symbols = 0, phrase.symbols
    while at < len(symbols):
        symbol, length = symbols[at], read_length(symbols, at)
        end = length[1] if length else at + 1
        if length or _fixed(symbol) or _parts(phrase, at):
            pieces += [(symbols[at:end], "dated" not in symbol.roles), ([], False)]
        else:
            if _begins(symbol, pieces[-1][0]):
                pieces.append(([], False))
            pieces[-1][0].append(symbol)
            if symbol.roles & _AFTER:
                pieces.append(([], False))
        at = end
    return [part for piece, own in pieces for part in ([(piece, True)] if own else _trimmed(piece))]


def _fixed(symbol: Symbol) -> bool:
    return symbol.number is not None or symbol.amount is not None or bool(symbol.roles & _FIXED)


def _parts(phrase: Phrase, at: int) -> bool:
    """Whether a sign parts what stands on its sides; a point does unless it closes an abbreviation."""
    symbol = phrase.symbols[at]
    if symbol.key != ".":
        return symbol.key in _SEPARATORS or symbol.key == ";" or "dated" in symbol.roles
    before = phrase.words[symbol.at - 1].word if symbol.at else ""
    return not 0 < len(before) <= _ABBREVIATION or symbol.end == len(phrase.words)


def _begins(symbol: Symbol, piece: list[Symbol]) -> bool:
    """Whether a new piece begins at a word that opens a reason, or, where none is being told, a place or one more."""
    telling = bool(piece) and (bool(piece[0].roles & _BEFORE) or any("court" in told.roles for told in piece))
    return bool(symbol.roles & _BEFORE) or bool(symbol.roles & {"where", "and"}) and not telling


def _trimmed(piece: list[Symbol]) -> list[tuple[list[Symbol], bool]]:
    """A piece with the words that carry nothing at its ends apart."""
    start, end = 0, len(piece)
    while start < end and piece[start].roles & KINDS and not piece[start].roles & _KEPT:
        start += 1
    while end > start and piece[end - 1].roles & KINDS and not piece[end - 1].roles & _KEPT:
        end -= 1
    parts = ((piece[:start], True), (piece[start:end], False), (piece[end:], True))
    return [(part, own) for part, own in parts if part]


def _is_reason(phrase: Phrase, piece: list[Symbol], penal: bool, going_on: bool) -> bool:
    """Whether the piece says what the sentence was for: after a word that says so, or as a charge known by its name.
    "For" may say something else, so that something else must show it: a charge, something done, a word of prison."""
    said = phrase.said(piece)
    if parse_relation(said, language=phrase.language):
        return False
    more = len(piece) > 1
    if more and ("charged" in piece[0].roles or "charged_after" in piece[-1].roles):
        return True
    if any("cited" in symbol.roles for symbol in piece) or parse_charge(said, language=phrase.language):
        return True
    opened = more and "for" in piece[0].roles
    closed = more and "for_after" in piece[-1].roles
    if penal and (opened or closed):
        return True
    if len(piece) > 1 and _matches(phrase.language, "activity_after", piece[-1]):
        return True
    done = piece[-2 if closed else 1 if opened else 0]
    return (opened or closed or going_on) and _matches(phrase.language, "activity", done)


@cache
def _pattern(language: str, name: str) -> re.Pattern[str] | None:
    pattern = vocabularies.load("terms")[language].get(name)
    return re.compile(pattern) if pattern else None


def _matches(language: str, name: str, symbol: Symbol) -> bool:
    """Whether a word looks like one that says what someone did: "praying", bulundurmaktan."""
    pattern = _pattern(language, name)
    return pattern is not None and bool(pattern.fullmatch(symbol.key))


def _is_circumstance(piece: list[Symbol], phrase: Phrase, before: list[Symbol], after: list[Symbol]) -> bool:
    """Whether the piece says the day or the court, or a place: of exile, or of the prison named behind it."""
    apart = bool(after) and after[0].key in _CLOSING or bool(before) and before[-1].key in _OPENING
    if "dated" in piece[0].roles:
        verb = any(
            symbol.roles & {"verb", "exile", "sentence"} for symbol in (before if _ranges(after) else phrase.symbols)
        )
        return len(piece) == 1 and (apart or verb)
    courts = [at for at, symbol in enumerate(piece) if "court" in symbol.roles]
    if courts:
        rest = piece[courts[-1] + 1 :]
        penal = any(symbol.roles & _PENAL for symbol in phrase.symbols)
        return (penal or apart) and (not rest or bool(rest[0].roles & _JOINING))
    if "where" not in piece[0].roles or len(piece) == 1:
        return False
    sent = any("exile" in symbol.roles for symbol in before)
    return sent or bool(after) and "custody" in after[0].roles


def _ranges(after: list[Symbol]) -> bool:
    """Whether what follows may end a range: "March 2019 to 20 years"."""
    return bool(after) and "to" in after[0].roles
