"""Values as an edition may say them: no finer than the policy allows, and no words that no vocabulary holds."""

from functools import lru_cache
from typing import Any

from casebook import vocabularies
from casebook.charges import parse_charge
from casebook.coarsening import coarsen, coarsen_bound
from casebook.codes import parse_code
from casebook.places import parse_place, place_name


def leaving(value: Any, column: dict[str, str]) -> Any:
    """A value of the case list as the policy lets it out of this column; None when nothing of it may leave."""
    if value is None or value == "":
        return None
    if "bound" in column:
        return coarsen_bound(value, column["finest"], column["bound"])
    if "finest" in column:
        return coarsen(value, column["finest"])
    return _known(str(value), column["known"]) if "known" in column else value


@lru_cache(maxsize=1 << 15)
def _known(text: str, vocabulary: str) -> str | None:
    """The text when each of its parts is a code of the vocabulary, or words that it holds; else None.

    Several accounts are parted by "; ": were one of them left out, the others would stand as if all agreed.
    """
    return text if all(_is_known(part, vocabulary) for part in text.split("; ")) else None


def _is_known(part: str, vocabulary: str) -> bool:
    if vocabulary == "charges":
        return parse_charge(part) is not None
    if vocabulary == "places":
        place = parse_place(part)
        bare = part.removeprefix("near ")
        return place_name(bare) != bare or (place is not None and not place.finer)
    codes = vocabularies.load(vocabulary)["codes"]
    return part in codes or parse_code(vocabulary, part) is not None
