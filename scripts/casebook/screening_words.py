"""What in free words may be a way to reach somebody: all that `phones` finds, and what is only written like it."""

import re
from collections.abc import Iterator
from functools import cache

from casebook import phones, vocabularies
from casebook.headings import plain
from casebook.masking import mask
from casebook.phones import Contact

# Nothing shorter or plainer than this can be a number, an address or an account: it is looked into. A sign that most
# texts do not have comes first, and what makes it suspect after it: this runs on every row.
SUSPECT = re.compile(
    r"[@＠\d:：=/\])一微](?:(?<=[@＠])|(?<=\d)(?:[\W_]{0,3}\d){5}|(?<=\d) ?[*＊xX•●]{3}|(?<=[:：=/])\s?@?[\w.+*-]{3}"
    r"|(?<=[tT][\])])|(?<=一)[三五七八九]|(?<=微)信)"
)

# What may stand between the digits of a number, and signs of no width.
BETWEEN = r"[\s()./_\u2010-\u2015\u200b-\u200f\u2060+-]"
# Ten to fifteen digits, however they are grouped, not in an address of the web or behind a decimal point.
_LONG = re.compile(rf"(?<![\w./=&,-])[(+]{{0,2}}\d(?:{BETWEEN}{{0,3}}\d){{9,14}}(?!{BETWEEN}?\d|\w)")
_HAN_DIGITS = re.compile(r"[〇零一二三四五六七八九幺]{7,15}")
# Days and spans of years, amounts in groups of three, identity numbers: runs of digits that reach nobody.
_DAY = re.compile(
    r"(?:19|20)\d{2}\W{0,2}(?:0[1-9]|1[0-2])\W{0,2}(?:0[1-9]|[12]\d|3[01])"
    r"|(?:19|20)\d{2}[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-./ ](?:0?[1-9]|1[0-2])[-./ ](?:19|20)\d{2}"
)
_MONTH = re.compile(r"(?:19|20)\d{2}[\s./-]*(?:0?[1-9]|1[0-2])|(?:0?[1-9]|1[0-2])[\s./-]*(?:19|20)\d{2}")
_YEARS = re.compile(rf"(?:(?:19|20)\d{{2}}{BETWEEN}+)+(?:19|20)\d{{2}}")
_AMOUNT = re.compile(r"\d{1,3}(?:([ .,\u00a0\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?")
_MAIL = re.compile(
    r"[\w.+-]{1,64}\s?(?:[@＠]|[\[({]\s?at\s?[\])}]|\sat\s(?=[\w-]+\sdot\s))\s?[\w-]{1,63}"
    r"(?:\s?(?:\.|[\[({]\s?dot\s?[\])}]|\sdot\s)\s?[\w-]{2,63}){1,4}",
    re.IGNORECASE,
)
_HAN_ACCOUNT = re.compile(r"(?:微信|qq)[号號]?\s?[:：]?\s?([A-Za-z_][\w-]{3,40}|\d{5,12})(?!\w)", re.IGNORECASE)


def suspect(text: str) -> bool:
    """Whether a text may hold a way to reach somebody; quick, for most texts hold none."""
    return (
        SUSPECT.search(text) is not None or "echat" in text or "eChat" in text or "elegram" in text
        or "hatsapp" in text or "hatsApp" in text or "kype" in text or "nstagram" in text or " dot " in text
    )  # fmt: skip


def find(text: str, region: str | None) -> list[Contact]:
    """Every contact in free words, in order and without overlap; what only looks like one has no E.164 form."""
    found = phones.find_contacts(text, region=region)
    for start, end, kind in _like(text):
        if all(end <= other.start or other.end <= start for other in found):
            found.append(Contact(start, end, None, text[start:end], kind))
        else:
            found = _widened(found, start, end, text, kind)
    return sorted(found)


def masked(text: str) -> str:
    """A text that is shown, without what reaches somebody."""
    return mask(text, ((one.start, one.end) for one in find(text, None))) if suspect(text) else text


def reaches(text: str) -> bool:
    """Whether a short text such as a heading or a file's name holds a number or an address, beyond doubt."""
    return suspect(text) and any(
        one.kind == "email" or (one.kind == "phone" and sum(map(str.isdigit, one.raw)) > 6) for one in find(text, None)
    )


def _widened(found: list[Contact], start: int, end: int, text: str, kind: str) -> list[Contact]:
    """What was found, where a longer run takes in what lies within it."""
    within = [one for one in found if start <= one.start and one.end <= end]
    if len(within) != 1 or (within[0].start, within[0].end) == (start, end):
        return found
    rest = [one for one in found if one is not within[0]]
    if any(start < other.end and other.start < end for other in rest):
        return found
    return [*rest, Contact(start, end, within[0].e164, text[start:end], within[0].kind)]


def _like(text: str) -> Iterator[tuple[int, int, str]]:
    for found in _LONG.finditer(text):
        if not _reaches_nobody(found[0]):
            yield *found.span(), "phone"
    for found in _HAN_DIGITS.finditer(text):
        yield *found.span(), "phone"
    for found in _called().finditer(text):
        if not _reaches_nobody(found[1]):
            yield *found.span(1), "phone"
    for found in _MAIL.finditer(text):
        yield *found.span(), "email"
    for found in _HAN_ACCOUNT.finditer(text):
        yield *found.span(1), "handle"


def _reaches_nobody(run: str) -> bool:
    bare = run.strip("(+ ")
    return bool(_DAY.search(run) or _MONTH.fullmatch(bare) or _YEARS.fullmatch(bare) or _AMOUNT.fullmatch(bare))


@cache
def _called() -> re.Pattern[str]:
    """A word for a telephone, as headings have it, and five digits or more behind it."""
    known = vocabularies.load("headings")["phone of informant"].values()
    words = {plain(word) for said in known for word in said} | {"ph"}
    choice = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![^\W_])(?:{choice})(?:\s?[.:：=№#(-]\s?|\s){{0,3}}(\d(?:[\s.-]?\d){{4,14}})(?!\w)", re.IGNORECASE)
