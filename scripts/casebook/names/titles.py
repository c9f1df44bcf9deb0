"""What stands about a name and is no name: titles and degrees, numbers of a list, remarks in brackets."""

import re
from functools import cache

from casebook.names.scripts import script_of
from casebook.names.tokens import words_of
from casebook.vocabularies import load

_NUMBER = re.compile(r"^\s*(?:№|#|no\.?)?\s*\d{1,4}\s*[.)、:]\s*(?=\D)", re.IGNORECASE)
_FEWEST_BESIDE = 2  # words that stay beside a title which is also a name (Haji, Imam)


@cache
def _titles() -> tuple[re.Pattern[str], re.Pattern[str], frozenset[str], re.Pattern[str]]:
    table = load("names")
    both = sorted({*table["titles"], *table["titles_and_names"]}, key=len, reverse=True)
    words = "|".join(re.escape(word) for word in both if not _is_han(word))
    after = "|".join(re.escape(word) for word in sorted(table["degrees"], key=len, reverse=True))
    han = "|".join(word for word in both if _is_han(word))
    return (
        re.compile(rf"({words})(?:\.\s*|\s+)(?=\S)", re.IGNORECASE),
        re.compile(rf"[\s,]+({words}|{after})\.?$", re.IGNORECASE),
        frozenset(table["titles_and_names"]),
        re.compile(f"({han})$"),
    )


def _is_han(word: str) -> bool:
    return script_of(word) == "Hani"


def set_apart(form: str) -> tuple[str, tuple[str, ...]]:
    """(the name, its titles as written): "Dr. Aygul Semet, PhD" is Aygul Semet. What is a name as often as a title
    (Haji, Imam) is a title where two words stand beside it."""
    before, after, also_names, han = _titles()
    form, found = _NUMBER.sub("", form), []
    while True:
        match = before.match(form) or after.search(form) or han.search(form)
        rest = (form[: match.start()] + form[match.end() :]).strip(" ,·") if match else ""
        least = _FEWEST_BESIDE if match and match[1].casefold() in also_names else 1
        if match is None or len(words_of(rest)) < least:
            return form, tuple(found)
        form, found = rest, [*found, match[1]]


@cache
def _remarks() -> frozenset[str]:
    return frozenset(load("names")["remarks"])


def is_remark(text: str) -> bool:
    """Whether what stands in brackets says something of the person and is no other name: a number, "deceased", "brother
    of ..."."""
    if any(map(str.isdecimal, text)):
        return True
    words = words_of(text)
    return not words or words[0] in _remarks() or text in _remarks()
