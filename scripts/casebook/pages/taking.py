"""Taking a list away as a workbook or onto a map: exactly the cases it shows, in its order."""

import asyncio
import json
from collections.abc import AsyncIterator
from tempfile import SpooledTemporaryFile
from typing import Any

from datasette.utils.asgi import Response
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from casebook import exporting
from casebook.harmless import harmless
from casebook.pages import labels, listed, outlines
from casebook.pages.reader import Reader, reader
from casebook.speaking import say

MOST_ROWS = 100_000  # of a workbook, which is made whole before it is sent
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TOLD = ("id", "name", "names", "status", "arrest", "arrest_earliest", "arrest_latest", "place", "place_level")


async def as_xlsx(request, datasette) -> Response:
    """The whole list as one sheet; every text is a text, and none can be taken for a formula."""
    who = reader(datasette, request)
    names, wanted = await listed.columns(who), listed.asked(request)
    try:
        with exporting.one_at_a_time(who.name):
            found = [row async for chunk in listed.stream(who, wanted, names) for row in chunk]
            if len(found) > MOST_ROWS:
                return Response.text(say("A workbook holds at most {n} cases: take CSV.", n=MOST_ROWS), status=413)
            body = await asyncio.to_thread(_workbook, names, found)
    except exporting.Busy:
        return Response.text(say("Please wait until what you asked for before has ended."), status=429)
    headers = {"content-disposition": 'attachment; filename="list.xlsx"'}
    return Response(body, content_type=WORKBOOK, headers=headers)


async def as_geojson(request, datasette, send, receive):
    """The list as GeoJSON (RFC 7946): each case in the middle of the county or prefecture it is told of, or nowhere."""
    who = reader(datasette, request)
    names = [name for name in TOLD if name != "id" or not who.research]
    rows = listed.stream(who, listed.asked(request), names)
    try:
        with exporting.one_at_a_time(who.name):
            await exporting.stream(send, receive, "application/geo+json", "cases.geojson", _features(who, names, rows))
    except exporting.Busy:
        return Response.text(say("Please wait until what you asked for before has ended."), status=429)
    return None


def _workbook(names: list[str], rows: list[list]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Cases")
    sheet.freeze_panes = "A2"
    sheet.append([labels.facet_label(name) for name in names])
    for row in rows:
        sheet.append([_cell(value) for value in row])
    with SpooledTemporaryFile(max_size=50_000_000) as file:
        book.save(file)
        file.seek(0)
        return file.read()


def _cell(value: object) -> object:
    safe = harmless(value)
    return ILLEGAL_CHARACTERS_RE.sub("\ufffd", safe) if isinstance(safe, str) else safe


async def _features(who: Reader, names: list[str], rows: AsyncIterator[list]) -> AsyncIterator[str]:
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    async for chunk in rows:
        told = [_feature(dict(zip(names, row, strict=True))) for row in chunk]
        if told:
            yield before + ",\n".join(json.dumps(one, ensure_ascii=False) for one in told)
            before = ",\n"
    yield "\n]}\n"


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    """A case as a feature; `precision` says of what the point is the middle, `near` that it is only close to it."""
    place = row["place"] or ""
    spot = outlines.spot(place)
    told = {name: value for name, value in row.items() if value is not None and name != "id"}
    if spot:
        told |= {"precision": "county" if spot.level == "counties" else "prefecture", "near": place.startswith(outlines.NEAR)}
    point = {"type": "Point", "coordinates": outlines.degrees(spot)} if spot else None
    return {"type": "Feature", "geometry": point, "properties": told} | ({"id": row["id"]} if "id" in row else {})
