"""The words of a term of imprisonment: what each word or number of a phrase can be, from
data/vocabularies/terms.yml."""

import re
from functools import cache
from typing import NamedTuple

from casebook import lexing, numbers, vocabularies

_ISO = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(~?)")
_PUNISHMENTS = frozenset({"custody", "rights", "exile", "fine", "confiscation", "verb"})
_JOINED, _ADDED = frozenset({"with", "link"}), frozenset({"and", "link"})
_SETTINGS = frozenset({"endings", "prefixes", "compounds", "amounts", "activity", "activity_after"})


class Amount(NamedTuple):
    """A length as said: years, months, days."""

    years: int = 0
    months: int = 0
    days: int = 0

    @property
    def iso(self) -> str:
        """ISO 8601, as said: eighteen months is P18M."""
        parts = [f"{value}{unit}" for value, unit in zip(self, "YMD", strict=True) if value]
        return "P" + "".join(parts)

    @property
    def size(self) -> float:
        """Months, a day being a twelfth of 365.25 days' share."""
        return self.years * 12 + self.months + self.days / 30.4375


class Symbol(NamedTuple):
    """One word or phrase of tokens `at:end`: the roles it may have, its number, its whole amount."""

    roles: frozenset[str]
    number: float | int | None
    amount: Amount | None
    at: int
    end: int
    key: str
    about: bool = False


def amount_of(iso: str) -> tuple[Amount, bool]:
    """(amount, whether only about) of an entry of the vocabulary, `P18M` or `P10Y~`."""
    years, months, days, about = _ISO.fullmatch(iso).groups()
    return Amount(int(years or 0), int(months or 0), int(days or 0)), bool(about)


@cache
def lexicon(language: str) -> lexing.Lexicon:
    """Every phrase of the language; a meaning is a role, or an amount."""
    rules = vocabularies.load("terms")[language]
    phrases = [(phrase, role) for role, words in rules.items() if role not in _SETTINGS for phrase in words]
    phrases += [(phrase, amount_of(iso)) for phrase, iso in rules.get("amounts", {}).items()]
    return lexing.Lexicon(phrases, language, rules.get("endings", ""), rules.get("prefixes", ()))


@cache
def _singles(language: str) -> frozenset[str]:
    """The words that alone say one of a unit, as they stand."""
    words = vocabularies.load("terms")[language].get("single", ())
    return frozenset(token.key for word in words for token in lexing.tokens(word, language))


@cache
def _compounds(language: str) -> tuple[tuple[str, re.Pattern], ...]:
    compounds = vocabularies.load("terms")[language].get("compounds", {})
    return tuple((role, re.compile(rf"(.+?)({pattern})")) for role, pattern in compounds.items())


def symbols(words: list[lexing.Token], language: str) -> list[Symbol]:
    """All tokens as symbols, in order; what the vocabulary does not know is a symbol without role, number or
    amount."""
    found: list[Symbol] = []
    at = 0
    while at < len(words):
        symbol = _symbol(words, at, language)
        joined = words[at].key.startswith("و") and language == "ar"
        if joined and (symbol.roles & _PUNISHMENTS or symbol.number is not None and found and found[-1].number):
            found.append(Symbol(_JOINED if symbol.number is None else _ADDED, None, None, at, at, "و"))
        found.append(symbol)
        at = symbol.end + _said_again(words, symbol, language)
    return found


def _said_again(words: list[lexing.Token], symbol: Symbol, language: str) -> int:
    """How many tokens say the number of the symbol once more: seventeen (17) years."""
    if symbol.number is None or [word.key for word in words[symbol.end : symbol.end + 3 : 2]] != ["(", ")"]:
        return 0
    again = numbers.read_number(words, symbol.end + 1, language)
    return 3 if again and again == (1, symbol.number) else 0


def _symbol(words: list[lexing.Token], at: int, language: str) -> Symbol:
    key = words[at].key
    number = numbers.read_number(words, at, language)
    match = lexicon(language).read(words, at)
    if number and match and (match.length > number[0] or "about" in match.meaning):
        number = None
    if match and number and number[0] > match.length:
        match = None
    roles = frozenset(m for m in match.meaning if isinstance(m, str)) if match else frozenset()
    if "single" in roles and key not in _singles(language):
        roles -= {"single"}  # العام is "the public" as often as "the year"
    amount = next((m for m in match.meaning if not isinstance(m, str)), (None, False)) if match else (None, False)
    if number or match:
        length = number[0] if number else match.length
        return Symbol(roles, number[1] if number else None, amount[0], at, at + length, key, amount[1])
    return _compound(words, at, language) or Symbol(frozenset(), None, None, at, at + 1, key)


def _compound(words: list[lexing.Token], at: int, language: str) -> Symbol | None:
    """A number and a unit in one word: zweijährig, десятилетний."""
    for role, pattern in _compounds(language):
        match = pattern.fullmatch(words[at].word)
        number = numbers.parse_number(match.group(1), language=language) if match else None
        if number is not None and role.endswith("years"):
            return Symbol(frozenset({"weak"}), None, years(number), at, at + 1, words[at].key)
        if number is not None and number == int(number):
            amount = Amount(months=int(number)) if role.endswith("months") else Amount(days=int(number))
            return Symbol(frozenset({"weak"}), None, amount, at, at + 1, words[at].key)
    return None


def years(number: float | int) -> Amount:
    """Years with their half as months; other fractions as whole months."""
    return Amount(int(number), round((number - int(number)) * 12))
