"""The shapes of phrases: one date, before, after, by, until, since, between, from-to, or; each word used or nothing read."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from casebook.dates.atoms import Atom, Reading, add, borrow, settle
from casebook.dates.lexicon import Token
from casebook.dates.model import PartialDate
from casebook.dates.numeric import spell_out
from casebook.dates.pieces import Piece, mark, piece

# One letter for each kind of item, so that the shape of a phrase is a string and the grammar a few patterns.
_LETTERS = {
    "before": "b", "before_post": "B", "after": "f", "after_post": "F", "until": "u", "until_post": "U", "by": "y", "by_post": "Y",
    "since": "s", "since_post": "S", "not_before": "n", "not_before_post": "N", "between": "w", "between_post": "W", "and": "&",
    "or": "|", "to": ">", "at_or_to": ">", "from": "r", "ablative": "l", "from_pair": "p", "dative": "t", "now": "^", "note": "!", "range": "-", "-": "-", "/": "/",
    ",": ",", "、": "、", "either": "e",
}  # fmt: skip
_NOTE = re.compile("^![,-]?|[,-]?!$")
_SHAPES = [
    (re.compile(shape), rule)
    for shape, rule in (
        ("A", "one"),
        ("bA|Al?B", "before"),
        ("fA|Al?F", "after"),
        ("uAt?U?|At?U|rAt?U", "until"),
        ("[yY]A|At?[yY]", "by"),
        ("[ns]AN|[nN]A|Al?[nN]", "not_before"),
        (r"(s|r)AS?|(r?Al?S)|[srp]?Al?S?[>ub/-]?\^t?U?|Al?S\^", "since"),
        ("w?A[&>u-]AW|wA[&>u-]A|r?Al?[>u-]AW|Al?At?W", "between"),
        (r"p?A[>u/-]AU?|(r|s)A[>ub-]At?U?|r?AlAt?(U|S)?|(r|s)ASuA|Al?S?u?At?U", "interval"),
        (r"eA,?[|]?eA|e?A(?:[,/|]A)*(?:,?[|]A)|A、A", "or"),
    )
]


def split(tokens: list[Token], reading: Reading) -> tuple[str, list[Atom], Atom] | None:
    """The tokens as a shape, its atoms, and a bare atom that holds qualifiers said of the whole; None when a token has no place."""
    shape: list[str] = []
    atoms: list[Atom] = []
    whole, current, separator = Atom(), Atom(), ""

    def close() -> None:
        nonlocal current
        if not current.is_empty():
            atoms.append(current)
            shape.append("A")
        else:
            whole.approximate |= current.approximate
            whole.uncertain |= current.uncertain
        current = Atom()

    unit = False  # a lone "month" or "year" belongs to a date beside it: "the month after May" is not after May
    for token in tokens:
        kind = token[0]
        if kind == "unit":
            unit = current.is_empty() or bool(separator)
            continue
        if unit and kind in _LETTERS:
            return None
        unit = False
        if kind in ("approx", "probably"):
            if separator and not current.is_empty():
                close()
                shape.append(separator)
                separator = ""
            current.approximate |= kind == "approx"
            current.uncertain |= kind == "probably"
            continue
        if kind in ("-", "/", ",", "、") and not current.is_empty() and not separator:
            separator = kind
            continue
        if kind == "," and current.is_empty():
            continue
        letter = _LETTERS.get(kind)
        if kind == "of_or_from":
            if not current.is_empty():
                continue
            letter = "r"
        if letter is None:
            listed = separator == "," and current.numbers and current.month is None
            apart = separator in ("-", "/", "、") or bool(listed)
            if not _joins(current, token, separator) or not add(current, token, apart, reading):
                if not separator or current.is_empty():
                    return None
                close()
                shape.append(separator)
                if not add(current, token, False, reading):
                    return None
            separator = ""
            continue
        close()
        if separator and separator != ",":
            shape.append(separator)
        separator = ""
        if kind != "at_or_to" or shape[-1:] == ["A"]:
            shape.append(letter)
    close()
    return None if unit or (separator and separator != ",") else ("".join(shape), atoms, whole)


def _joins(atom: Atom, token: Token, separator: str) -> bool:
    """Whether a hyphen or slash can stand inside a date before this token: never before "early", a season or a second number."""
    if separator in ("", ","):
        return True
    return token[0] not in ("P", "numeric", "Q", "S", "years") and not (atom.numbers and token[0] in ("month", "day"))


def read(tokens: list[Token], reading: Reading) -> PartialDate | None:
    """The date that the whole phrase says, or None. Raises AmbiguousOrder as `spell_out` does."""
    found = split(tokens, reading)
    if found is None:
        return None
    shape, atoms, whole = found
    noted = "!" in shape
    shape = _NOTE.sub("", shape)
    rule = next((name for pattern, name in _SHAPES if pattern.fullmatch(shape)), None)
    if rule is None or not all([spell_out(a, reading) and settle(a, reading) for a in atoms]):
        return None
    if "、" in shape and not atoms[0].numbers:
        return None  # 5、6月 is "in May or June"; a list of whole dates is more than one event
    shared = atoms[0].year is None
    pieces = _pieces(atoms, whole, rule, reading)
    if pieces is None or (noted and any(p.precision == "day" for p in pieces)):
        return None
    return _BUILDERS["or" if rule == "interval" and shared and "/" in shape else rule](pieces)


def _pieces(atoms: list[Atom], whole: Atom, rule: str, reading: Reading) -> list[Piece] | None:
    for left, right in zip(atoms[:-1][::-1], atoms[1:][::-1], strict=True):
        borrow(left, right)
    if rule == "interval" and (winter := _one_winter(atoms)):
        atoms = [winter]
    for atom in atoms:
        if len(atoms) > 1:
            atom.plural = False
        elif atom.plural and atom.year is not None and atom.year % 10:
            return None
        atom.approximate |= whole.approximate
        atom.uncertain |= whole.uncertain
    pieces = [piece(atom, reading) for atom in atoms]
    return None if None in pieces else pieces


def _one_winter(atoms: list[Atom]) -> Atom | None:
    """Winter 2017-2018 is one winter, the one that begins in 2017."""
    left, right = atoms
    season = left.season or right.season
    if season != 24 or (left.season and right.season) or left.year is None or right.year != left.year + 1:
        return None
    if any(a.month or a.day or a.part for a in atoms):
        return None
    return Atom(year=left.year, season=24, approximate=left.approximate, uncertain=left.uncertain or right.uncertain)


def _combined(pieces: list[Piece]) -> str:
    marks = "".join(p.qualifier for p in pieces)
    return mark("~" in marks or "%" in marks, "?" in marks or "%" in marks)


def _calendar(pieces: list[Piece]) -> str:
    return next((p.calendar for p in pieces if p.calendar != "gregorian"), "gregorian")


def _one(pieces: list[Piece]) -> PartialDate:
    if len(pieces) > 1:
        return _interval(pieces)
    p = pieces[0]
    edtf = p.qualified(p.single) if p.single else f"[{p.first}..{p.last}]"
    return PartialDate(edtf, p.earliest, p.latest, p.precision, p.qualifier, p.rule, (), p.calendar)


def coarse(day: date, at_end: bool) -> str:
    """A day as the year or month that begins (or ends) with it, else as itself."""
    inner = day + timedelta(days=1) if at_end else day
    if inner.day != 1:
        return day.isoformat()
    return day.isoformat()[:4] if inner.month == 1 else day.isoformat()[:7]


def _open(rule: str) -> Callable[[list[Piece]], PartialDate]:
    def build(pieces: list[Piece]) -> PartialDate:
        p = pieces[0]
        earliest = latest = None
        if rule == "before":
            latest = p.earliest - timedelta(days=1)
            edtf = f"[..{coarse(latest, at_end=True)}]"
        elif rule == "after":
            earliest = p.latest + timedelta(days=1)
            edtf = f"[{coarse(earliest, at_end=False)}..]"
        elif rule in ("by", "until"):
            latest = p.latest
            edtf = f"[..{p.last}]" if rule == "by" else f"../{p.qualified(p.last)}"
        else:
            earliest = p.earliest
            edtf = f"[{p.first}..]" if rule == "not_before" else f"{p.qualified(p.first)}/.."
        return PartialDate(edtf, earliest, latest, "open", p.qualifier, rule, (), p.calendar)

    return build


def _between(pieces: list[Piece]) -> PartialDate | None:
    left, right = pieces
    if right.latest < left.earliest or right.earliest < left.earliest:
        return None
    edtf = f"[{left.first}..{right.last}]"
    return PartialDate(edtf, left.earliest, right.latest, "set", _combined(pieces), "between", (), _calendar(pieces))


def _interval(pieces: list[Piece]) -> PartialDate | None:
    if len(pieces) == 1:
        return _one(pieces)
    left, right = pieces
    if right.earliest < left.earliest or right.latest <= left.latest:
        return None
    edtf = f"{left.qualified(left.first)}/{right.qualified(right.last)}"
    return PartialDate(edtf, left.earliest, right.latest, "interval", _combined(pieces), "interval", (), _calendar(pieces))


def _or(pieces: list[Piece]) -> PartialDate | None:
    ordered = sorted(pieces, key=lambda p: (p.earliest, p.latest))
    if len({(p.earliest, p.latest) for p in pieces}) < len(pieces):
        return None
    joined = all(a.latest + timedelta(days=1) >= b.earliest for a, b in zip(ordered, ordered[1:], strict=False))
    plain = all(p.single and p.first == p.last for p in ordered)
    latest = max(p.latest for p in pieces)
    if joined and not plain:
        last = next(p.last for p in ordered if p.latest == latest)
        edtf = f"[{ordered[0].first}..{last}]"
    else:
        edtf = "[" + ",".join(p.qualified(p.first) if p.first == p.last else f"{p.first}..{p.last}" for p in ordered) + "]"
    return PartialDate(edtf, ordered[0].earliest, latest, "set", _combined(pieces), "or", (), _calendar(pieces))


_BUILDERS = {name: _open(name) for name in ("before", "after", "by", "until", "since", "not_before")}
_BUILDERS |= {"one": _one, "between": _between, "interval": _interval, "or": _or}
