"""What an address asks of the list of cases: words, filters, years of the arrest, order and page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from casebook.speaking import N_

PAGE = 50
VIEWS = ("", "table")  # cards, or the same as a table
SORTS = {  # name in the address -> (label, columns, whether large comes first)
    "name": (N_("Name"), "name", False),
    "arrest": (N_("Arrest, earliest first"), "arrest_earliest", False),
    "-arrest": (N_("Arrest, latest first"), "arrest_earliest", True),
    "birth": (N_("Birth, eldest first"), "birth_earliest", False),
    "-birth": (N_("Birth, youngest first"), "birth_earliest", True),
    "-term": (N_("Sentence, longest first"), "term_months_max", True),
    "term": (N_("Sentence, shortest first"), "term_months_min", False),
    "end": (N_("Expected end, soonest first"), "end_earliest", False),
}
RESEARCH_SORTS = {"-records": (N_("Most records first"), "records", True)}
FLAGS = {  # name in the address -> (label, condition); for research
    "differs": (N_("Accounts differ"), "differs > 0"),
    "approved": (N_("Approved for an edition"), "approved IS NOT NULL AND approved <> ''"),
}


@dataclass(frozen=True)
class Wanted:
    """What a list of cases is asked for: words, chosen values by facet, years of the arrest, flags, order, page; whether
    only for near matches of the words; and as what (one of VIEWS, '' for cards)."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: int | None = None
    until: int | None = None
    flags: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1
    near: bool = False
    view: str = ""

    def address(self, **changes: object) -> str:
        """The query string of this list, with changes; `facet=value` takes the place of that facet's choice."""
        pairs: list[tuple[str, object]] = [("q", self.words)]
        pairs += [(name, value) for name, values in self.chosen.items() for value in values if name not in changes]
        pairs += [("since", self.since), ("until", self.until), *((flag, "1") for flag in self.flags)]
        pairs += [("view", self.view), ("sort", self.sort)]
        pairs += [("page", self.page if self.page > 1 else None), ("near", "1" if self.near else None)]
        pairs = [(key, value) for key, value in pairs if key not in changes] + list(changes.items())
        return urlencode([(key, value) for key, value in pairs if value not in (None, "")])


    @property
    def narrowed(self) -> str:
        """What of the query string says which cases, whatever their order and however they are shown."""
        return self.address(page=None, sort=None, view=None)


def wanted(pairs: Sequence[tuple[str, str]], facets: Sequence[str]) -> Wanted:
    """What an address asks for; what it cannot mean is left out."""
    first = dict(reversed(pairs))
    chosen = {name: tuple(dict.fromkeys(v for k, v in pairs if k == name and v)) for name in facets}
    sort = first.get("sort", "")
    return Wanted(
        words=first.get("q", "").strip()[:600],
        chosen={name: values for name, values in chosen.items() if values},
        since=_year(first.get("since")),
        until=_year(first.get("until")),
        flags=tuple(flag for flag in FLAGS if first.get(flag)),
        sort=sort if sort in SORTS or sort in RESEARCH_SORTS else "",
        page=min(max(_number(first.get("page")) or 1, 1), 100_000),
        near=bool(first.get("near")),
        view=VIEWS[-1] if first.get("view") == VIEWS[-1] else "",
    )


def _year(text: str | None) -> int | None:
    number = _number(text)
    return number if number and 1000 <= number <= 2999 else None


def _number(text: str | None) -> int | None:
    plain = (text or "").strip()[:9]
    return int(plain) if plain.isascii() and plain.isdigit() else None
