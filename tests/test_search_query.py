"""Search in any script: text and query fold alike, and whatever is typed is a query SQLite takes."""

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.names import normalise_search, search_query
from casebook.names.spellings import MOST, other_spellings

STORED = [
    "艾克白爾·吾舒爾",
    "Ekber Höshur",
    "محمّد العربي",
    "Алёна Ёлкина",
    "ئەكبەر خوشۇر",
    "Aikebai'er Wushu'er",
    "al-Hasan Muḥammad Peña",
    "北京市",
    "Темірлан Серікұлы",
]


@pytest.fixture
def index() -> sqlite3.Connection:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
    database.executemany("INSERT INTO search VALUES (?)", [(normalise_search(text),) for text in STORED])
    return database


def _found(index: sqlite3.Connection, typed: str) -> list[str]:
    query = search_query(typed)
    rows = index.execute("SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid", (query,)) if query else []
    return [STORED[row[0] - 1] for row in rows]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("吾舒", ["艾克白爾·吾舒爾"]),
        ("吾舒尔 艾克", ["艾克白爾·吾舒爾"]),
        ("艾克白尔吾舒尔", ["艾克白爾·吾舒爾"]),
        ("京市", ["北京市"]),
        ("hoshur ek", ["Ekber Höshur"]),
        ("hoshur ekb", ["Ekber Höshur", "ئەكبەر خوشۇر"]),
        ("خوشۇر ئەكبەر", ["Ekber Höshur", "ئەكبەر خوشۇر"]),
        ("Temirlan", ["Темірлан Серікұлы"]),
        ("Темирлан", ["Темірлан Серікұлы"]),
        ("serikuly temir", ["Темірлан Серікұлы"]),
        ('"Temirlan"', []),
        ('"ekber hoshur"', ["Ekber Höshur"]),
        ("محمد", ["محمّد العربي"]),
        ("العربى", ["محمّد العربي"]),
        ("елкина", ["Алёна Ёлкина"]),
        ("aikebaier", ["Aikebai'er Wushu'er"]),
        ("AL-HASAN", ["al-Hasan Muḥammad Peña"]),
        ("muhammad pen", ["al-Hasan Muḥammad Peña"]),
        ("words:ekber", []),
        ("ekber NOT hoshur", []),
        ("ekb*", ["Ekber Höshur", "ئەكبەر خوشۇر"]),
        ('"', []),
    ],
)
def test_a_query_finds_what_was_stored(index: sqlite3.Connection, typed: str, found: list[str]) -> None:
    assert _found(index, typed) == found


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("محمّد", "محمد"),
        ("إحمد أحمد", "احمد احمد"),
        ("مـحـمد", "محمد"),
        ("کریم", "كريم"),
        ("Ёлка", "елка"),
        ("北京", "北 京"),
        ("艾爾肯", "艾 尔 肯"),
        ("Aikebai’er", "aikebaier"),
        ("al-Hasan", "al hasan"),
        ("ＡＢＣ１２", "abc12"),
        ("١٢", "12"),
        ("İstanbul IŞIK", "istanbul isik"),
        ("a_b", "a b"),
        ("", ""),
        ("Αkbar", "akbar"),
    ],
)
def test_how_text_is_stored(text: str, stored: str) -> None:
    assert normalise_search(text) == stored


@pytest.mark.parametrize(
    ("word", "spelled"),
    [
        ("temirlan", {"темірлан", "темирлан", "تەمىرلان"}),
        ("темірлан", {"temirlan", "темирлан", "تەمىرلان"}),
        ("ئەكبەر", {"ekber", "әкбәр"}),
        ("hoshur", {"xoshur", "хошур", "خوشۇر"}),
        ("qadir", {"kadir", "қадир", "قادىر"}),
        ("ержан", {"erzhan", "yerzhan", "yerjan"}),
        ("нұрсұлтан", {"nursultan", "нурсултан", "نۇرسۇلتان"}),
    ],
)
def test_a_word_is_looked_for_in_other_alphabets(word: str, spelled: set[str]) -> None:
    assert spelled <= set(other_spellings(word))


@pytest.mark.parametrize("word", ["", "al", "艾克白尔", "a" * 30, "김영철", "x1y2"])
def test_what_has_no_other_spelling(word: str) -> None:
    assert other_spellings(word) == ()


@pytest.mark.parametrize("typed", ["", "   ", '"', '""', "'", "***", "( )", "^", ":", "-", "。。。", "\x00"])
def test_nothing_to_look_for_is_no_query(typed: str) -> None:
    assert search_query(typed) == ""


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        '"' * 10_000,
        "NEAR(a b, 10)",
        "a AND OR NOT",
        "北" * 5_000,
        "a " * 5_000,
        "col:val",
        "{a b}: c",
        "a + b",
        "é\u0301\u0302",
    ],
)
def test_operators_and_long_text_are_words(index: sqlite3.Connection, typed: str) -> None:
    assert len(search_query(typed)) < 4_000
    _found(index, typed)


@given(st.text(max_size=60))
def test_every_query_is_valid_and_folding_twice_changes_nothing(text: str) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
    query = search_query(text)
    if query:
        database.execute("SELECT count(*) FROM search WHERE search MATCH ?", (query,)).fetchone()
    assert normalise_search(normalise_search(text)) == normalise_search(text)


@given(st.text(max_size=30))
def test_spellings_are_bounded_and_others(text: str) -> None:
    found = other_spellings(text)
    assert len(found) == len(set(found)) <= 3 * MOST and text not in found


@given(st.lists(st.sampled_from(["Ekber", "Höshur", "吾舒爾", "محمّد", "Ёлка", "al-Hasan"]), min_size=1, max_size=4))
def test_every_word_stored_is_found(words: list[str]) -> None:
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE search USING fts5(words)")
    database.execute("INSERT INTO search VALUES (?)", (normalise_search(" ".join(words)),))
    query = search_query(" ".join(reversed(words)))
    assert database.execute("SELECT count(*) FROM search WHERE search MATCH ?", (query,)).fetchone() == (1,)
