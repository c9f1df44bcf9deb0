"""What a phrase says once its shape is known: the pieces its dates are, given to the rule that its words name."""

from casebook.dates.atoms import Reading, settle
from casebook.dates.building import BUILDERS
from casebook.dates.lexicon import Token
from casebook.dates.model import PartialDate, Piece
from casebook.dates.numeric import spell_out
from casebook.dates.pieces import piece
from casebook.dates.shapes import Shape, shape_of
from casebook.dates.siblings import borrow, leans_on_a_year, leaves_open, one_date, one_winter

# What the words for a range say of a night.
_NIGHTS = {"one": "one", "interval": "night", "between": "night", "or": "night", "night_before": "night_before"}


def read(tokens: list[Token], reading: Reading) -> PartialDate | None:
    """The date that the whole phrase says, or None. Raises AmbiguousOrder as `spell_out` does."""
    shape = shape_of(tokens, reading)
    rule = shape and shape.rule()
    if not shape or not rule or not all(spell_out(a, reading) and settle(a, reading) for a in shape.atoms):
        return None
    if "、" in shape.text and "|" not in shape.text and not shape.atoms[0].numbers:
        return None  # 5、6月 is "in May or June"; a list of whole dates is more than one event
    if shape.night or rule == "night_before":
        rule = _NIGHTS.get(rule) if shape.night else None
        if rule is None:
            return None
        shape.whole.approximate |= rule == "one"  # the night of a day goes on into the next
    shared = shape.atoms[0].year is None
    pieces = _pieces(shape, rule, reading)
    if pieces is None or (shape.noted and any(p.precision == "day" for p in pieces)):
        return None
    if shape.night and any(p.precision != "day" for p in pieces):
        return None
    if rule == "interval" and len(pieces) == 1:
        rule = "one"
    elif rule == "interval" and shared and "/" in shape.text:
        rule = "or"  # May/June 1987 is one of the two, 1987/1988 an interval
    return BUILDERS[rule](pieces)


def _pieces(shape: Shape, rule: str, reading: Reading) -> list[Piece] | None:
    atoms = one_date(shape.atoms) if shape.text == "A-A" else shape.atoms
    if len(atoms) > 1 and (leans_on_a_year(atoms) or leaves_open(atoms, rule, shape.text)):
        return None
    for right in (*range(len(atoms) - 1, 0, -1), *range(2, len(atoms))):
        borrow(atoms[right - 1], atoms[right])
    if rule == "interval" and (winter := one_winter(atoms)):
        if shape.text not in ("A-A", "A/A"):
            return None  # "2016 to winter 2017" may be the one winter or not
        atoms = [winter]
    if rule == "or":  # doubt said of one alternative is doubt about which it was
        shape.whole.approximate |= any(atom.approximate for atom in atoms)
        shape.whole.uncertain |= any(atom.uncertain for atom in atoms)
    for atom in atoms:
        if len(atoms) > 1:
            atom.plural = False
        atom.approximate |= shape.whole.approximate
        if atom.plural and atom.year is not None and atom.year % 10 and not atom.approximate:
            return None
        atom.uncertain |= shape.whole.uncertain
    pieces = [piece(atom, reading) for atom in atoms]
    return None if None in pieces else pieces
