"""The addresses of our own pages and exports; they come before Datasette's own of the same form."""

from datasette.utils.asgi import NotFound

from casebook import exporting_tables
from casebook.pages import (
    acting,
    attention,
    by_hand,
    case,
    cases,
    changes,
    consenting,
    contradictions,
    data,
    deciding,
    dossier,
    home,
    inbox,
    issues,
    maps,
    reading,
    reading_queue,
    statistics,
    taking,
    told,
    waiting,
    weights,
    why,
)
from casebook.pages.campaigns import acting as campaigns_acting
from casebook.pages.campaigns import deciding as campaigns_deciding
from casebook.pages.campaigns import page as campaigns
from casebook.pages.matching import page as matching
from casebook.pages.moved import or_moved


def routes() -> list[tuple[str, object]]:
    """(pattern, view) pairs as Datasette's register_routes wants them."""
    return [
        (r"^/$", home.page),
        (r"^/data$", data.page),
        (r"^/cases$", cases.page),
        (r"^/cases\.csv$", cases.as_csv),
        (r"^/cases\.json$", cases.as_json),
        (r"^/cases\.xlsx$", taking.as_xlsx),
        (r"^/cases\.geojson$", taking.as_geojson),
        (r"^/cases/(?P<id>[a-z2-7]{10}|[0-9a-f]{32}|[^/]*~3A[^/.]*)$", or_moved(case.page)),
        (r"^/cases/(?P<id>[a-z2-7]{10}|[0-9a-f]{32}|[^/]*~3A[^/.]*)\.json$", or_moved(case.as_json)),
        (r"^/cases/(?P<id>[a-z2-7]{10})\.pdf$", dossier.page),
        (r"^/cases/(?P<id>[a-z2-7]{10})/act$", acting.page),
        (r"^/cases/(?P<id>[a-z2-7]{10})/letter\.pdf$", acting.letter),
        (r"^/cases/(?P<id>[0-9a-f]{32})/face$", or_moved(deciding.page)),
        (r"^/cases/(?P<id>[0-9a-f]{32})/consents$", or_moved(consenting.page)),
        (r"^/waiting$", waiting.page),
        (r"^/matches$", matching.page),
        (r"^/matches\.csv$", matching.as_sheet),
        (r"^/matches/judged$", matching.listed),
        (r"^/cases/(?P<id>[0-9a-f]{32}|[^/]*~3A[^/.]*)/why$", or_moved(why.page)),
        (r"^/cases/(?P<id>[0-9a-f]{32}|[^/]*~3A[^/.]*)/told$", or_moved(told.page)),
        (r"^/contradictions$", contradictions.page),
        (r"^/issues$", issues.page),
        (r"^/inbox$", inbox.page),
        (r"^/add$", by_hand.page),
        (r"^/add/known$", by_hand.like),
        (r"^/add/(?P<id>[0-9a-f]{32})$", by_hand.opened),
        (r"^/inbox/(?P<draft>[0-9a-f]{32})$", inbox.draft),
        (r"^/inbox/(?P<draft>[0-9a-f]{32})/workbook$", inbox.workbook),
        (r"^/weights$", weights.page),
        (r"^/reading$", reading_queue.page),
        (r"^/reading/next$", reading_queue.onward),
        (r"^/read/(?P<record>[^/]+)$", reading.page),
        (r"^/editions/(?P<edition>[0-9]{1,6})/cases/(?P<id>[a-z2-7]{10})$", case.page),
        (r"^/attention$", attention.page),
        (r"^/campaigns$", campaigns.listed),
        (r"^/campaigns/(?P<key>[^/]+)$", campaigns.page),
        (r"^/campaigns/(?P<key>[^/]+)/face$", campaigns_deciding.page),
        (r"^/campaigns/(?P<key>[a-z2-7]{10})/act$", campaigns_acting.page),
        (r"^/campaigns/(?P<key>[a-z2-7]{10})/letter\.pdf$", campaigns_acting.letter),
        (r"^/editions/(?P<edition>[0-9]{1,6})/campaigns/(?P<key>[a-z2-7]{10})$", campaigns.page),
        (r"^/map$", maps.page),
        (r"^/statistics$", statistics.page),
        (r"^/statistics/(?P<chart>arrests|sentences|statuses|places|lag)\.csv$", statistics.as_csv),
        (r"^/changes$", changes.page),
        (r"^/changes\.csv$", changes.as_csv),
        (r"^/changes\.xml$", changes.as_feed),
        (r"^/(?P<database>[^/.]+)\.csv$", exporting_tables.query),
        (r"^/(?P<database>[^/.]+)/(?P<table>[^/.]+)\.csv$", exporting_tables.export),
        (r"^/cases/[^/]*~3A[^/]*/[a-z]+$", nothing),  # what only an opened case has
        (r"^/[^/.]+/[^/]+?/[^/]+?\.csv$", nothing),
    ]


async def nothing(request):
    """Forms of Datasette's own that are closed."""
    raise NotFound("Nothing here")
