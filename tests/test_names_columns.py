"""Names as columns that SQL compares: the same in two scripts where the sounds are the same."""

import duckdb
import pytest

from casebook.names import Compared, compared, search_keys


def test_a_name_in_columns() -> None:
    assert compared("Dr. Hoshur Ekber") == Compared(
        script="Latn",
        folded="ekber hoshur",
        romanised="ekber hoshur",
        written="hoshur ekber",
        sounds="akbar husur",
        pinyin="",
        skeleton="KBR SR",
        words=2,
        keys=tuple(sorted(search_keys("Dr. Hoshur Ekber"))),
    )
    assert compared("?") == Compared("Zyyy", "", "", "", "", "", "", 0, ())


@pytest.mark.parametrize("form", ["ئەكبەر خوشۇر", "Акбар Хушур", "Xoshur Ekber", "Акбар ХУШУР"])
def test_spellings_in_two_scripts_have_the_same_sounds(form: str) -> None:
    assert compared(form).sounds == compared("Ekber Hoshur").sounds


def test_a_passport_spelling_has_the_sounds_of_the_chinese_one() -> None:
    assert compared("Aikebai'er Wushu'er").pinyin == compared("艾克白尔·吾舒尔").sounds == "akbar usur"


def test_columns_are_compared_in_sql_without_python() -> None:
    ours, theirs = compared("Hoshur Ekber"), compared("吾舒尔·艾克白尔")
    ((likeness,),) = duckdb.execute("SELECT jaro_winkler_similarity(?, ?)", [ours.sounds, theirs.sounds]).fetchall()
    assert likeness > 0.95
