"""Looks a heading up among the known words for columns, in eleven languages."""

import re
from collections import Counter
from functools import cache

from casebook import languages_seen, vocabularies
from casebook.headings import plain

SPELLS = ("detention", "sentence", "sentence_end", "held", "camp")


def headed(header: str) -> tuple[dict[str, str], bool] | None:
    """(options, whether the whole heading says so) by the headings known; None when none is in it.

    A number in a heading of custody ("Arrest 2") opens a spell of its own.
    """
    words, number = folded(header)
    code = _known().get(words)
    exact = code is not None
    options = _options(code) if exact else _inside(words)
    if options is None:
        return None
    if number and options["property"].partition(".")[0] in SPELLS:
        options["spell"] = number
    return options, exact


def headed_last(header: str) -> bool:
    """Whether a heading ends in one that names people ("the victim's full name")."""
    words = folded(header)[0].split()
    return any(_known().get(" ".join(words[at:])) == "name" for at in range(1, len(words)))


def _inside(words: str) -> dict[str, str] | None:
    """The options by the longest known heading within another; one that only names a person ("witness") says whose
    it is ("phone of the witness", "birth of the victim")."""
    inside = [known for known in _known() if _within(known, words)]
    if not inside:
        return None
    said = [known for known in inside if _options(_known()[known])["property"] != "name"]
    options = _options(_known()[max(said or inside, key=len)])
    whose = {_options(_known()[known]).get("of") for known in inside if known not in said}
    if "informant" in whose and "." not in options["property"]:
        options["of"] = "informant"
    return options


def languages_of(headers: list[str]) -> Counter[str]:
    """How many of the headings are wholly in each language."""
    counts: Counter[str] = Counter()
    for header in headers:
        words, _ = folded(header)
        counts.update(
            language
            for said in vocabularies.load("headings").values()
            for language, known in said.items()
            if words in {folded(word)[0] for word in known}
        )
    return counts


@cache
def folded(header: str) -> tuple[str, str]:
    """(a heading in plain words, the number that stands in it)."""
    spaced = re.sub(r"(?<=[a-zа-я])(?=[A-ZА-Я])", " ", header)
    words = re.sub(r"[\s_./:：*#-]+", " ", re.sub(r"[(（\[].*?[)）\]]", " ", spaced) or spaced)
    number = re.search(r"(?:^| )([1-9])(?= |$)", words)
    return plain(re.sub(r"(?:^| )[1-9](?= |$)", " ", words)), number[1] if number else ""


@cache
def _known() -> dict[str, str]:
    """Every heading of the vocabulary, folded, with its code."""
    return {
        folded(word)[0] or word: code
        for code, languages in vocabularies.load("headings").items()
        for words in languages.values()
        for word in words
    }


def _within(known: str, words: str) -> bool:
    """Whether a known heading stands in another, as whole words, or as two signs or more where words have no spaces."""
    if languages_seen.script(known) == "Han":
        return len(known) > 1 and known in words
    return len(known) > 2 and f" {known} " in f" {words} "


def _options(code: str) -> dict[str, str]:
    """The options that a code of the vocabulary stands for: "name of informant", "name in Han"."""
    name, _, whose = code.partition(" of ")
    name, _, script = name.partition(" in ")
    options = {"property": name}
    if whose:
        options["of"] = whose
    if script:
        options |= {"script": script, "name_kind": "Chinese transcription"}
    return options
