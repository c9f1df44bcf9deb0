"""Shows a stored number as a spreadsheet shows it, by the number format of its cell (ECMA-376 part 1, 18.8.31)."""

import re
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from casebook.importers.formats import date_formats
from casebook.importers.formats.format_sections import Section, Token, parse

EXACT = Context(prec=60, rounding=ROUND_HALF_UP)


def shown(value: bool | int | float | str, code: str, *, since_1904: bool = False) -> str | None:
    """The text a person sees for a stored value under a number format; None when the format cannot be applied.

    Months and days have English names unless the format names a language. A date whose layout the format leaves to the
    reader's own computer is shown as ISO 8601.
    """
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    try:
        sections = parse(code or "General")
    except ValueError:
        return value if isinstance(value, str) else None
    if isinstance(value, str):
        return _text(value, sections)
    number = EXACT.create_decimal(repr(value))
    if not number.is_finite():
        return None
    section, minus = _choose(number, sections)
    if section is None:
        return None
    kinds = {token.kind for token in section.tokens}
    if kinds & {"date", "elapsed", "ampm"}:
        return date_formats.shown(number, section, since_1904)
    text = _number(abs(number), section, kinds)
    return text if text is None or not re.search("[1-9]", text) else minus + text  # there is no minus nought


def _text(value: str, sections: tuple[Section, ...]) -> str:
    """Text under the section for text (the fourth, or the only one that holds @); as it is when there is none."""
    last = sections[-1]
    if len(sections) < 4 and not any(token == ("sign", "@") for token in last.tokens):
        return value
    return "".join(value if token == ("sign", "@") else token.text for token in last.tokens)


def _choose(number: Decimal, sections: tuple[Section, ...]) -> tuple[Section | None, str]:
    """(the section for a number, the minus sign to write before it)."""
    minus = "-" if number < 0 else ""
    if any(section.condition for section in sections):
        for section in sections[:3]:
            if section.condition is None or _holds(number, *section.condition):
                return section, minus
        return None, ""
    if len(sections) == 1 or (number > 0) or (number == 0 and len(sections) < 3):
        return sections[0], minus if len(sections) == 1 else ""
    return (sections[1] if number < 0 else sections[2]), ""


def _holds(number: Decimal, sign: str, limit: Decimal) -> bool:
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit,
        "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def general(number: Decimal) -> str:
    """A number as the format General shows it in a wide cell: eleven places at most, then powers of ten."""
    if number == 0:
        return "0"
    size, room = number.adjusted(), 12 if number < 0 else 11
    if -5 < size < 0:
        return _trimmed(number, 9)
    for decimals in (12, max(9 - size, 0)):
        text = _trimmed(number, decimals)
        if len(text) <= room and text not in ("0", "-0"):
            return text
    return _scientific(number)


def _trimmed(number: Decimal, decimals: int) -> str:
    text = f"{number.quantize(Decimal(1).scaleb(-decimals), context=EXACT):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _scientific(number: Decimal) -> str:
    rounded = EXACT.create_decimal(f"{number:.5E}")
    digits = _trimmed(rounded.scaleb(-rounded.adjusted()), 5)
    return f"{digits}E{'-' if rounded.adjusted() < 0 else '+'}{abs(rounded.adjusted()):02d}"


def _number(number: Decimal, section: Section, kinds: set[str]) -> str | None:
    """A number under a section without parts of a date."""
    tokens = section.tokens
    if "general" in kinds:
        return "".join(general(number) if token.kind == "general" else token.text for token in tokens)
    if any(token == ("sign", "@") for token in tokens):
        return "".join(general(number) if token == ("sign", "@") else token.text for token in tokens)
    if "digit" not in kinds:
        return "".join(token.text for token in tokens)
    number *= 100 ** sum(token == ("sign", "%") for token in tokens)
    if any(token == ("sign", "/") for token in tokens):
        return _fraction(number, tokens)
    return _decimal(number, tokens, "exponent" in kinds)


def _decimal(number: Decimal, tokens: tuple[Token, ...], exponent: bool) -> str | None:
    """A number laid over its places, with grouping, scaling by thousands and powers of ten; None without places."""
    digits = [at for at, token in enumerate(tokens) if token.kind == "digit"]
    power_at = next((at for at, token in enumerate(tokens) if token.kind == "exponent"), len(tokens))
    point = next((at for at, token in enumerate(tokens) if token == ("sign", ".") and at < power_at), power_at)
    whole = [at for at in digits if at < point]
    part = [at for at in digits if point < at < power_at]
    commas = [at for at, token in enumerate(tokens) if token == ("sign", ",") and whole and at > whole[0]]
    last = max((at for at in digits if at < power_at), default=0)
    scaling = [at for at in commas if at > last or last > point > at > whole[-1]]
    grouping = any(at < whole[-1] for at in commas)
    number = number.scaleb(-3 * len(scaling))
    power = 0
    if exponent and number:
        step = max(len(whole), 1)
        power = (number.adjusted() // step) * step if step > 1 else number.adjusted()
        number = number.scaleb(-power)
    number = number.quantize(Decimal(1).scaleb(-len(part)), context=EXACT)
    integer, _, decimals = f"{number:f}".partition(".")
    integer = "" if integer == "0" else integer
    if integer and not whole and point == power_at:
        return None
    laid = dict.fromkeys(commas, "") | _whole(integer, whole, tokens, grouping)
    if integer and not whole:
        laid[point] = f"{integer}."
    laid |= _part(decimals, part, tokens)
    if exponent:
        sign = "-" if power < 0 else "+" if tokens[power_at].text[1] == "+" else ""
        after = [at for at in digits if at > power_at]
        if power and not after:
            return None
        laid |= _whole(str(abs(power)) if power else "", after, tokens, False) | {power_at: f"E{sign}"}
    return "".join(laid.get(at, token.text) for at, token in enumerate(tokens))


def _whole(integer: str, places: list[int], tokens: tuple[Token, ...], grouping: bool) -> dict[int, str]:
    """The digits before the point, one a place from the right; all that are left over stand at the first place."""
    laid: dict[int, str] = {}
    width = max(len(integer), sum(1 for _ in places))
    for number, at in enumerate(reversed(places)):
        digit = integer[-1 - number] if number < len(integer) else {"0": "0", "#": "", "?": " "}[tokens[at].text]
        laid[at] = digit + ("," if grouping and digit.strip() and number and number % 3 == 0 else "")
    rest = integer[: max(len(integer) - len(places), 0)] if places else ""
    for number, digit in zip(range(len(places), width), reversed(rest), strict=False):
        comma = "," if grouping and number % 3 == 0 else ""
        laid[places[0]] = digit + comma + laid[places[0]]
    return laid


def _part(decimals: str, places: list[int], tokens: tuple[Token, ...]) -> dict[int, str]:
    """The digits after the point; noughts at the end only where the format has a 0."""
    laid: dict[int, str] = {}
    ended = True
    for number, at in reversed(list(enumerate(places))):
        digit, mark = decimals[number : number + 1] or "0", tokens[at].text
        ended = ended and digit == "0" and mark != "0"
        laid[at] = {"#": "", "?": " "}[mark] if ended else digit
    return laid


def _fraction(number: Decimal, tokens: tuple[Token, ...]) -> str | None:
    """A number as a fraction, `# ?/?` or `# ?/16`; None for layouts other than these."""
    layout = "".join(token.text for token in tokens).strip()
    found = re.fullmatch(r"(?:([#0?]+)( +))?([#0?]+) */ *([#0?]+|\d+)", layout)
    if found is None:
        return None
    value = Fraction(number)
    fixed = re.fullmatch(r"[1-9]\d*", found[4])
    if fixed:
        near = Fraction(int(value * int(found[4]) + Fraction(1, 2)), int(found[4]))
        top, bottom = int(near * int(found[4])), int(found[4])
    else:
        near = value.limit_denominator(10 ** len(found[4]) - 1)
        top, bottom = near.numerator, near.denominator
    if found[1] is None:
        return f"{top}/{bottom}"
    whole, top = divmod(top, bottom)
    if not top:
        return f"{whole}"
    return f"{whole} {top}/{bottom}" if whole else f"{top}/{bottom}"
