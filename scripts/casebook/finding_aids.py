"""Finding aids of a list of cases: how many have each value, and the words of names with the keys of how they sound."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casebook.names import keys_kept, name_words

FACETS = ("status", "place", "term_kind", "facility_kind", "reasons_official", "ethnicity", "sex", "age_group", "occupation")
SEVERAL = "; "  # parts what a case has several of ...
MANIFOLD = ("reasons_official", "occupation")  # ... under these facets
FIGURE = "figure"  # stands in place of a facet for what the first page tells of all cases together
INVENTED = "invented example"  # the basis that an edition gives of a case of the example
BETWEEN = " · "  # parts the names of a case from one another
COUNTED = (*FACETS, "arrest", "arrest_earliest", "arrest_latest", "end_earliest", "end_latest", "differs")
Count = tuple[str, str]  # facet and value


def values(facet: str, text: str) -> list[str]:
    """The values of a facet that a case has, each once."""
    return list(dict.fromkeys(text.split(SEVERAL))) if facet in MANIFOLD else [text]


def counted(case: Mapping[str, Any]) -> Iterator[Count]:
    """Under which facets, values and figures a case counts."""
    for facet in FACETS:
        if case.get(facet):
            yield from ((facet, value) for value in values(facet, str(case[facet])))
    figures = {
        "cases": True,
        "arrest": case.get("arrest") is not None,
        "arrest_day": case.get("arrest") is not None and case.get("arrest_earliest") == case.get("arrest_latest"),
        "sentenced": case.get("term_kind") is not None,
        "end": case.get("end_earliest") is not None or case.get("end_latest") is not None,
        "differs": bool(case.get("differs")),
        "invented": case.get("basis") == INVENTED,
    }
    yield from ((FIGURE, name) for name, holds in figures.items() if holds)


def count_rows(cases: Iterable[Mapping[str, Any]]) -> list[tuple[int, str, str, int]]:
    """The rows of `facet_counts` for these cases: number, facet, value, cases."""
    found = Counter(count for case in cases for count in counted(case))
    return [(number, *count, cases) for number, (count, cases) in enumerate(sorted(found.items()), 1)]


def sound_rows(names: Iterable[str]) -> list[tuple[int, str, str]]:
    """The rows of `name_sounds` for these names: number, sound, word; each word once with each of its keys."""
    words = sorted({word for name in names for word in name_words(name)})
    return [(number, *row) for number, row in enumerate(((key, word) for word in words for key in keys_kept(word)), 1)]
