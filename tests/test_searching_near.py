"""Near matches: names in other scripts and spellings, with which words agree; over a small database of invented people."""

import sqlite3

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.finding_aids import sound_rows
from casebook.names import normalise_search, search_terms
from casebook.pages.found_by import marked, why
from casebook.searching import Near, Pair, near
from casebook.searching.marking import spans

PEOPLE = [  # names, other words
    (["Yusup Tohti"], "yarkand"),
    (["玉素甫·托合提"], ""),
    (["يۈسۈپ توختى"], ""),
    (["Юсуп Тохти"], "teacher"),
    (["Abdurehim Qadir", "阿布都热依木·卡迪尔"], ""),
    (["Abdurehman Qadir"], ""),
    (["Muhemmet Sidiq"], ""),
    (["Темірлан Серікұлы"], ""),
    (["Wang Xiaoming"], ""),
    (["王小明"], ""),
    (["Gulnar Semet"], ""),
]


@pytest.fixture(scope="module")
def db():
    db = sqlite3.connect(":memory:")
    db.execute("CREATE TABLE cases (id INTEGER PRIMARY KEY, names TEXT)")
    db.execute("CREATE TABLE name_sounds (id INTEGER PRIMARY KEY, sound TEXT, word TEXT)")
    db.execute("CREATE VIRTUAL TABLE search USING fts5(names, places, words)")
    for number, (names, words) in enumerate(PEOPLE):
        db.execute("INSERT INTO cases VALUES (?,?)", (number, " · ".join(names)))
        db.execute("INSERT INTO search (rowid, names, words) VALUES (?,?,?)", (number, normalise_search(" ".join(names)), words))
    db.executemany("INSERT INTO name_sounds VALUES (?,?,?)", sound_rows(name for names, _ in PEOPLE for name in names))
    return db


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Yusup Tohti", {1, 2, 3}),
        ("Tohti Yusup", {1, 2, 3}),
        ("玉素甫·托合提", {0, 2, 3}),
        ("يۈسۈپ توختى", {0, 1, 3}),
        ("Юсуп", {0, 1, 2}),
        ("Yusuf Tokhti", {0, 1, 2, 3}),
        ("Yusupp Tohti", {0, 1, 2, 3}),
        ("Yusop teacher", {3}),
        ("Abdurehim Qadyr", {4, 5}),
        ("Memet Sidik", {6}),
        ("serik temir", {7}),
        ("Wang Xiaoming", {9}),
        ("王小明", {8}),
        ("Gulnar", set()),
        ('"Yusup Tohti"', set()),
        ("Yusup Nobody", set()),
        ("", set()),
        ("2017", set()),
        ("one two three four five six seven", set()),
    ],
)
def test_who_comes_near(db, typed, found):
    assert {one.row for one in near(db, typed)} == found


def test_the_nearest_come_first(db):
    scores = [one.score for one in near(db, "Abdurehim Qadyr")]
    assert scores == sorted(scores, reverse=True) and near(db, "Abdurehim Qadyr")[0].row == 4


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=40))
def test_whatever_is_typed_there_is_an_answer(db, typed):
    assert len(near(db, typed)) <= len(PEOPLE)


@pytest.mark.parametrize(
    ("pairs", "name", "said"),
    [
        ([("Yusup", "玉素甫")], "玉素甫·托合提", ["sounds like Yusup, written 玉素甫 in Chinese characters"]),
        ([("Yusup", "玉素甫"), ("Tohti", "托合提")], "玉素甫·托合提",
         ["sounds like Yusup Tohti, written 玉素甫 托合提 in Chinese characters"]),
        ([("Tohti", "tohta")], "Yusup Tohta", ["one letter differs: Tohta"]),
        ([("Memet", "muhemmet")], "Muhemmet Sidiq", ["Muhemmet is a form of the same name as Memet"]),
    ],
)  # fmt: skip
def test_why_in_words(pairs, name, said):
    assert why(Near(1, 0.9, tuple(Pair(*pair) for pair in pairs), name)) == said


def test_the_name_found_is_marked_as_a_whole():
    assert marked("Yusup Tohti", search_terms("tohti")) == '<mark><bdi dir="auto">Yusup Tohti</bdi></mark>'
    assert marked("Yusup Tohti", search_terms("oht")) == '<bdi dir="auto">Yusup Tohti</bdi>'


@pytest.mark.parametrize(
    ("text", "word", "is_open", "found"),
    [
        ("Höshur", "hosh", True, ["Hösh"]), ("Höshur", "hosh", False, []), ("محمّد", "محمد", False, ["محمّد"]),
        ("艾力·玉素甫", "素 甫", False, ["素甫"]), ("l’ordre", "ordre", False, []), ("a-b a", "a", False, ["a", "a"]),
    ],
)  # fmt: skip
def test_where_words_stand(text, word, is_open, found):
    assert [text[start:end] for start, end in spans(text, [(word, is_open)])] == found
