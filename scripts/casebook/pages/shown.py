"""Text on its way to a page: directions isolated, and characters that hide or turn text made visible."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from casebook.speaking import N_, say

# Controls of direction, tags, invisible joiners of no script's need, and control characters other than line ends.
_CONTROLS = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]"
)
_STACK = re.compile(r"([\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]{4})[\u0300-\u036f\u0483-\u0489\u20d0-\u20ff]+")


def shown(text: object) -> Markup:
    """The text escaped, with each hidden control as a small visible mark that names it."""
    plain = _STACK.sub("\\1\u2026", str(text))
    pieces, end = [], 0
    for match in _CONTROLS.finditer(plain):
        pieces += [escape(plain[end : match.start()]), _mark(match[0])]
        end = match.end()
    return Markup("").join([*pieces, escape(plain[end:])])


def isolated(text: object) -> Markup:
    """The text in an element of its own, which takes its direction from the text and turns nothing around it."""
    return _isolated(str(text)) if text not in (None, "") else Markup("")


@lru_cache(maxsize=1 << 12)
def _isolated(text: str) -> Markup:
    """Lists say the same places, sentences and states again and again."""
    return Markup(f'<bdi dir="auto">{shown(text)}</bdi>')


def strong(text: object) -> Markup:
    """The text, marked as what matters in its sentence."""
    return Markup("<strong>{}</strong>").format(shown(text))


# Fields of Datasette's own pages that nothing names for who cannot see them: the attribute they begin with, their name.
NAMELESS = {
    'name="_filter_column"': N_("Column"),
    'name="_filter_op"': N_("How to compare"),
    'name="_filter_value"': N_("Value"),
    'id="sql-editor"': N_("SQL"),
}


def named(page: Markup) -> Markup:
    """A part of a page of Datasette's with a name for each of its fields."""
    html = str(page)
    for start, name in NAMELESS.items():
        html = html.replace(start, f'{start} aria-label="{escape(say(name))}"')
    return Markup(html)


def has_controls(text: str) -> bool:
    return _CONTROLS.search(text) is not None


def highlighted(text: str, spans: list[tuple[int, int]]) -> Markup:
    """The text with its spans (code points) marked; overlapping spans are one."""
    pieces, end = [], 0
    for start, stop in sorted(spans):
        start = max(start, end)
        if stop <= start:
            continue
        pieces += [shown(text[end:start]), Markup("<mark>{}</mark>").format(shown(text[start:stop]))]
        end = stop
    return Markup("").join([*pieces, shown(text[end:])])


def numbered(text: str, spans: list[tuple[int, int, int]]) -> Markup:
    """The text with its spans (start, end in code points, number) marked, and after each its number as a link to `#pN`.

    Spans may overlap: a stretch that lies in several of them is marked once, and says in which.
    """
    cuts = sorted({0, len(text)} | {min(end, len(text)) for span in spans for end in span[:2]})
    pieces = []
    for start, stop in zip(cuts, cuts[1:], strict=False):
        within = [number for first, last, number in spans if first <= start < last]
        piece = shown(text[start:stop])
        pieces.append(Markup('<mark data-of="{}">{}</mark>').format(" ".join(map(str, within)), piece) if within else piece)
        pieces += [_NUMBER.format(number) for _, last, number in spans if min(last, len(text)) == stop]
    return Markup("").join(pieces)


_NUMBER = Markup('<sup><a href="#p{0}" aria-label="claim {0}">{0}</a></sup>')


def _mark(letter: str) -> Markup:
    return Markup('<span class="control" title="hidden character">U+{:04X}</span>').format(ord(letter))
