"""Places, sizes and ages made as coarse as a level of the policy says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.coarsening_values import PLACES, coarsen_place, leaving
from casebook.places_table import units

CODES = sorted(units())


@pytest.mark.parametrize(("text", "region", "prefecture", "county"), [
    ("653125", "650000", "653100", "653125"),
    ("near 653125", "near 650000", "near 653100", "near 653125"),
    ("Yarkand", "650000", "653100", "653125"),
    ("Upal village, Kashgar", "650000", "653100", "653100"),
    ("653101; 653125", "650000", "653100", "653101; 653125"),
    ("659001", "650000", "650000", "659001"),
    ("FR", "FR", "FR", "FR"),
    ("the house behind the bakery", None, None, None),
    ("653101; the house behind the bakery", None, None, None),
])
def test_a_place_is_told_as_the_larger_one_it_lies_in(text, region, prefecture, county):
    assert [coarsen_place(text, finest) for finest in PLACES] == [region, prefecture, county]


@given(st.sampled_from(CODES), st.sampled_from(sorted(PLACES)))
def test_every_place_of_the_gazetteer_is_coarsened_once_and_for_all(code, finest):
    found = coarsen_place(code, finest)
    assert found is not None and coarsen_place(found, finest) == found
    assert units()[found].level in PLACES[finest] if found in units() else len(found) == 2


@pytest.mark.parametrize(("size", "finest", "told"), [
    ("county", "prefecture", None), ("prefecture", "prefecture", "prefecture"), ("province", "prefecture", "province"),
    ("village", "county", None), ("county", None, "county"),
])
def test_how_large_a_place_is_is_told_only_where_it_is_told_itself(size, finest, told):
    assert leaving(size, {"size_of": "place"} | ({"finest": finest} if finest else {})) == told


@pytest.mark.parametrize(("ages", "told"), [
    ("30-39", "30-39"), ("20-39", "20-39"), ("35-39", None), ("35-44", None), ("37", None), ("his sister's age", None),
])
def test_ages_leave_in_bands_of_ten_years(ages, told):
    assert leaving(ages, {"years": 10}) == told


@pytest.mark.parametrize("column", [{"known": "places", "finest": "county"}, {"finest": "year"}, {"years": 10}, {"known": "sex"},
                                    {"finest": "year", "bound": "earliest"}, {"size_of": "place"}, {}])
def test_nothing_leaves_where_there_is_nothing(column):
    assert leaving(None, column) is None and leaving("", column) is None
