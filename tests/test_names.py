"""Names: what their form tells, how they are romanised and keyed, and how alike two are."""

import pytest
import umsc
from hypothesis import given
from hypothesis import strategies as st

from casebook.names import fold_homoglyphs, match_score, parse_name, romanise, script_of, search_keys, skeleton
from casebook.names.equivalents import forms_of
from casebook.names.sounds import arabic_sounds, han_sounds, syllables

SEVEN_FORMS = [
    "Ekber Hoshur",
    "Akbar Hushur",
    "ئەكبەر خوشۇر",
    "Акбар Хушур",
    "艾克白尔·吾舒尔",
    "Aikebai'er Wushu'er",
    "艾克白爾‧吾舒爾",
]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ekber", "Latn"),
        ("ئەكبەر", "Arab"),
        ("Акбар", "Cyrl"),
        ("艾克白尔", "Hani"),
        ("", "Zyyy"),
        ("139", "Zyyy"),
        ("Әkбар", "Cyrl"),
        ("Çığlık", "Latn"),
        ("김", "Hang"),
    ],
)
def test_script(text: str, code: str) -> None:
    assert script_of(text) == code


@pytest.mark.parametrize(
    ("text", "form", "script", "order", "tokens", "variants", "nicknames"),
    [
        ("艾尔肯 ‧ 依明", "艾尔肯·依明", "Hani", "unknown", ("艾尔肯", "依明"), (), ()),
        ("艾尔肯•依明（ErkinImin）", "艾尔肯·依明", "Hani", "unknown", ("艾尔肯", "依明"), ("ErkinImin",), ()),
        ("王小林（原名王林）", "王小林", "Hani", "family-first", ("王", "小林"), ("王林",), ()),
        ("张三，绰号：老虎", "张三", "Hani", "family-first", ("张", "三"), (), ("老虎",)),
        ("艾尔肯 依明", "艾尔肯·依明", "Hani", "unknown", ("艾尔肯", "依明"), (), ()),
        ("王 小林", "王小林", "Hani", "family-first", ("王", "小林"), (), ()),
        ("欧阳青", "欧阳青", "Hani", "family-first", ("欧阳", "青"), (), ()),
        ('Abdulla "Abla" Rozi', "Abdulla Rozi", "Latn", "unknown", ("abdulla", "rozi"), (), ("Abla",)),
        ("Rozi, Abdulla", "Rozi, Abdulla", "Latn", "family-first", ("rozi", "abdulla"), (), ()),
        ("Abdulla Rozi (aka Ablajan)", "Abdulla Rozi", "Latn", "unknown", ("abdulla", "rozi"), (), ("Ablajan",)),
        ("Aygul Turdi (née Semet)", "Aygul Turdi", "Latn", "unknown", ("aygul", "turdi"), ("Semet",), ()),
        ("Qadir / Kadir", "Qadir", "Latn", "unknown", ("qadir",), ("Kadir",), ()),
        ("", "", "Zyyy", "unknown", (), (), ()),
    ],
)
def test_what_the_form_of_a_name_tells(
    text: str, form: str, script: str, order: str, tokens: tuple, variants: tuple, nicknames: tuple
) -> None:
    assert parse_name(text)[:7] == (text, form, script, order, tokens, variants, nicknames)


@pytest.mark.parametrize(
    ("text", "form", "titles", "particles"),
    [
        ("Dr. Aygul Semet, PhD", "Aygul Semet", ("Dr", "PhD"), ()),
        ("Prof. Dr. Semet", "Semet", ("Prof", "Dr"), ()),
        ("Haji Erkin Imin", "Erkin Imin", ("Haji",), ()),
        ("Erkin Haji", "Erkin Haji", (), ()),  # a father's name as likely as a title
        ("王小林 先生", "王小林", ("先生",), ()),
        ("3. Ali Mehmet oğlu", "Ali Mehmet oğlu", (), ("oğlu",)),
        ("Juan de la Cruz", "Juan de la Cruz", (), ("de", "la")),
        ("Omar bin Salim", "Omar bin Salim", (), ("bin",)),
        ("Мурат Серік ұлы", "Мурат Серік ұлы", (), ("ұлы",)),
    ],
)
def test_titles_are_set_apart_and_particles_told(text: str, form: str, titles: tuple, particles: tuple) -> None:
    name = parse_name(text)
    assert (name.form, name.titles, name.particles) == (form, titles, particles)


@pytest.mark.parametrize("remark", ["45", "deceased", "brother of Imin", "décédée", "男，45岁", "化名"])
def test_a_remark_in_brackets_is_no_other_name(remark: str) -> None:
    assert parse_name(f"Erkin Semet ({remark})")[:7] == (
        f"Erkin Semet ({remark})",
        "Erkin Semet",
        "Latn",
        "unknown",
        ("erkin", "semet"),
        (),
        (),
    )


def test_look_alike_letters_are_put_right_and_reported() -> None:
    name = parse_name("Αbdullа Rozi")  # a Greek and a Cyrillic a
    assert name.form == "Abdulla Rozi"
    assert name.text == "Αbdullа Rozi"
    assert [(glyph.start, glyph.found, glyph.read_as) for glyph in name.homoglyphs] == [(0, "Α", "A"), (6, "а", "a")]
    assert fold_homoglyphs("Акбар Хyшур") == ("Акбар Хушур", ((7, "y", "у"),))
    assert fold_homoglyphs("Акбар Akbar") == ("Акбар Akbar", ())


def test_seven_forms_of_one_name_have_one_skeleton() -> None:
    assert {skeleton(form) for form in SEVEN_FORMS[:5]} == {"KBR SR"}
    assert all("k:KBRSR" in search_keys(form) for form in SEVEN_FORMS)
    assert all(match_score(one, two) > 0.75 for one in SEVEN_FORMS for two in SEVEN_FORMS)


def test_keys_do_not_depend_on_order_nor_on_signs_between() -> None:
    assert search_keys("Ekber Hoshur") == search_keys("HOSHUR, Ekber") == search_keys("ekber-hoshur")
    assert skeleton("艾克白尔·吾舒尔") == skeleton("吾舒尔•艾克白尔")
    assert search_keys("") == search_keys("12 ?") == set()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("José Luis Hernández García", "Hernández, José"),  # what is left out of one
        ("Erkin Turdi Imin", "艾尔肯·依明"),
        ("J. Smith", "Jane Smith"),
        ("Erkyn Imin", "Erkin Imjin"),
        ("Bakyt Abai", "阿巴依·巴合提"),  # Kazakh q as Chinese h
        ("Dr. Erkin Imin, PhD", "艾尔肯·依明"),
        ("Erkin Imin / Semet Rozi", "Rozi Semet"),
        ("Memet Imin", "Muhammad Emin"),
    ],
)
def test_spellings_of_one_name_share_a_narrow_key(one: str, two: str) -> None:
    assert {key[0] for key in search_keys(one) & search_keys(two)} & set("rkif")


def test_keys_are_few_and_those_of_two_names_apart() -> None:
    assert max(len(search_keys(form)) for form in (*SEVEN_FORMS, "José Luis Hernández García")) <= 14
    shared = search_keys("Memet Tursun") & search_keys("Memet Semet")
    assert shared == {"w:MMT"}


def test_romanised() -> None:
    assert romanise("ئەكبەر خوشۇر") == "ekber khoshur"
    assert romanise("刘小明") == "liu xiaoming"
    assert romanise("Нұрлан Қайрат") == "nurlan qayrat"


@pytest.mark.parametrize("word", ["ئەكبەر", "تۇرسۇن", "ئابدۇللا", "گۈزەلنۇر", "مۇھەممەت", "چىمەنگۈل", "جۈمە", "پەرىدە"])
def test_arabic_script_sounds_as_umsc_converts_it(word: str) -> None:
    theirs = (
        umsc.UgMultiScriptConverter("UAS", "ULS")(word)
        .replace("sh", "S")
        .replace("ch", "c")
        .replace("gh", "G")
        .replace("ng", "N")
    )
    folded = theirs.replace("'", "").translate(str.maketrans("öüéx", "oueH"))
    collapsed = "".join(sign for place, sign in enumerate(folded) if place == 0 or sign != folded[place - 1])
    assert arabic_sounds(word) == collapsed


@pytest.mark.parametrize(
    ("alike", "other"),
    [
        (("Erkin Imin", "Imin Erkin"), ("Erkin Imin", "Erkin Semet")),
        (("Erkin Imin", "艾尔肯·依明"), ("Erkin Imin", "艾尔肯·色买提")),
        (("Abdu Rehim Turdi", "Abdurehim Turdi"), ("Abdurehim Turdi", "Abdulla Turdi")),
        (("Иван Петрович Сидоров", "Ivan Sidorov"), ("Ivan Sidorov", "Ivan Petrovich")),
        (("J. Smith", "John Smith"), ("John Smith", "Jane Smith")),
        (("王小林", "Wang Xiaolin"), ("王小林", "Wang Daming")),
        (("艾尔肯•依明（ErkinImin）", "Erkin Imin"), ("艾尔肯•依明（ErkinImin）", "Erkin Turdi")),
        (("محمد حسن", "Mohammed Hassan"), ("محمد حسن", "Mahmud Karim")),
        (("陳小明", "陈小明"), ("陈小明", "陈小红")),
        (("Мельничук И.Я.", "Мельничук Илья Яковлевич"), ("Мельничук И.Я.", "Мельничук Олег Яковлевич")),
        (("Abd al-Karim Salim", "Abdulkarim Salem"), ("Abd al-Karim Salim", "Abd al-Hamid Salim")),
        (("Gholam Reza Karimi", "Gholamreza Karimi"), ("Gholam Reza Karimi", "Mohammad Reza Karimi")),
        (("Rachid Bachir", "Rashid Bashir"), ("Rachid Bachir", "Rachid Bazin")),
        (("Dr. Erkin Imin", "Imin Erkin"), ("Dr. Erkin Imin", "Dr. Semet Imin")),
        (("Erkin Imin / 艾尔肯·依明", "Ärkin Emin"), ("Erkin Imin / 艾尔肯·依明", "艾尔肯·色买提")),
        (("Павлова Анна Ильинична", "Pavlova Anna"), ("Павлова Анна", "Павлов Антон")),
        (("Erkinjan Imin", "Erkin Imin"), ("Erkinjan Imin", "Erkinjan Semet")),
        (("Bob Whitlock", "Robert James Whitlock"), ("Richard Whitlock", "Robert James Whitlock")),
        (("Jörg Weiß", "Joerg Weiss"), ("Jörg Weiß", "Jens Weiss")),
        (("Фёдор Семёнов", "Fedor Semenov"), ("Фёдор Семёнов", "Filipp Semenov")),
        (("Khalid Nasser", "Khaled Nasir"), ("Khalid Nasser", "Khalil Nasser")),
        (("Jianhua Wang", "王建华"), ("Wang Jianhua", "Wang Jianguo")),
        (("Abdurrahim Salim", "Abd al-Rahim Saleem"), ("Abdurrahim Salim", "Abdurrahman Salim")),
        (("Mikhail Orlov", "Misha Orlov"), ("Mikhail Orlov", "Maksim Orlov")),
        (("Serikbek Bolat", "赛力克·波拉提"), ("Serikbek Bolat", "赛力克·马拉提")),
    ],
)
def test_the_same_name_scores_above_another(alike: tuple[str, str], other: tuple[str, str]) -> None:
    assert match_score(*alike) > 0.8 > match_score(*other)


@given(st.text(max_size=40), st.text(max_size=40))
def test_scores_are_symmetric_and_within_bounds(one: str, two: str) -> None:
    score = match_score(one, two)
    assert 0 <= score <= 1
    assert score == match_score(two, one)


@given(st.text(max_size=80))
def test_any_text_is_a_name_that_is_read(text: str) -> None:
    assert parse_name(text).text == text
    assert isinstance(skeleton(text), str) and isinstance(search_keys(text), set) and isinstance(romanise(text), str)


def test_ten_thousand_characters_are_no_trouble() -> None:
    long = "Memet·" * 2000
    assert match_score(long, "Memet") <= 1
    assert len(search_keys(long)) < 20


def test_every_syllable_has_sounds() -> None:
    table = syllables()
    assert len(table) > 400
    assert all(sounds and not set(sounds) & set("MDTKBPAEIOU ") for key, sounds in table.items() if key)


def test_every_chinese_character_has_sounds() -> None:
    characters = [chr(code) for code in range(0x4E00, 0x9FFF)]
    assert [character for character in characters if not isinstance(han_sounds(character), str)] == []
    assert romanise("阿诺尔") == "anuoer"


def test_a_form_in_chinese_characters_is_not_parted_like_a_chinese_name() -> None:
    assert [forms_of(word) for word in ("马木提", "麦麦提", "马", "麦")] == [{"mahmud"}, {"muhammad"}, set(), set()]
