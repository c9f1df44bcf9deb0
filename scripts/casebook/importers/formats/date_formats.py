"""Shows a stored number as the date, time or length of time that its cell's number format makes of it."""

import datetime as dt
import locale
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from babel import Locale, UnknownLocaleError

from casebook.importers.formats.format_sections import Section

DAY = 86_400
LAST = 2_958_465  # 9999-12-31
SYSTEM_LONG_DATE, SYSTEM_TIME = 0xF800, 0xF400
DIGITS = "〇一二三四五六七八九"


def iso(number: Decimal, since_1904: bool) -> str | None:
    """A stored number as an ISO 8601 date, time or both; None before 1900 and after 9999."""
    day, seconds = _moment(number, 0)
    clock = f"{seconds // 3600:02d}:{seconds % 3600 // 60:02d}" + (f":{seconds % 60:02d}" if seconds % 60 else "")
    if day == 0 and seconds and not since_1904:
        return clock
    date = _date(day, since_1904)
    if date is None:
        return None
    written = "{:04d}-{:02d}-{:02d}".format(*date)
    return f"{written} {clock}" if seconds else written


def shown(number: Decimal, section: Section, since_1904: bool) -> str | None:
    """The text of a date section; None for a calendar, or a day, not known here."""
    if number < 0 or number >= LAST + 1:
        return None
    language = section.language or 0
    if language & 0xFFFF in (SYSTEM_LONG_DATE, SYSTEM_TIME):
        return iso(number, since_1904)
    kinds = [token.kind for token in section.tokens]
    texts = [token.text for token in section.tokens]
    if (language >> 16) & 0xFF not in (0, 1) or any(
        kind == "date" and text[0] in "gb" for kind, text in zip(kinds, texts, strict=True)
    ):  # another calendar than the Gregorian one
        return None
    tenths = _tenths(kinds, texts)
    has_clock = any(kind == "date" and text[0] in "hs" for kind, text in zip(kinds, texts, strict=True))
    day, seconds = _moment(number, tenths) if has_clock or "elapsed" in kinds else (int(number), 0)
    date = _date(day, since_1904)
    if date is None:
        return None
    parts = _Parts(date, day, seconds, "ampm" in kinds, language, section.chinese_digits)
    return "".join(parts.text(at, kinds, texts, tenths) for at in range(len(texts)))


def _tenths(kinds: list[str], texts: list[str]) -> int:
    """How many places of a second a format shows: the noughts after a point that follows the seconds."""
    for at, (kind, text) in enumerate(zip(kinds, texts, strict=True)):
        if kind in ("date", "elapsed") and text[0] == "s" and texts[at + 1 : at + 2] == ["."]:
            return len([1 for kind in kinds[at + 2 :] if kind == "digit"])
    return 0


def _moment(number: Decimal, tenths: int) -> tuple[int, Decimal | int]:
    """(whole days, seconds of the day rounded to the places shown)."""
    day = int(number)
    seconds = ((number - day) * DAY).quantize(Decimal(1).scaleb(-tenths), ROUND_HALF_UP)
    if seconds >= DAY:
        return day + 1, 0
    return day, seconds if tenths else int(seconds)


def _date(day: int, since_1904: bool) -> tuple[int, int, int] | None:
    """(year, month, day) of a day number; the 29 February 1900 that spreadsheets believe in is shown as they do."""
    if since_1904:
        found = dt.date(1904, 1, 1) + dt.timedelta(days=day) if day <= LAST - 1462 else None
    elif day == 60:
        return 1900, 2, 29
    elif day == 0:
        return 1900, 1, 0
    else:
        found = dt.date(1899, 12, 31) + dt.timedelta(days=day - (day > 60)) if day <= LAST else None
    return (found.year, found.month, found.day) if found else None


class _Parts:
    """The parts of one moment, as the letters of a format ask for them."""

    def __init__(self, date, day, seconds, twelve: bool, language: int, chinese: bool):
        (self.year, self.month, self.day), self.number, self.seconds = date, day, seconds
        self.twelve, self.language, self.chinese = twelve, language, chinese

    def text(self, at: int, kinds: list[str], texts: list[str], tenths: int) -> str:
        """The text for the letters at one place of a format."""
        kind, text = kinds[at], texts[at]
        if kind == "elapsed":
            total = self.number * DAY + int(self.seconds)
            return str(total // {"h": 3600, "m": 60, "s": 1}[text[0]]).zfill(len(text))
        if kind == "ampm":
            return text.split("/")[self.seconds >= DAY // 2]
        if kind == "digit":
            place = [n for n, other in enumerate(kinds) if other == "digit"].index(at)
            return f"{self.seconds % 1:.{tenths}f}"[2 + place : 3 + place] if tenths else text
        if kind != "date":
            return text
        if text[0] == "m" and len(text) < 3 and self._is_minute(at, kinds, texts):
            return str(int(self.seconds) % 3600 // 60).zfill(len(text))
        return self._letters(text)

    def _is_minute(self, at: int, kinds: list[str], texts: list[str]) -> bool:
        """Whether m is a minute: right after hours, or right before seconds."""
        times = [n for n, kind in enumerate(kinds) if kind in ("date", "elapsed")]
        place = times.index(at)
        before = texts[times[place - 1]][0] if place else ""
        after = texts[times[place + 1]][0] if place + 1 < len(times) else ""
        return before == "h" or after == "s"

    def _letters(self, text: str) -> str:
        letter, width = text[0], len(text)
        if letter in "ye":
            return self._digits(f"{self.year % 100:02d}" if letter == "y" and width < 3 else f"{self.year:04d}")
        if letter == "m" and width > 2:
            return _names(self.language, "months", "abbreviated" if width == 3 else "wide")[self.month][
                : 1 if width == 5 else None
            ]
        if letter == "a" or (letter == "d" and width > 2):
            language = self.language or (0x804 if letter == "a" else 0)
            return _names(language, "days", "abbreviated" if width == 3 else "wide")[(self.number + 5) % 7]
        hour = int(self.seconds) // 3600
        if letter == "h":
            return str((hour % 12 or 12) if self.twelve else hour).zfill(width)
        if letter == "s":
            return str(int(self.seconds) % 60).zfill(width)
        number = self.month if letter == "m" else self.day
        return _chinese(number) if self.chinese else str(number).zfill(width)

    def _digits(self, year: str) -> str:
        return "".join(DIGITS[int(digit)] for digit in year) if self.chinese else year


def _chinese(number: int) -> str:
    """A number below 100 in Chinese: 十二, 三十一."""
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十"
    return ten + (DIGITS[ones] if ones or not tens else "")


@cache
def _names(language: int, kind: str, width: str) -> dict[int, str]:
    """The names of months (by number) or days (0 = Monday) in the language of a Windows locale number; else English."""
    code = locale.windows_locale.get(language & 0xFFFF) or next(
        (name for number, name in locale.windows_locale.items() if number & 0x3FF == language & 0x3FF), "en"
    )
    try:
        found = Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        found = Locale("en")
    found = found if language else Locale("en")
    return dict(getattr(found, kind)["stand-alone" if language else "format"][width])
