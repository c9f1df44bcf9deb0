"""Who may open which address: one small table for the roles, and the limits on facets."""

import re
from collections.abc import Mapping

from casebook.guard.paths import Asked, Unfair
from casebook.speaking import N_

# What anybody may fetch before a login: the look of the login page.
OPEN_FILES = frozenset({("static", "casebook.css"), ("favicon.ico",)})
CLOSED_ENDINGS = (".db", ".blob")
PUBLIC_ID = re.compile(r"[a-z2-7]{10}(\.json|\.pdf)?")
CHANGES = frozenset({("changes",), ("changes.csv",), ("changes.xml",)})
LISTS = frozenset("/cases" + ending for ending in ("", ".csv", ".json", ".xlsx", ".geojson"))
ACTS = ("act", "letter.pdf")  # under a published case: what a reader can do for somebody
PICTURES = frozenset({("map",), ("statistics",)})
CHARTS = frozenset(("statistics", f"{chart}.csv") for chart in ("arrests", "sentences", "statuses", "places", "lag"))
# What may be sent by a form, each of one kind, and by which role; the press site takes none. See reviewing_forms.py.
SENT = {
    ("decisions", kind): "researcher"
    for kind in ("add", "approve", "campaign", "case", "claim", "consent", "correct", "differ", "discard", "doubt", "edition",
                 "hold", "match", "read", "receive", "return", "sent", "sort", "step", "summary", "tell", "undo", "withdraw")
}
# Where a file may be sent. See uploads.py.
UPLOADS = {("inbox",): "researcher"}
# Pages of the research site beside those of the cases.
RESEARCH = frozenset({
    "add", "attention", "contradictions", "inbox", "issues", "matches", "matches.csv", "read", "reading",
    "waiting", "weights",
})  # fmt: skip
MOST_FACETS = 5
LONGEST_FACET = 100


def allowed(asked: Asked, roles: tuple[str, ...]) -> bool:
    """Whether somebody with these roles may open what is asked; what is not named here is closed."""
    first, rest = asked.parts[0], asked.parts[1:]
    if asked.path.casefold().endswith(CLOSED_ENDINGS):
        return False
    if asked.parts in OPEN_FILES:
        return True
    if not {"researcher", "journalist"} & set(roles):
        return False
    if first == "-":
        return bool(rest) and rest[0] == "static"
    if first == "campaigns":
        return "researcher" in roles or is_campaign(rest)
    if first in ("", "static", "data") or asked.parts in PICTURES | CHARTS | CHANGES or is_in_edition(asked):
        return True
    if first.partition(".")[0] == "published":
        return True
    if "researcher" in roles:
        return first.partition(".")[0] == "cases" or first in RESEARCH
    return journalist_page(asked)


def may_send(asked: Asked, roles: tuple[str, ...]) -> bool:
    """Whether somebody with these roles may send a form or a file there."""
    return (SENT | UPLOADS).get(asked.parts) in roles


def journalist_page(asked: Asked) -> bool:
    """The list of cases and the pages of published cases, which open published.db alone."""
    if len(asked.parts) == 1 and asked.path in LISTS:
        return not any(key == "sql" for key, _ in asked.query)
    first, *rest = asked.parts
    if first != "cases" or not rest or not PUBLIC_ID.fullmatch(rest[0]):
        return False
    return len(rest) == 1 or (len(rest) == 2 and "." not in rest[0] and rest[1] in ACTS)


def is_campaign(rest: tuple[str, ...]) -> bool:
    """The list of published campaigns, the page of one, and what a reader can do for it."""
    is_id = bool(rest) and "." not in rest[0] and PUBLIC_ID.fullmatch(rest[0]) is not None
    return not rest or (is_id and (len(rest) == 1 or (len(rest) == 2 and rest[1] in ACTS)))


def is_in_edition(asked: Asked) -> bool:
    """The lasting address of a case or a campaign in an edition."""
    first, *rest = asked.parts
    in_one = first == "editions" and len(rest) == 3 and rest[1] in ("cases", "campaigns")
    return in_one and PUBLIC_ID.fullmatch(rest[2]) is not None


def check_facets(asked: Asked, facets: Mapping[tuple[str, str], frozenset[str]]) -> None:
    """Raise Unfair on facets that metadata.yml does not name for the table asked, or on more than five."""
    wanted = [(key, value) for key, value in asked.query if key.startswith("_facet") and key != "_facet_size"]
    if len(wanted) > MOST_FACETS:
        raise Unfair(400, f"At most {MOST_FACETS} facets can be asked for at once.")
    table = (asked.parts + ("", ""))[:2]
    known = facets.get((table[0], table[1].partition(".")[0]), frozenset())
    if any(key != "_facet" or value not in known for key, value in wanted):
        raise Unfair(400, N_("This facet is not one of those offered here."))
    sizes = [value for key, value in asked.query if key == "_facet_size"]
    if any(not (size.isascii() and size.isdigit() and int(size[:9]) <= LONGEST_FACET) for size in sizes):
        raise Unfair(400, f"A facet shows at most {LONGEST_FACET} values.")


def check_parameters(asked: Asked) -> None:
    """Raise Unfair on the parameters by which Datasette would open a second door."""
    for key, value in asked.query:
        if key == "_format" and value != "json":
            raise Unfair(400, N_("This form is asked for by the ending of the address."))
        if key in ("_fts_table", "_fts_pk", "_trace", "_context", "_stream"):
            raise Unfair(400, N_("This parameter is not used here."))
