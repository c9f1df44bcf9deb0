"""Places: what is said, never finer; homonyms flagged; finer words kept; the table itself consistent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.places import parse_place, place_name
from casebook.places_table import LEVELS, containers, units


@pytest.mark.parametrize(
    ("text", "code", "level"),
    [
        ("Onsu county (Wensu), Aksu prefecture", "652922", "county"),
        ("Karakash County, Hotan Prefecture, Xinjiang, China", "653222", "county"),
        ("Comté de Yarkand, préfecture de Kachgar", "653125", "county"),
        ("新疆喀什地区莎车县", "653125", "county"),
        ("乌鲁木齐市沙依巴克区", "650103", "district"),
        ("墨玉县", "653222", "county"),
        ("庫車", "652902", "city"),
        ("г. Урумчи", "650100", "prefecture"),
        ("Үрімжі қаласы", "650100", "prefecture"),
        ("قەشقەر ۋىلايىتى يەكەن ناھىيىسى", "653125", "county"),
        ("Qeshqer wilayiti, Yeken nahiyisi", "653125", "county"),
        ("أورومتشي", "650100", "prefecture"),
        ("Doğu Türkistan", "650000", "province"),
        ("Tumxuk, Kashgar", "659003", "city"),
        ("Suzhou, Anhui", "341300", "prefecture"),
        ("长春", "220100", "prefecture"),
        ("China", "CN", "country"),
        ("Kazakhstan", "KZ", "country"),
        ("ghulja city", "654002", "city"),
        ("Ürümchide", "650100", "prefecture"),
        ("Yarkand'da", "653125", "county"),
        ("в Корле", "652801", "city"),
    ],
)
def test_a_place_is_the_unit_it_names(text: str, code: str, level: str) -> None:
    place = parse_place(text)
    assert place is not None
    assert (place.code, place.level, place.ambiguous, place.finer) == (code, level, False, "")


@pytest.mark.parametrize(
    ("text", "code", "alternatives"),
    [
        ("Hotan", "653200", ("653200", "653201", "653221")),
        ("和田", "653200", ("653200", "653201", "653221")),
        ("Ghulja (Yining)", "654000", ("654002", "654021")),
        ("Kashgar", "653100", ("653100", "653101")),
        ("Hotan district", "653200", ("653200", "653221")),
        ("吉林", "220000", ("220000", "220200")),
    ],
)
def test_a_name_of_several_places_gives_what_holds_them_all(
    text: str, code: str, alternatives: tuple[str, ...]
) -> None:
    place = parse_place(text)
    assert place is not None
    assert (place.code, place.ambiguous, place.alternatives) == (code, True, alternatives)


@pytest.mark.parametrize(
    ("text", "code", "finer"),
    [
        ("Beshtoghraq township, Dorbiljin (Emin) county, Tacheng prefecture", "654221", "Beshtoghraq township"),
        ("新疆喀什地区莎车县白杨坪镇", "653125", "白杨坪镇"),
        ("乌鲁木齐市北京路", "650100", "北京路"),
        ("Prison, Shihezi City", "659001", "Prison"),
        ("southern Xinjiang", "650000", "southern"),
        ("兵团第八师石河子市", "659001", "兵团第八师"),
        ("Almaty, Kazakhstan", "KZ", "Almaty"),
        ("Istanbul", "TR", "Istanbul"),
        ("Unknown, Nilka county", "654028", ""),
    ],
)
def test_finer_words_stay_words(text: str, code: str, finer: str) -> None:
    place = parse_place(text)
    assert place is not None
    assert (place.code, place.finer) == (code, finer)


def test_near_a_place_is_not_in_it() -> None:
    assert [parse_place(text).relation for text in ("near Urumqi", "乌鲁木齐附近", "Urumqi")] == ["near", "near", "in"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "Urumqi?",
        "Kashgar or Hotan",
        "Urumqi, Kashgar",
        "from Urumqi to Kashgar",
        "maybe Urumqi",
        "喀什路",
        "Aksu village",
        "Beshtoghraq village",
        "his uncle, Urumqi",
        "Moyu county, Aksu prefecture",
        "taken in Korla",
        "不在乌鲁木齐",
    ],
)
def test_what_is_not_certain_is_declined(text: str) -> None:
    assert parse_place(text) is None


def test_the_table_is_consistent() -> None:
    table = units()
    xinjiang = [unit for unit in table.values() if unit.code.startswith("65")]
    assert len(xinjiang) == 123
    for unit in table.values():
        assert unit.level in LEVELS and len(unit.code) == 6 and unit.code.isdigit()
        assert unit.parent == "CN" or (unit.parent in table and unit.code.startswith(unit.parent.rstrip("0")))
        assert unit.zh and unit.pinyin and unit.en
        assert all(one == "CN" or one in table for one in containers(unit.code))
    for unit in xinjiang:
        assert unit.uly and unit.uey, unit.code
        assert unit.pinyin.isascii() and not unit.uey.isascii()
    prefectures = {unit.code for unit in xinjiang if unit.level == "prefecture"}
    assert len(prefectures) == 14
    assert {unit.code[:4] for unit in xinjiang if unit.level in ("county", "district")} == {
        code[:4] for code in prefectures
    }


@pytest.mark.parametrize("language", ["zh", "uly", "uey", "en"])
def test_every_full_name_finds_its_unit_or_what_holds_it(language: str) -> None:
    for unit in units().values():
        name = place_name(unit.code, language)
        place = parse_place(name)
        assert place is not None, name
        assert place.code in containers(unit.code) or unit.code in containers(place.code), (name, place)


@given(st.text(max_size=60))
def test_any_text_is_read_or_declined(text: str) -> None:
    place = parse_place(text)
    assert place is None or place.code


@given(st.sampled_from(sorted(units())), st.sampled_from(["Zzyzx", "Karvonen", "qwerty"]))
def test_an_unknown_word_never_makes_a_place_finer(code: str, word: str) -> None:
    unit = units()[code]
    alone, more = parse_place(unit.zh), parse_place(f"{word} {unit.zh}")
    assert alone is not None and more is None
