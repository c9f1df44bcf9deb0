"""Families and households, as researchers see them beside a case: suggested by kin, matches and addresses, with why."""

import asyncio
import sqlite3

import pytest

from casebook import schema
from casebook.pages import families


class World:
    """A cases.db of invented people that answers as a page's reader does."""

    def __init__(self, path):
        self.db = schema.connect(path)
        schema.create_tables(self.db, schema.CASES)
        schema.create_indexes(self.db, schema.CASES)

    async def rows(self, sql, parameters=None):
        cursor = self.db.execute(sql, parameters or {})
        cursor.row_factory = sqlite3.Row
        return [dict(row) for row in cursor]

    def person(self, number, name="", role="subject"):
        self.db.execute('INSERT INTO mentions (id, "key", record, role, person) VALUES (?,?,?,?,?)',
                        (number, f"m{number}", number, role, number))  # fmt: skip
        self.db.execute('INSERT INTO persons (id, "key") VALUES (?,?)', (number, f"m{number}"))
        if name:
            self.db.execute("INSERT INTO cases (person, name) VALUES (?,?)", (number, name))

    def kin(self, one, other, code):
        self.db.execute('INSERT INTO relations (mention, other, code) VALUES (?,?,?)', (one, other, code))

    def match(self, a, b, score, choice="suggested"):
        self.db.execute("INSERT INTO matches (a, b, score, choice, kind) VALUES (?,?,?,?,'relative')",
                        (f"m{a}", f"m{b}", score, choice))  # fmt: skip

    def home(self, number, raw, block=77):
        self.db.execute("INSERT INTO claims (mention, property, raw, says, standing) VALUES (?,'home',?,'is so','stands')",
                        (number, raw))  # fmt: skip
        self.db.execute("INSERT INTO blocks VALUES (?,?)", (block, number))

    def of(self, number):
        return {one["name"]: one["why"] for one in asyncio.run(families.of(self, number))}


@pytest.fixture
def world(tmp_path):
    world = World(tmp_path / "cases.db")
    for number, name in ((1, "Sabir Qurbanov"), (2, "Tilla Qurbanov"), (3, "Mihray Sadir")):
        world.person(number, name)
    return world


def test_a_stated_relative_who_has_a_page_is_of_the_family_from_both_sides(world):
    world.kin(1, 2, "BRO")
    assert world.of(1) == {"Tilla Qurbanov": ["Brother in what is told of Sabir Qurbanov"]}
    assert world.of(2) == {"Sabir Qurbanov": ["Brother in what is told of Sabir Qurbanov"]}


def test_a_relative_who_may_be_a_case_is_reached_by_way_of_the_one_named(world):
    world.person(10, role="relative")
    world.kin(1, 10, "SIS")
    world.match(3, 10, 0.8)
    by_way = ["Sister in what is told of Sabir Qurbanov", "likely to be the relative who is named there"]
    assert world.of(1) == {"Mihray Sadir": by_way}
    assert world.of(3) == {"Sabir Qurbanov": by_way[::-1]}


@pytest.mark.parametrize(("score", "choice"), [(0.4, "suggested"), (0.8, "different")])
def test_one_who_is_unlikely_or_judged_another_is_not(world, score, choice):
    world.person(10, role="relative")
    world.kin(1, 10, "SIS")
    world.match(3, 10, score, choice)
    assert world.of(1) == {}


def test_those_of_one_house_are_a_household(world):
    world.home(1, "12 Bulaq Street")
    world.home(2, "12 bulaq street ")
    world.home(3, "14 Bulaq Street")
    assert world.of(1) == {"Tilla Qurbanov": ["the same address"]}


@pytest.mark.parametrize("address", ["Bulaq village", "Bulaq 830000"])
def test_a_village_or_a_postcode_is_no_house(world, address):
    world.home(1, address)
    world.home(2, address)
    assert world.of(1) == {}


def test_friends_and_those_who_told_it_are_no_family(world):
    world.kin(1, 2, "FRND")
    world.person(11, "Zeynep Isaq", role="informant")
    world.kin(1, 11, "MTH")
    world.kin(11, 3, "SIB")
    assert world.of(1) == {} and world.of(3) == {}


def test_the_family_of_a_family_is_named_once_and_nearest_first(world):
    world.kin(1, 2, "BRO")
    world.kin(2, 3, "WIFE")
    world.kin(3, 1, "BROINLAW")
    assert list(world.of(1)) == ["Tilla Qurbanov", "Mihray Sadir"]
