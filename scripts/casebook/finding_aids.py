"""Finding aids of a list of cases: how many have each value, and the words of names with the keys of how they sound."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from casebook.names import keys_kept, name_words

FACETS = ("status", "place", "ethnicity", "sex", "term_kind")
FIGURE = "figure"  # stands in place of a facet for what the first page tells of all cases together
INVENTED = "invented example"  # the basis that an edition gives of a case of the example
BETWEEN = " · "  # parts the names of a case from one another
COUNTED = (*FACETS, "arrest", "arrest_earliest", "arrest_latest", "end_earliest", "end_latest", "differs")
Count = tuple[str, str]  # facet and value


def counted(case: Mapping[str, Any]) -> Iterator[Count]:
    """Under which facets, values and figures a case counts."""
    for facet in FACETS:
        if case.get(facet):
            yield facet, str(case[facet])
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
