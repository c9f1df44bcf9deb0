"""Finding aids: counts by facet and the words of names with their keys, the same however the cases came to be."""

import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import schema
from casebook.finding_aids import count_rows, sound_rows
from casebook.names import keys_asked, keys_kept, name_words, normalise_search
from casebook.summing_up_aids import Aids

NAMES = ["Ekber Höshur", "艾克白尔·吾舒尔", "Li Wei", "李伟", "Мәмәт Турсун", "Ekber Sattar"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Ekber Höshur", ("ekber", "höshur")),
        ("艾克白爾·吾舒爾", ("艾克白尔", "吾舒尔")),
        ("王小明", ("王", "小明")),
        ("Aikebai'er (Ali)", ("aikebaier", "ali")),
        ("ReyhanGul", ("reyhangul",)),
        ("محمّد", ("محمد",)),
        ("12", ()),
        ("", ()),
    ],
)
def test_the_words_of_a_name(name, words):
    assert name_words(name) == words


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ekber", "艾克白尔"), ("hoshur", "خوشۇر"), ("memet", "muhammad"), ("li", "李"), ("wei", "伟"), ("ali", "艾力"),
        ("ismail", "司马义"), ("temirlan", "темірлан"), ("hoshur", "hoshor"), ("abdurehim", "abdurehin"),
    ],
)  # fmt: skip
def test_spellings_of_one_word_share_a_key(typed, written):
    assert set(keys_asked(typed)) & set(keys_kept(written))
    assert set(keys_asked(written)) & set(keys_kept(typed))


@given(st.text(max_size=30))
def test_words_stand_in_the_index_and_keys_spell_nothing(name):
    words = name_words(name)
    for word in words:
        assert f" {normalise_search(word)} " in f" {normalise_search(name)} "
        for key in keys_kept(word):
            bare = key.removeprefix("-")
            assert bare.isascii() and (not bare or bare.isupper()) and len(bare) <= 16
            assert len(bare) <= 3 or not set(bare) & set("AEIOU")


def test_rows_of_an_edition():
    assert sound_rows(["Li Wei", "Wei Li"]) == [(1, "RI", "li"), (2, "AI", "wei")]
    cases = [{"status": "released", "arrest": "2017"}, {"status": "released", "sex": None}, {}]
    assert count_rows(cases) == [
        (1, "figure", "arrest", 1), (2, "figure", "arrest_day", 1), (3, "figure", "cases", 3), (4, "status", "released", 2),
    ]  # fmt: skip


def held(db: sqlite3.Connection) -> tuple:
    sounds = db.execute("SELECT sound, word FROM name_sounds ORDER BY word, sound").fetchall()
    return sounds, db.execute("SELECT facet, value, cases FROM facet_counts ORDER BY facet, value").fetchall()


def write(db: sqlite3.Connection, people: dict[int, tuple[str, str]]) -> None:
    """Write these persons' cases anew: {person: (name, status)}, without one for an empty name."""
    aids, listed = Aids(db), ", ".join(map(str, people))
    with aids.changing(f"person IN ({listed})"):
        for table in ("cases", "search"):
            db.execute(f"DELETE FROM {table} WHERE rowid IN ({listed})")
        for person, (name, status) in people.items():
            if name:
                db.execute("INSERT INTO cases (id, person, names, status) VALUES (?,?,?,?)", (person, person, name, status))
                db.execute("INSERT INTO search (rowid, names) VALUES (?,?)", (person, normalise_search(name)))
    aids.save()


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["", *NAMES, " · ".join(NAMES[:2])]),
                          st.sampled_from(["held", "released"])), min_size=1, max_size=12))
def test_changed_one_by_one_they_are_what_they_are_made_at_once(changes):
    last, dbs = {}, []
    for _ in range(2):
        db = sqlite3.connect(":memory:")
        schema.create_tables(db, schema.CASES)
        schema.create_indexes(db, schema.CASES)
        dbs.append(db)
    for person, *case in changes:
        last[person] = tuple(case)
        write(dbs[0], {person: tuple(case)})
    write(dbs[1], last)
    assert held(dbs[0]) == held(dbs[1])
    names = [name for text, _ in last.values() for name in text.split(" · ") if name]
    assert held(dbs[1])[0] == sorted(((key, word) for _, key, word in sound_rows(names)), key=lambda row: row[::-1])
