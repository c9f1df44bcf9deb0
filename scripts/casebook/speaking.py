"""Speaking: the language in which a reader is answered, and the words of the pages in it."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from functools import cache

from babel import Locale, negotiate_locale
from babel.messages.catalog import Message
from babel.messages.pofile import read_po
from markupsafe import Markup, escape

from casebook.folders import REPOSITORY

LANGUAGES = {"en": "English", "fr": "Français"}  # what pages can be read in, each by its own name
LOCALES = {"en": "en_GB", "fr": "fr_FR"}
FIRST = "en"  # the language the words are written in
ASKED = "_lang"  # the parameter that changes it

_language: ContextVar[str] = ContextVar("language", default=FIRST)


def N_(text: str) -> str:  # noqa: N802 - the name by which gettext's tools know it
    """A text that is said later, marked for the catalogue."""
    return text


def language() -> str:
    """The language of this answer, a key of LANGUAGES."""
    return _language.get()


def locale() -> Locale:
    """The Babel locale of this answer, for dates, numbers and names of countries."""
    return Locale.parse(LOCALES[language()])


def begin(query: Sequence[tuple[str, str]], kept: str, accepted: str) -> str | None:
    """Choose the language of this answer: what the address asks for, else what was `kept`, else the browser's own.

    Returns the language when the address asks for one, so that it can be kept. `accepted` is an Accept-Language header.
    """
    asked = next((value for key, value in query if key == ASKED and value in LANGUAGES), None)
    wanted = [part.partition(";")[0].strip().replace("-", "_") for part in accepted.split(",")[:20]]
    liked = negotiate_locale([one for one in wanted if one.replace("_", "").isalnum()], list(LANGUAGES))
    _language.set(asked or (kept if kept in LANGUAGES else None) or liked or FIRST)
    return asked


def say(text: str, context: str = "", **values: object) -> str:
    """A text of the pages in the language of this answer, its {places} filled; as it is where nobody has translated it."""
    return _text(language(), text, context).format(**values) if values else _text(language(), text, context)


def count(one: str, many: str, n: float, **values: object) -> str:
    """The form of a text for a number, {n} written as the language writes numbers."""
    few = _is_one(n)
    return (_text(language(), one, "") if few else _plural(language(), one, many)).format(n=number(n), **values)


def number(n: float) -> str:
    """A whole number as the language groups its digits."""
    return f"{n:,}".replace(",", "\u202f" if language() == "fr" else ",")


def decimal(n: float, places: int) -> str:
    """A number with so many places, as the language writes it."""
    return f"{n:.{places}f}".replace(".", "," if language() == "fr" else ".")


def shown(text: str, context: str = "", **values: object) -> Markup:
    """`say` for a template: what is filled in is escaped unless it is markup already; with nothing to fill in, braces stay."""
    said = Markup(escape(_text(language(), text, context)))
    return said.format(**values) if values else said


def shown_count(one: str, many: str, n: float, **values: object) -> Markup:
    """`count` for a template."""
    form = _text(language(), one, "") if _is_one(n) else _plural(language(), one, many)
    return Markup(escape(form)).format(n=number(n), **values)


def others(path: str, query: Sequence[tuple[str, str]], encode) -> list[tuple[str, str, str]]:
    """(language, its own name, address) of this page in each other language; `encode` makes a query string of pairs."""
    rest = [pair for pair in query if pair[0] != ASKED]
    return [(code, name, f"{path}?{encode([*rest, (ASKED, code)])}") for code, name in LANGUAGES.items() if code != language()]


def _is_one(n: float) -> bool:
    return n in (0, 1) if language() == "fr" else n == 1


def _text(tongue: str, text: str, context: str) -> str:
    return _words(tongue).get((text, context), text)


def _plural(tongue: str, one: str, many: str) -> str:
    return _words(tongue).get((one, "", "many"), many)


def catalogue(tongue: str) -> list[Message]:
    """The messages of a language: templates/LANGUAGE.po, in gettext's form, bound to an edition's check like a template."""
    with (REPOSITORY / "templates" / f"{tongue}.po").open("rb") as file:
        return list(read_po(file))


@cache
def _words(tongue: str) -> Mapping[tuple, str]:
    """(text, context) or (text, "", "many"): the text in a language, out of its catalogue."""
    if tongue == FIRST:
        return {}
    found: dict[tuple, str] = {}
    for message in catalogue(tongue):
        if isinstance(message.id, tuple):
            found[message.id[0], ""], found[message.id[0], "", "many"] = message.string[:2]
        elif message.id:
            found[message.id, message.context or ""] = message.string
    return {key: text for key, text in found.items() if text}
