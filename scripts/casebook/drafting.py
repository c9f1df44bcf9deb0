"""Drafting: a summary of a case in English and in French, from its approved face alone, for a person to read and change."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from casebook import vocabularies, wording
from casebook.codes import parse_code
from casebook.drafting_dates import length, when

LANGUAGES = ("en", "fr")
FULL = "full"
# Statuses that say when it happened, and what need not be told twice: by the status, and as an event or a sentence.
DATED = ("released", "deceased")
SAME = {"released": "release", "deceased": "death", "camp": "camp", "forced_labour": "forced_labour", "missing": "went_missing"}
QUOTED = ("reasons_official", "reasons_believed")
Face = dict[str, Any]


def drafts(face: Face) -> dict[str, str]:
    """{"en": text, "fr": text} of what a face says of somebody named; {} of somebody who is shown under no name."""
    if face.get("level", FULL) != FULL or not face["columns"].get("name"):
        return {}
    return {language: " ".join(text for _, text in sentences(face, language)) for language in LANGUAGES}


def sentences(face: Face, language: str) -> list[tuple[str, str]]:
    """(what it tells, the sentence) of somebody named, in order: what it tells is a column, or a kind of event or status."""
    said = vocabularies.load("drafts")[language]
    sex = face["columns"].get("sex")
    filled = {"name": face["columns"]["name"], "he": _of(said["subject"], sex)}
    return [(kind, _of(form, sex).format(**filled, **values)) for kind, form, values in _sentences(face, said, language)]


def _of(sentence: str | dict[str, str], sex: str | None) -> str:
    """The form of a sentence for a man, a woman, or somebody of whom neither is said."""
    return sentence if isinstance(sentence, str) else sentence.get(sex or "", sentence["other"])


def _sentences(face: Face, said: dict[str, Any], language: str) -> Iterator[tuple[str, Any, dict[str, str]]]:
    told = face["columns"]
    born = when(told.get("birth"), said["dates"], language)
    yield ("birth", said["born"], {"when": born}) if born else ("name", said["unborn"], {})
    if told.get("ethnicity"):
        yield "ethnicity", said["ethnicity"], {"words": _word("ethnicities", told["ethnicity"], language)}
    if told.get("occupation"):
        yield "occupation", said["occupation"], {"words": told["occupation"]}
    if told.get("home"):
        yield "home", said["home"], {"place": wording.place(told["home"])}
    arrest = when(told.get("arrest"), said["dates"], language)
    if arrest:
        yield "arrest", said["arrest"], {"when": arrest}
    if told.get("place"):
        yield "place", said["place"], {"place": wording.place(told["place"])}
    yield from _custody(face, said, language)
    yield from ((name, said[name], {"words": told[name]}) for name in QUOTED if told.get(name))
    if face.get("relatives"):
        yield "relatives", said["relatives"], {"words": "; ".join(_relative(one, language) for one in face["relatives"])}


def _custody(face: Face, said: dict[str, Any], language: str) -> Iterator[tuple[str, Any, dict[str, str]]]:
    """The sentence, what else happened, and how it stands; of several events of one kind none, for they may be one."""
    told, status = face["columns"], face["columns"].get("status")
    term = _term(told, said, language)
    if term:
        yield "sentence", said["sentence"], {"term": term}
    kinds = Counter(event["kind"] for event in face["events"])
    for event in face["events"]:
        kind = event["kind"]
        if kinds[kind] == 1 and kind in said["events"] and kind != SAME.get(status):
            yield kind, said["events"][kind], {"when": _behind(event.get("edtf"), said, language)}
    if status in said["status"] and not (term and status == "sentenced"):
        day = told.get("status_date") if status in DATED else None
        yield status, said["status"][status], {"when": _behind(day, said, language)}


def _behind(edtf: str | None, said: dict[str, Any], language: str) -> str:
    words = when(edtf, said["dates"], language)
    return f" {words}" if words else ""


def _term(told: dict[str, Any], said: dict[str, Any], language: str) -> str | None:
    kind = told.get("term_kind")
    how_long = length(told.get("term_months_min"), told.get("term_months_max"), said["lengths"], language)
    if kind not in said["terms"] or (kind == "term" and how_long is None):
        return None
    behind = said["terms"]["of"].format(length=how_long) if how_long and kind == "suspended" else how_long or ""
    return said["terms"][kind].format(length=behind)


def _relative(one: dict[str, Any], language: str) -> str:
    words = [str(one["count"])] if one.get("count") and one["count"] > 1 else []
    named = " ".join([*words, wording.label("relatives", one.get("class"), language) or ""]).strip()
    outcome = wording.label("statuses", one.get("outcome"), language)
    return f"{named} ({outcome})" if outcome else named


def _word(vocabulary: str, text: str, language: str) -> str:
    """A code, or a word for one, in a language; as it stands where it is neither."""
    code = text if text in vocabularies.load(vocabulary)["codes"] else parse_code(vocabulary, text)
    return (wording.label(vocabulary, code, language) if code else None) or text
