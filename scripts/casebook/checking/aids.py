"""What helps to find cases in an edition must follow from its rows: counts by facet, and words of names with their keys.

A key is made by the builder's own rules of sounds, which are not known here. So it is held to what cannot tell anything:
few letters that spell no word, beside a word of a published name, or a form of that, whose consonants they may be.
"""

import re
from collections import Counter
from typing import Any

from .authorised import Compared, stranger
from .folding import fold
from .report import Findings
from .sounding import may_sound, plain_letters, skeleton
from .structure import Rows, columns

FACETS = ("status", "place", "term_kind", "facility_kind", "reasons_official", "ethnicity", "sex", "age_group", "occupation")
MANIFOLD = {"reasons_official", "occupation"}  # a case may have several of them, parted by a semicolon
MOST_KEYS = 80  # of one word: a few readings, each with any one of sixteen letters left out
LONGEST_RUN = 8
_KEY = re.compile(r"-?(?:[B-DF-HJ-NP-TV-Z]{2,16}|[B-DF-HJ-NP-TV-Z]?[AIU]{0,2})")
_HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+")


def compare(rows: Rows, forms: dict[str, frozenset[str]], found: Compared, findings: Findings) -> None:
    """Compute the counts once more, and look at each word and key; what is not as it must be is a stranger."""
    counts = Counter(pair for row in rows["cases"] for pair in _counted(dict(zip(columns("cases"), row[1:], strict=True))))
    wanted = [(number, number, *pair, counts[pair]) for number, pair in enumerate(sorted(counts), 1)]
    for row in rows["facet_counts"] if rows["facet_counts"] != wanted else ():
        _row(found, findings, "facet_counts", row, "a count that does not follow from the cases")
    if len(rows["facet_counts"]) != len(wanted):
        findings.add("facet_counts", "(rows)", "counts that are not those of the cases")
    _sounds(rows["name_sounds"], _words(rows), forms, found, findings)


def _row(found: Compared, findings: Findings, table: str, row: tuple, kind: str) -> None:
    for column, value in zip(columns(table), row[1:], strict=True):
        stranger(found, findings, table, column, value, kind)


def _counted(case: dict[str, Any]) -> list[tuple[str, str]]:
    told = [(facet, value) for facet in FACETS if case[facet]
            for value in (set(case[facet].split("; ")) if facet in MANIFOLD else {case[facet]})]
    arrest, end = case["arrest"] is not None, case["end_earliest"] is not None or case["end_latest"] is not None
    figures = {"cases": True, "arrest": arrest, "arrest_day": arrest and case["arrest_earliest"] == case["arrest_latest"],
               "sentenced": case["term_kind"] is not None, "end": end, "invented": case["basis"] == "invented example"}
    return told + [("figure", name) for name, holds in figures.items() if holds]


def _sounds(rows: list[tuple], known: set[str], forms: dict[str, frozenset[str]], found: Compared,
            findings: Findings) -> None:
    keys = Counter(row[3] for row in rows)
    ordered = sorted((row[3], row[2]) for row in rows)
    if len(set(ordered)) != len(rows) or [row[1] for row in rows] != list(range(1, len(rows) + 1)) or [
            row[3] for row in rows] != [word for word, _ in ordered]:
        findings.add("name_sounds", "(rows)", "words out of order, or twice")
    for row in rows:
        _, _, sound, word = row
        if " ".join(fold(word)) not in known or keys[word] > MOST_KEYS:
            _row(found, findings, "name_sounds", row, "a word of no published name")
        elif not _KEY.fullmatch(sound):
            stranger(found, findings, "name_sounds", "sound", sound, "a key that may spell something")
        elif not may_sound(sound.lstrip("-"), word) and not any(
                may_sound(sound.lstrip("-"), form) for form in _forms_of(word, forms)):
            stranger(found, findings, "name_sounds", "sound", sound, "a key that is not how its word sounds")


def _forms_of(word: str, forms: dict[str, frozenset[str]]) -> set[str]:
    """The forms of the given names that a word is, or that it ends with (Abdulrahim)."""
    ends = {written[start:] for written in ("".join(fold(word)), plain_letters(word)) for start in range(len(written))}
    return set().union(*(forms[end] for end in (ends | {skeleton(word)}) & forms.keys()))


def _words(rows: Rows) -> set[str]:
    """The bare words of the published names, and the runs of Chinese characters in them."""
    names = {row[3] for row in rows["case_names"]} - {None}
    known = {word for name in names for word in fold(name)}
    for run in {run for name in names for run in _HAN.findall(name)}:
        signs = fold(run)
        known |= {" ".join(signs[start:end]) for start in range(len(signs))
                  for end in range(start + 1, min(start + LONGEST_RUN, len(signs)) + 1)}
    return known
