"""Telephone numbers and other ways to reach people, found in running text: what has to be masked before anyone
reads on.
"""

import re
import unicodedata
from functools import cache
from typing import NamedTuple

from phonenumbers import Leniency, PhoneNumberFormat, PhoneNumberMatcher, format_number

from casebook.vocabularies import load

# A number, an address or a handle needs a digit, an @ or a colon or slash after the name of a service.
_ANYTHING = re.compile("[0-9@:/：٠-٩۰-۹０-９]")
_FIVE_DIGITS = re.compile(r"\d(?:\D{0,12}\d){4}")
_EMAIL = re.compile(r"[\w.+-]{1,64}\s?@\s?[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}", re.ASCII)
_AT = re.compile(r"(?<![\w.])@[\w.]{3,40}")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.)?(?:t\.me|wa\.me|facebook\.com|fb\.com|instagram\.com|vk\.com|twitter\.com|x\.com|tiktok\.com)/[\w.@/?=&+-]{2,80}",
    re.IGNORECASE,
)
# Digits with a middle part starred out: at least three digits, three signs of masking, two digits; or the beginning
# alone.
_MASKED = re.compile(
    r"(?<![\w*])\+?\d(?:[\d ()-]{1,8}\d)?[ -]?(?:[*＊xX•●#█]{3,8}|(?:[*＊] ?){3,8})[ -]?\d{2,6}(?![\w*])"
)
_CHINA_MOBILE = re.compile(r"(?<![\d+])(?:(?:\+|00)?86[ -]?|0)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)")
# An international prefix and seven digits or more, or a leading nought and nine to twelve, in groups; the eleven of a
# Russian or Kazakh mobile behind an 8.
_LIKE_A_NUMBER = re.compile(
    r"(?<![\w.])(?:(?:\+|00)[ -]?[1-9](?:[ ().-]{0,2}\d){6,14}|(?:\(0\) ?|0 ?\(|\(?0)[1-9](?:[ ().-]{0,2}\d){7,10}"
    r"|8[ -]?\(?[79]\d\d\)?[ -]?\d{3}[ -]?\d\d[ -]?\d\d)(?!\w)"
)
_FIRST = r"(?<![\d+])(?<![\d+][ .,()-])"  # no figure stands before what follows
# An amount of millions or thousands in groups of three, from one to another; a fraction; a number that begins 000.
# Eighteen (or, before 1999, fifteen) digits of a Chinese identity number; a date; a case number with its year.
_NOT_A_NUMBER = re.compile(
    rf"{_FIRST}[1-9]\d{{0,2}}(?:[ .,']\d{{3}})*(?:[ .,']000){{2}}(?!\d)"
    rf"|{_FIRST}[1-9]\d{{0,2}}[ .,]000\s?-\s?[1-9]\d{{0,2}}[ .,]000(?!\d)|{_FIRST}0[.,]\d{{4,}}|{_FIRST}000\d*"
    r"|(?<!\d)\d{6}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
    r"|(?<!\d)(?<!\d[-./])(?:19|20)\d{2}[-./年](?:0?[1-9]|1[0-2])[-./月](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?<!\d[-./])(?:0?[1-9]|[12]\d|3[01])[-./](?:0?[1-9]|1[0-2])[-./](?:19|20)\d{2}(?!\d)"
    rf"|{_FIRST}(?:19|20)\d{{2}}\s?[-–—/至]\s?(?:19|20)\d{{2}}(?!\d)"
)


@cache
def _counted() -> re.Pattern[str]:
    """A number that counts money, or names a book or an account."""
    words = {key: "|".join(map(re.escape, load("phones")[key])) for key in ("money", "numbered")}
    amount = rf"{_FIRST}(?:\d{{1,3}}(?:[ .,']\d{{3}})+|\d+)\s?(?:{words['money']})(?![^\W\d_])"
    return re.compile(rf"{amount}|(?<!\w)(?:{words['numbered']})[ :№-]*[A-Z]{{0,2}}\d[\dX -]*", re.IGNORECASE)


@cache
def _handles() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A service, a colon and a handle; a service and, after a space only, a handle with a digit or an underscore."""
    words = load("phones")
    services = "|".join(re.escape(name) for name in sorted(words["services"], key=len, reverse=True))
    accounts = "|".join(re.escape(name) for name in sorted(words["account_words"], key=len, reverse=True))
    service = rf"(?<!\w)(?:{services})(?:\s?(?:{accounts}))?"
    return (
        re.compile(rf"{service}\s?[:：=]\s?@?([\w.+*-]{{3,40}})", re.IGNORECASE),
        re.compile(rf"{service}\s+@?((?=[\w.-]*[\d_])[\w.-]{{4,40}})", re.IGNORECASE),
    )


class Phone(NamedTuple):
    """A telephone number: code points `start` to `end` of the text, E.164 form (None when masked or not certain),
    and its words.
    """

    start: int
    end: int
    e164: str | None
    raw: str


class Contact(NamedTuple):
    """A way to reach somebody: where it stands, its E.164 form if it is a certain number, its words, and kind
    phone, email or handle.
    """

    start: int
    end: int
    e164: str | None
    raw: str
    kind: str


def _plain_digits(text: str) -> str:
    """`text` with digits of every script as 0-9 and full-width signs as plain ones, code point for code point."""
    if text.isascii():
        return text
    table = {
        "＋": "+",
        "－": "-",
        "‐": "-",
        "‑": "-",
        "–": "-",
        "（": "(",
        "）": ")",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "＠": "@",
        "．": ".",
    }
    return "".join(
        str(unicodedata.digit(sign))
        if sign.isdigit() and unicodedata.decimal(sign, None) is not None
        else table.get(sign, sign)
        for sign in text
    )


def _blanked(plain: str) -> str:
    """`plain` with what looks like a telephone number and is none as bars, code point for code point: a number that
    stands beside a date is then found by itself."""
    before = None
    while plain != before:  # a second date counts as one only when the first is out of the way
        before = plain
        for pattern in (_NOT_A_NUMBER, _counted()):
            plain = pattern.sub(lambda match: "|" * len(match[0]), plain)
    return plain


def _numbers(plain: str, region: str | None) -> list[tuple[int, int, str | None]]:
    """Valid numbers with their E.164 form; whatever is written like a number too, for one wrong digit hides nobody."""
    plain = _blanked(plain)
    found: list[tuple[int, int, str | None]] = [(*like.span(), None) for like in _LIKE_A_NUMBER.finditer(plain)]
    for match in PhoneNumberMatcher(plain, region, leniency=Leniency.VALID):
        found.append((match.start, match.end, format_number(match.number, PhoneNumberFormat.E164)))
    for masked in _MASKED.finditer(plain):
        found.append((*masked.span(), None))
    for mobile in _CHINA_MOBILE.finditer(plain):
        certain = region == "CN" or mobile.group().startswith(("+86", "0086"))
        found.append((*mobile.span(), "+86" + "".join(mobile.groups()) if certain else None))
    return found


def _apart(spans: list[Contact]) -> list[Contact]:
    """In order of place, of those that overlap the longest, and of equal ones the one whose number is certain."""
    kept: list[Contact] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.e164 is None, span.start)):
        if all(span.end <= other.start or other.end <= span.start for other in kept):
            kept.append(span)
    return sorted(kept)


def find_contacts(text: str, *, region: str | None = None) -> list[Contact]:
    """Every number, e-mail address, handle or profile in `text`, in any digits; `region` (ISO 3166) reads numbers
    without a country code.
    """
    if not _ANYTHING.search(text):
        return []
    plain = _plain_digits(text)
    found: list[Contact] = []
    named, bare = _handles()
    kinds = (
        (_EMAIL, "email", 0),
        (named, "handle", 1),
        (bare, "handle", 1),
        (_PROFILE, "handle", 0),
        (_AT, "handle", 0),
    )
    for pattern, kind, group in kinds:
        found.extend(
            Contact(*match.span(group), None, text[slice(*match.span(group))], kind)
            for match in pattern.finditer(plain)
        )
    if _FIVE_DIGITS.search(plain):
        found.extend(
            Contact(start, end, number, text[start:end], "phone") for start, end, number in _numbers(plain, region)
        )
    return _apart([_as_phone(contact) for contact in found])


def _as_phone(contact: Contact) -> Contact:
    """A handle that is nothing but digits is a telephone number."""
    if contact.kind == "handle" and re.fullmatch(r"\+?[\d*-]{7,16}", contact.raw):
        return contact._replace(kind="phone")
    return contact


def find_phones(text: str, *, region: str | None = None) -> list[Phone]:
    """The telephone numbers in `text`, masked ones (`139****3456`) too, by phonenumbers; identity numbers, dates
    and spans of years are none.

    `region` is the ISO 3166 code of the row's country; without it only numbers with a country code and Chinese
    mobiles are found.
    """
    return [Phone(*contact[:4]) for contact in find_contacts(text, region=region) if contact.kind == "phone"]
