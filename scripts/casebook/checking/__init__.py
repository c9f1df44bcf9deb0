"""The leak checker: an enemy of the builder that shares no code with it and reads the edition as an attacker would.

An edition is clean when its file is what the contract says byte for byte, every value in it was approved for that very
person by enough people and is still allowed, and nothing of contacts.db is in it under any disguise.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from . import (
    aids,
    authority,
    beside,
    campaigned,
    coarseness,
    crowds,
    derived,
    pages,
    recreating,
    served,
    structure,
    words,
)
from .authorised import BASES, NAME_COLUMNS, Compared, compare
from .finding import Finder
from .folding import fold, is_long_enough, joined
from .looking import Looked, all_texts, look
from .private import collect, texts
from .report import CouldNotCheck, Findings
from .structure import Rows

VERSION = 1
MOST_STRANGERS = 2000
LARGE = 1000  # cases from which on it is worth a second process
LEVELS = ("full", "partial", "anonymous")


@dataclass(frozen=True)
class Evidence:
    """Where the checker finds what it compares with; `keys` may be missing, then ids are not recomputed.

    `site` is the repository whose press site is started on the edition and looked through; `editions` the folder of those
    before it, with which it is joined. Without them that is not done.
    """

    cases: Path
    contacts: Path
    policy: Path
    decisions: Path
    vocabularies: Path
    keys: Path | None = None
    site: Path | None = None
    editions: Path | None = None


def check(edition: Path, evidence: Evidence, day: str | None = None) -> dict[str, Any]:
    """The result as it is kept in check.json: {"result": "clean" | "leak" | "not checked", "findings": [...], ...}.

    `day` (ISO) is the one on which consents must be good, by default that of the edition. Findings name table, column
    and kind, never a value.
    """
    findings = Findings()
    try:
        known = words.vocabulary(evidence.vocabularies)
        finder = Finder(collect(evidence.cases, evidence.contacts), known)
        good = structure.examine(edition, findings)
        rows = structure.rows(edition) if good else {}
        compared = _rows(edition, rows, evidence, day, finder, findings) if good else Compared(
            strangers=structure.anything(edition))
        _search(compared, finder, findings)
        answers = _visit(edition, rows, compared, finder, evidence, findings) if good and evidence.site else 0
        _explain(compared, finder, evidence, findings)
        for kind in finder.kinds(edition.name):
            findings.add("(file)", "(name)", kind)
    except CouldNotCheck as error:
        return {"result": "not checked", "why": str(error), "version": VERSION}
    except Exception as error:  # noqa: BLE001 - a file may be damaged in any way, and what failed was not checked
        why = f"a damaged file, or one that is not there ({type(error).__name__})"
        return {"result": "not checked", "why": why, "version": VERSION}
    return {
        "result": "leak" if findings else "clean", "version": VERSION, "sha256": structure.sha256(edition),
        "policy": structure.sha256(evidence.policy), "findings": list(findings.lines()),
        "values": len(compared.approved) + len(compared.strangers), "answers": answers,
    } | ({"site": served.sha256(evidence.site)} if evidence.site else {})


def _rows(edition: Path, rows: Rows, evidence: Evidence, day: str | None, finder: Finder, findings: Findings) -> Compared:
    """Compare rows, index and bytes of a file whose tables are those of the contract."""
    audience, date = _edition(rows)
    looked = beside.begin(partial(look, edition, rows, finder)) if len(rows["cases"]) > LARGE else partial(
        look, edition, rows, finder)
    allowed = authority.read(evidence.policy, evidence.decisions, evidence.keys, audience, max(date, day or date),
                             evidence.vocabularies)
    compared = compare(rows, allowed, findings)
    derived.compare(rows, allowed, words.gazetteer(evidence.vocabularies), compared, findings)
    campaigned.compare(rows, allowed, evidence.cases, compared, findings)
    aids.compare(rows, words.forms(evidence.vocabularies), compared, findings)
    coarseness.examine(rows, allowed, words.levels(evidence.vocabularies), findings)
    crowds.examine(rows, allowed, evidence.editions, findings)
    found = looked()
    findings.merge(found.findings)
    finder.learn(all_texts(rows), found.hits)
    _index(edition, found, compared, findings)
    return compared


def _visit(edition: Path, rows: Rows, compared: Compared, finder: Finder, evidence: Evidence, findings: Findings) -> int:
    """Look through the pages and exports; what they say of unknown origin counts as a value that nobody approved."""
    own = {row[1]: compared.own.get(row[0], frozenset()) for row in rows["cases"]}
    approved = [text for _, _, text, _ in compared.approved]
    approved += [*BASES, *LEVELS]
    known = ("edition", "places", "name_sounds", "facet_counts")
    approved += [str(value) for table in known for row in rows[table] for value in row[1:]]
    answers, strange = pages.look(edition, evidence.site, own, approved, rows, finder, findings)
    compared.strangers.extend(strange)
    return answers


def _edition(rows: Rows) -> tuple[str, str]:
    if len(rows["edition"]) != 1:
        raise CouldNotCheck("the edition does not have one row that says which it is")
    _, _, day, audience, *_ = rows["edition"][0]
    return str(audience), str(day)


def _index(edition: Path, looked: Looked, compared: Compared, findings: Findings) -> None:
    """Every word of the full-text index must be one of that row's approved words, or of a vocabulary."""
    strange = []
    for row, columns in looked.indexed.items():
        texts = set(compared.words.get(row, ()))
        own = {word for text in texts for word in fold(text)}
        strange += [(row, place) for place, unknown in enumerate(columns)
                    if any(not any(word in joined(text) for text in texts) for word in unknown - own)]
    said = recreating.indexed(edition) if strange else {}
    for row, place in strange:
        findings.add("search", recreating.COLUMNS[place], "an indexed word that is in no approved text of its row")
        compared.strangers.append(("search", recreating.COLUMNS[place], said[row][place]))
    if looked.indexed.keys() != compared.words.keys():
        findings.add("search", "(rows)", "rows of the index that are not those of the cases")


def _search(compared: Compared, finder: Finder, findings: Findings) -> None:
    """Look for what is private in approved texts too: people may have approved what they did not recognise."""
    for table, column, text, own in compared.approved:
        for kind in finder.kinds(text, own, is_name=(table, column) in NAME_COLUMNS):
            findings.add(table, column, kind)
    for table, column, value in compared.strangers[:MOST_STRANGERS]:
        for kind in finder.kinds(value if isinstance(value, str | bytes) else str(value)):
            findings.add(table, column, kind)


def _explain(compared: Compared, finder: Finder, evidence: Evidence, findings: Findings) -> None:
    """Say of values that nobody approved whether they are known to be private words of one of the two databases."""
    bare = [(table, column, joined(value)) for table, column, value in compared.strangers[:MOST_STRANGERS]
            if isinstance(value, str)]
    bare = [entry for entry in bare if is_long_enough(entry[2])]
    if not bare:
        return
    whole = "\n".join(text for _, _, text in bare)
    for source, name, text in texts(evidence.cases, evidence.contacts):
        word = joined(text)
        if is_long_enough(word) and word not in finder.vocabulary and word in whole:
            for table, column, stranger in bare:
                if word in stranger:
                    findings.add(table, column, f"words that stand in {source}.{name}")
