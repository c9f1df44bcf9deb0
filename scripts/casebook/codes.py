"""Short answers read as codes of a vocabulary: sex, ethnic group, status and occupation, in every language it holds."""

import re
from functools import cache, lru_cache

from casebook.codes_phrases import Way, Words, cover, phrases_in, readings, ways, words_of
from casebook.names.searching import normalise_search
from casebook.vocabularies import load

_LISTED = re.compile(r"[,;/，；、،→]|->")


def _only(codes: list[frozenset[str]] | None) -> str | None:
    """The one code all phrases can have, or None."""
    common = frozenset.intersection(*codes) if codes else frozenset()
    return next(iter(common)) if len(common) == 1 else None


@lru_cache(maxsize=1 << 14)
def parse_code(vocabulary: str, text: str, language: str | None = None) -> str | None:
    """The code in `vocabulary` (a file of data/vocabularies) that all words of `text` say; None when any word says
    else.

    With a language its words are tried first, then those of all; a word with two codes in two languages has
    none.
    """
    found = readings(vocabulary, text, language)
    return next((code for codes in found if (code := _only(codes) or _over(vocabulary, text, codes))), None)


def _over(vocabulary: str, text: str, codes: list[frozenset[str]]) -> str | None:
    """Of several codes the one that stands over all others: who died in prison is dead. Of a list, none."""
    said = {code for one in codes for code in one}
    if len(said) < 2 or any(len(one) > 1 for one in codes) or _LISTED.search(text):
        return None
    orders: dict[str, list[str]] = load(vocabulary).get("over", {})
    return next((code for code in said if said - {code} <= set(orders.get(code, ()))), None)


def parse_sex(text: str, *, language: str | None = None) -> str | None:
    """ "female" or "male"."""
    return parse_code("sex", text, language)


def parse_ethnicity(text: str, *, language: str | None = None) -> str | None:
    """An ethnic group as the English word of `ethnicities`, small letters ("uyghur", "kazakh")."""
    return parse_code("ethnicities", text, language)


def parse_status(text: str, *, language: str | None = None) -> str | None:
    """A status of `statuses`: detained, camp, sentenced, forced_labour, house_arrest, released, deceased, missing,
    unknown...
    """
    return parse_code("statuses", text, language)


@lru_cache(maxsize=1 << 14)
def parse_occupation(text: str, *, language: str | None = None) -> str | None:
    """An ISCO-08 group of one to four digits, or a word for those outside it (student, retired, unemployed,
    housework, worker); None if unsure.

    The head of the phrase decides ("teacher" in "retired teacher at a village school"); two occupations give
    None.
    """
    denied = _denied(words_of(text))
    for way in ways("occupations", text, language):
        code = _only(cover(way.words, way.lists)) or (None if denied else _of_head(way))
        if code:
            return code
    return None


@cache
def _denials() -> frozenset[Words]:
    return frozenset(words_of(str(phrase)) for phrase in load("occupations")["denials"])


def _denied(words: Words) -> bool:
    """Whether the words speak of somebody else, or say what is not so."""
    longest = max(map(len, _denials()))
    return any(words[at : at + length] in _denials() for at in range(len(words)) for length in range(1, longest + 1))


def _opens(words: Words, way: Way) -> bool:
    """Whether these words are an occupation of a language in which what a noun is of follows it."""
    first = load("occupations")["head_first"]
    if way.tongue:
        return way.tongue in first and words in way.lists.phrases
    return any(words in phrases_in("occupations", tongue) for tongue in first)


def _of_head(way: Way) -> str | None:
    """The code of the head: the end of what stands before a preposition, else, in languages in which what a noun is
    of follows it, the beginning.

    None where another occupation stands in the head beside it ("student teacher"), or a word joins two.
    """
    rules, words, phrases = load("occupations"), way.words, way.lists.phrases
    if any(word in rules["joiners"] for word in words):
        return None
    links = {normalise_search(str(word)) for word in rules["complement_words"]}
    head = words[: next((place for place, word in enumerate(words) if word in links and place), len(words))]
    while len(head) > 1 and head[-1:] in way.lists.fillers:
        head = head[:-1]
    start = next((start for start in range(len(head)) if head[start:] in phrases), None)
    if start is not None:
        found, rest = phrases[head[start:]], head[:start]
    else:
        end = next((end for end in range(len(words), 0, -1) if _opens(words[:end], way)), 0)
        found, rest = phrases.get(words[:end], frozenset()), head[end:]
    parts = {rest[one:two] for one in range(len(rest)) for two in range(one + 1, len(rest) + 1)}
    beside = (phrases[part] for part in parts if part in phrases and part not in way.lists.fillers)
    return _only([found, *beside])
