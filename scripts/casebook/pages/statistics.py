"""The statistics: what is known of all cases together, with its doubt; each chart has its table and says what it lacks."""

from datetime import date
from itertools import groupby

from datasette.utils.asgi import NotFound, Response

from casebook import charts, harmless
from casebook.charts import Bar
from casebook.dates import bounds
from casebook.pages import labels, outlines
from casebook.pages.frame import render
from casebook.pages.reader import Reader, reader
from casebook.speaking import N_, language, say

MOST_PLACES = 20
BY = {"month": N_("Arrests by month"), "year": N_("Arrests by year")}
# Days between an event and its being told, up to which each class goes.
LAGS = ((31, N_("Within a month")), (183, N_("Within half a year")), (366, N_("Within a year")), (731, N_("Within two years")),
        (None, N_("Later")))  # fmt: skip
_TOLD = """SELECT events.earliest, events.latest, records.told FROM events JOIN mentions ON mentions.id = events.mention
JOIN records ON records.id = mentions.record
WHERE events.kind = 'detention' AND mentions.role = 'subject' AND records.told IS NOT NULL AND events.earliest IS NOT NULL"""


async def page(request, datasette):
    """The figures of either site; an edition never changes, so that its are counted once."""
    found = await _remembered(reader(datasette, request))
    return await render(datasette, request, "statistics.html", {"title": say("Statistics")} | found)


async def as_csv(request, datasette) -> Response:
    """The table of one chart: what each bar says, how many cases are certain and how many there are at most."""
    who, chart = reader(datasette, request), request.url_vars["chart"]
    if chart == "lag" and not who.research:
        raise NotFound("Nothing here")
    rows = [[bar.label, bar.certain, bar.certain + bar.possible] for bar in (await _remembered(who))[chart]]
    text = harmless.csv_lines([[chart, "certain", "at_most"], *rows])
    headers = {"content-disposition": f'attachment; filename="{chart}.csv"'}
    return Response(text, content_type="text/csv; charset=utf-8", headers=headers)


async def _remembered(who: Reader) -> dict:
    kept = vars(who.database).setdefault("casebook_statistics", {})
    found = kept.get(language()) or await _figures(who)
    if not who.database.is_mutable:
        kept[language()] = found
    return found


async def _figures(who: Reader) -> dict:
    spans = await _grouped(who, "arrest_earliest, arrest_latest", "arrest IS NOT NULL OR arrest_earliest IS NOT NULL"
                           " OR arrest_latest IS NOT NULL")
    terms = await _grouped(who, "term_kind, term_months_min, term_months_max", "term_kind IS NOT NULL")
    unit, arrests = charts.by_time(spans)
    lengths = [bar._replace(label=_length(bar.label)) for bar in charts.by_length(terms)]
    return {
        "all": await who.value("SELECT count(*) FROM cases"),
        "by_unit": say(BY[unit]), "arrests": arrests, "most_arrests": charts.largest(arrests), "unplaced": charts.unplaced(spans),
        "dated": sum(n for *_, n in spans),
        "sentences": lengths, "sentenced": sum(n for *_, n in terms),
        "statuses": await _bars(who, "status"), "places": await _places(who),
        "lag": await _lags(who) if who.research else [],
    }  # fmt: skip


async def _grouped(who: Reader, columns: str, where: str) -> list[tuple]:
    _, rows = await who.table(f"SELECT {columns}, count(*) FROM cases WHERE {where} GROUP BY {columns}", most=200_000)
    return [tuple(row) for row in rows]


async def _bars(who: Reader, column: str) -> list[Bar]:
    rows = await _grouped(who, column, f"{column} IS NOT NULL")
    return sorted((Bar(labels.of_column(column, value), n, 0) for value, n in rows), key=lambda bar: (-bar.certain, bar.label))


async def _places(who: Reader) -> list[Bar]:
    """Cases by prefecture where that is told, else by the place as it is told; near a place is possibly there."""
    found: dict[str, list[int]] = {}
    for place, n in await _grouped(who, "place", "place IS NOT NULL"):
        spot = outlines.spot(place)
        code = (outlines.prefecture_of(spot.code) or spot.code) if spot else place.removeprefix(outlines.NEAR)
        found.setdefault(labels.place(code), [0, 0])[place.startswith(outlines.NEAR)] += n
    bars = [Bar(label, *counts) for label, counts in found.items()]
    bars.sort(key=lambda bar: (-bar.certain - bar.possible, bar.label))
    rest = bars[MOST_PLACES:]
    more = [Bar(say("Elsewhere"), sum(bar.certain for bar in rest), sum(bar.possible for bar in rest))] if rest else []
    return bars[:MOST_PLACES] + more


async def _lags(who: Reader) -> list[Bar]:
    """How long after an arrest its records were told, each record with its least and its longest time."""
    rows = await who.rows(_TOLD, most=200_000)
    certain, possible = dict.fromkeys((words for _, words in LAGS), 0), dict.fromkeys((words for _, words in LAGS), 0)
    for told, events in groupby(sorted(rows, key=lambda row: row["told"]), key=lambda row: row["told"]):
        first, last = _days(told)
        for event in events:
            if first is None or last is None or not event["latest"]:
                continue
            least = max((first - date.fromisoformat(event["latest"])).days, 0)
            most = (last - date.fromisoformat(event["earliest"])).days
            touched = _classes(least, most)
            for words in touched:
                (certain if len(touched) == 1 else possible)[words] += 1
    return [Bar(say(words), certain[words], possible[words]) for _, words in LAGS] if any(certain.values()) or any(
        possible.values()) else []


def _classes(least: int, most: int) -> list[str]:
    """The classes of LAGS that a time of between so many days may be of; none for what was told before it happened."""
    found, before = [], -1
    for days, words in LAGS:
        if most > before and (days is None or least <= days):
            found.append(words)
        before = days if days is not None else before
    return found if most >= 0 else []


def _days(edtf: str) -> tuple[date | None, date | None]:
    try:
        return bounds(edtf)
    except ValueError:
        return None, None


def _length(label: str) -> str:
    """A class of `charts.by_length` in words."""
    if label[:1].isdigit():
        least, _, most = label.rstrip("+").partition("-")
        form = N_("{least} to less than {most} years") if most else N_("{least} years and more")
        return say(form, least=least, most=most)
    return labels.of_column("term_kind", label)
