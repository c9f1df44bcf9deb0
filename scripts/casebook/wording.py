"""Wording: the words people read for codes of the vocabularies."""

from functools import cache

from casebook import vocabularies


def label(vocabulary: str, code: str | None, language: str = "en") -> str | None:
    """The word for a code: its label, else the first of its words in that language, else the code itself."""
    if code is None:
        return None
    said = vocabularies.load(vocabulary)["codes"].get(code, {})
    named = said.get("label", {})
    word = named.get(language) if isinstance(named, dict) else named
    return word or next(iter(said.get(language, ())), code.replace("_", " "))


@cache
def _places() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in vocabularies.table("places")}


def place(code: str | None) -> str | None:
    """A place of the gazetteer as it is named in English; None when the code is none of its."""
    row = _places().get(code or "")
    return row["en"] if row else None


def place_names(code: str | None) -> list[str]:
    """Every name the gazetteer has for a place, so that it is found by any of them."""
    row = _places().get(code or "")
    named = [row[column] for column in ("en", "zh", "pinyin", "uly", "uey", "aliases") if row.get(column)] if row else []
    return [one for text in named for one in text.split("|")]
