"""Phrases as shapes: tokens gathered into atoms and connecting words, so that the grammar is a few patterns over
letters."""

import re

from casebook.dates.atoms import Atom, Reading, add
from casebook.dates.lexicon import Token

# One letter for each connecting word. Those "_post" follow their date, those "_any" stand on either side.
_LETTERS = {
    "before": "b", "before_post": "B", "after": "f", "after_post": "F", "until": "u", "until_post": "U",
    "by": "y", "by_post": "Y", "by_any": "a", "since": "s", "since_post": "S",
    "not_before": "n", "not_before_post": "N", "not_before_any": "o", "between": "w", "between_post": "W",
    "and": "&", "or": "|", "either": "e", "to": ">", "at_or_to": ">", "from": "r", "of_or_from": "r", "from_pair": "p",
    "ablative": "l", "dative": "t", "now": "^", "note": "!",
    "inclusive": "i", "range": "-", "-": "-", "/": "/", ",": ",", "、": "、",
}  # fmt: skip
_SEPARATORS = frozenset(("-", "/", ",", "、"))
_INCLUSIVE = re.compile("^b")  # before a month, inclusive, is until the month
_NOTE = re.compile("^![,-]?|[,-]?!$")
_SHAPES = [
    (re.compile(shape), rule)
    for shape, rule in (
        ("bA|Al?B", "before"),
        ("fA|Al?F", "after"),
        ("uAt?U?|At?U|rAt?U", "until"),
        ("fA(?:&?,?b|Y)A|Al?F,?&?Al?B", "between_excluded"),
        ("[ya]At?[Ya]?|At?[Ya]", "by"),
        ("[ns]AN|[no]A[No]?|Al?[No]", "not_before"),
        (r"[sr]AS?|[rp]?Al?S|[srp]?Al?S?[>u/-]?u?\^t?U?|Al?S\^", "since"),
        ("w?A[&>u-]AW|wA[&>u-]A|r?Al?[>u-]AW|Al?At?W", "between"),
        ("p?A", "one"),
        (">A", "night_before"),
        (r"p?A[>u/-]AU?|pA[b]A|[sr]A[>ub-]At?U?|r?AlAt?[US]?|[rs]?ASuAU?|Al?S?u?At?U", "interval"),
        (r"eA,?[|]?eA|e?A(?:[,/|、]A)*(?:,?[|]A)|A、A", "or"),
    )
]


class Shape:
    """The atoms of a phrase, its connecting words as letters, and the doubt that is said of the whole of it."""

    def __init__(self, reading: Reading):
        self.reading = reading
        self.atoms: list[Atom] = []
        self.whole = Atom()
        self._letters: list[str] = []
        self._current = Atom()
        self._separator = ""
        self._units = ""
        self._leading = False
        self.night = False

    @property
    def text(self) -> str:
        """The letters; a note that the exact day is not known leaves none."""
        return _NOTE.sub("", "".join(self._letters))

    @property
    def noted(self) -> bool:
        return "!" in self._letters

    def rule(self) -> str | None:
        """The rule of the policy table that the shape is, or None when people do not write so."""
        text = self.text
        if text.endswith("i"):
            text = _INCLUSIVE.sub("u", text[:-1])
            if not set(text) & set("u>-/wW"):
                return None
        return next((rule for pattern, rule in _SHAPES if pattern.fullmatch(text)), None)

    def take(self, token: Token) -> bool:
        """Put one token in its place; False when it has none."""
        kind = token[0]
        if kind == "in_or_to":  # "in May", but "the night of 3 to 4 May"
            kind = "to" if self.night else "in"
        if kind == "of_or_since":  # "des 2017" is typed for "dès 2017", but "fin des années 1980"
            kind = "glue" if self._letters or not self._current.is_empty() else "since"
        if kind == "onward":  # "von Mai 1987 an", but "an einem Tag im Mai 1987"
            kind = "since_post" if self._letters == ["p"] and not self._current.is_empty() else "glue"
        if kind == "night":
            self.night = True
            return True
        self._leading = kind in ("glue", "in")
        if kind == "on":  # on 5 May; from 1987 on
            self._leading = self._letters not in (["r"], ["s"]) or self._current.is_empty()
        if kind in ("glue", "on"):
            return True
        if kind == "unit":
            self._units += str(token[1])
            return token[1] != "Z" or not self._current.is_empty()
        if kind in ("in", "in_post"):
            return not self._counts()
        if kind in ("approx", "probably"):
            return self._doubt(kind)
        if kind == "toward":
            return self._toward()
        if kind == "," and self._current.is_empty():
            return True
        if kind in _SEPARATORS and not self._current.is_empty() and not self._separator:
            self._separator = kind
            return True
        return self._connect(kind) if kind in _LETTERS else self._component(token)

    def finish(self) -> bool:
        """Close the last date; False when a unit, a separator or a word that leads to more is left over."""
        doubted = self._current.is_empty() and (self._current.approximate or self._current.uncertain)
        if doubted and self._letters[-2:] == ["A", "-"]:
            self._letters.pop()  # May 1987 - not sure
        self._close()
        return not self._units and not self._leading and self._separator in ("", ",")

    def _close(self) -> None:
        if self._current.is_empty():
            self.whole.approximate |= self._current.approximate
            self.whole.uncertain |= self._current.uncertain
        else:
            self._current.units += self._units
            self._units = ""
            self.atoms.append(self._current)
            self._letters.append("A")
        self._current = Atom()

    def _toward(self) -> bool:
        """A word such as Turkish doğru makes the date before it, in the dative, approximate."""
        if self._letters[-2:] != ["A", "t"] or not self._current.is_empty():
            return False
        self._letters.pop()
        self.atoms[-1].approximate = True
        return True

    def _counts(self) -> bool:
        """Whether a number stands before this word that is no day of a month yet: "3 in May" counts something."""
        return self._current.month is None and bool(self._current.numbers or self._current.day) and not self._dated()

    def _dated(self) -> bool:
        """Whether a month was named already: then a number is a day of it, as in "from 12 May to 15"."""
        return any(atom.month for atom in self.atoms)

    def _doubt(self, kind: str) -> bool:
        """Around and probably: said of the date they stand in or before, else of the whole."""
        if self._counts() and self._separator in ("", ","):
            return False
        if self._separator == ",":  # "2017, probably May" is one date
            self._separator = ""
        if self._separator and not self._current.is_empty():
            self._close()
            self._letters.append(self._separator)
            self._separator = ""
        self._current.approximate |= kind == "approx"
        self._current.uncertain |= kind == "probably"
        return True

    def _connect(self, kind: str) -> bool:
        """A connecting word ends the date before it. A lone unit before it is no date: "the month after May" is not
        after May."""
        if self._units and self._current.is_empty():
            return False
        if kind == "of_or_from" and not self._current.is_empty():
            return True
        self._close()
        if self._separator not in ("", ","):
            self._letters.append(self._separator)
        if kind in ("or", "and") and self._letters[-2:] == ["A", "-"]:
            self._letters.pop()  # 6- yaki 7-ay, Mai- oder Juni
        self._separator = ""
        if kind != "at_or_to" or self._letters[-1:] == ["A"]:
            self._letters.append(_LETTERS[kind])
        return True

    def _component(self, token: Token) -> bool:
        """A part of a date joins the current one, or after a separator begins the next."""
        listed = self._separator == "," and self._current.numbers and self._current.month is None
        apart = self._separator in ("-", "/", "、") or bool(listed)
        if not self._joins(token) or not add(self._current, token, apart, self.reading):
            if not self._separator or self._current.is_empty():
                return False
            self._close()
            self._letters.append(self._separator)
            if not add(self._current, token, False, self.reading):
                return False
        self._separator = ""
        return True

    def _joins(self, token: Token) -> bool:
        """Whether a hyphen or slash can stand inside a date before this token: not before "early", a season or a
        second number."""
        kind = token[0]
        if self._separator in ("", ","):
            return not (self._separator and self._current.numbers and kind == "month")  # 5,6月 is two months
        return kind not in ("P", "numeric", "Q", "S", "years") and not (
            self._current.numbers and kind in ("month", "day")
        )


def shape_of(tokens: list[Token], reading: Reading) -> Shape | None:
    """The shape of a phrase, or None when one of its tokens has no place."""
    shape = Shape(reading)
    return shape if all(shape.take(token) for token in tokens) and shape.finish() else None
