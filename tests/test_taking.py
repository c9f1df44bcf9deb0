"""A list taken away as a workbook or as GeoJSON: exactly what it shows, harmless, and no finer than it is told."""

import io
import json

import pytest
from openpyxl import load_workbook

from casebook.pages import outlines
from web_fixtures import CANARY, PUBLIC_IDS, make_casebook, serving_site


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("taking")), press=True) as site:
        yield site.client("journalist1")


def test_a_workbook_has_the_rows_of_the_list_and_no_formula(client):
    answer = client.get("/cases.xlsx?q=alim")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert len(rows) - 1 == len(client.get("/cases.json?q=alim").json()) == 1
    assert rows[1][0] == PUBLIC_IDS[0] and any(str(cell).startswith("'=cmd") for cell in rows[1])
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert CANARY.encode() not in answer.content


def test_geojson_has_each_case_in_the_middle_of_what_is_told(client):
    found = client.get("/cases.geojson").json()
    assert found["type"] == "FeatureCollection" and len(found["features"]) == len(client.get("/cases.json").json())
    one = found["features"][0]
    assert one["properties"]["precision"] == "prefecture" and one["id"] in PUBLIC_IDS
    longitude, latitude = one["geometry"]["coordinates"]
    assert 86 < longitude < 89 and 42 < latitude < 45  # Ürümqi
    assert json.dumps(found).count("cases") == 0


def test_a_spot_is_where_it_is_on_the_earth():
    longitude, latitude = outlines.degrees(outlines.spot("653101"))
    assert abs(longitude - 75.98) < 0.5 and abs(latitude - 39.47) < 0.5  # Kashgar
