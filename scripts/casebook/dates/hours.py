"""The hour of the day among the tokens of a phrase: it says nothing of a date that the day beside it does not say."""

from casebook.dates.lexicon import Token

HOUR: Token = ("h", 0)
# What may lead to an hour and says nothing of the day: "at about 3 am", "vers 14 h".
_LEADING = frozenset(("approx", "in", "in_post", "in_or_to", "at_or_to", "on", "glue", ","))
_WORDS = frozenset(("hour", "part_or_hour", "h"))
_DATED = frozenset(("M", "k", "K", "month", "d"))


def is_hour(hour: str, minute: str) -> bool:
    """Whether a day has such an hour and minute."""
    return int(hour) <= 24 and int(minute) <= 59


def hour_at(tokens: list[Token], at: int) -> int:
    """How many tokens from `at` on are an hour, in figures with a word that makes them one or in words; 0 when none."""
    if _kind(tokens, at) in ("h", "part_or_hour"):
        return _after(tokens, at + 1) - at
    lead = _kind(tokens, at) == "hour_lead"
    end = at + lead
    if lead and _kind(tokens, end) == "h":
        return _after(tokens, end + 1) - at
    if not _figures(tokens, end, 24):
        return 0
    end += 1
    if _figures(tokens, end, 59) and (lead or _kind(tokens, end + 1) == "hour"):
        end += 1
    after_month = at > 0 and _kind(tokens, at - 1) == "M"  # May 12 in the morning
    said = lead or _kind(tokens, end) == "hour" or _kind(tokens, end) == "part_or_hour" and not after_month
    return _after(tokens, end) - at if said else 0


def _after(tokens: list[Token], at: int) -> int:
    """Where the words after an hour end: o'clock, in the morning, the minutes between them, and "or so" at the end."""
    while _kind(tokens, at) in _WORDS:
        at += 1
        minutes = tokens[at - 1][0] == "hour" and _figures(tokens, at, 59) and tokens[at][1][1] == 2
        at += bool(minutes and _kind(tokens, at + 1) not in _DATED)
    return at + 1 if _kind(tokens, at) == "approx" and at + 1 == len(tokens) else at


def before_hour(tokens: list[Token]) -> list[Token]:
    """The tokens without the words at their end that lead to an hour."""
    end = len(tokens)
    while end and tokens[end - 1][0] in _LEADING:
        end -= 1
    return tokens[:end]


def _kind(tokens: list[Token], at: int) -> str:
    return tokens[at][0] if at < len(tokens) else ""


def _figures(tokens: list[Token], at: int, most: int) -> bool:
    return _kind(tokens, at) == "n" and tokens[at][1][1] <= 2 and tokens[at][1][0] <= most
