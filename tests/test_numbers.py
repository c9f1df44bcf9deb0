"""Numbers in figures and words: whole or not at all, in every script."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.numbers import fold_digits, parse_number


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "seventeen", 17),
        ("en", "Twenty-One", 21),
        ("en", "one hundred and five", 105),
        ("en", "a dozen", 12),
        ("en", "two and a half", 2.5),
        ("en", "10 1/2", 10.5),
        ("en", "1,500", 1500),
        ("fr", "dix-sept", 17),
        ("fr", "quatre-vingt-dix-neuf", 99),
        ("fr", "vingt et un", 21),
        ("fr", "deux et demi", 2.5),
        ("es", "treinta y cinco", 35),
        ("es", "veintiún", 21),
        ("de", "einundzwanzig", 21),
        ("de", "zweieinhalb", 2.5),
        ("de", "1.500", 1500),
        ("zh", "十七", 17),
        ("zh", "两", 2),
        ("zh", "壹拾伍", 15),
        ("zh", "一百零五", 105),
        ("zh", "二〇一七", 2017),
        ("ru", "двадцати пяти", 25),
        ("ru", "полтора", 1.5),
        ("ru", "сто двадцать пять", 125),
        ("tr", "on yedi", 17),
        ("tr", "yirmibeş", 25),
        ("tr", "iki yüz elli", 250),
        ("tr", "iki buçuk", 2.5),
        ("kk", "жиырма бес", 25),
        ("ug", "ئون يەتتە", 17),
        ("ug", "yigirme besh", 25),
        ("ug", "ئىككى يېرىم", 2.5),
        ("ar", "خمسة وعشرين", 25),
        ("ar", "سبعة عشر", 17),
        ("ar", "مائة وخمسة وعشرون", 125),
        ("fa", "بیست و پنج", 25),
        ("fa", "دو و نیم", 2.5),
        (None, "١٧", 17),
        (None, "۱۷", 17),
        (None, "１７", 17),
        (None, "1 500", 1500),
        (None, "1.5", 1.5),
        (None, "½", 0.5),
    ],
)
def test_a_number_is_what_its_words_or_figures_say(language: str | None, text: str, number: float) -> None:
    assert parse_number(text, language=language) == number


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "two three"),
        ("en", "twelve and six"),
        ("en", "seventeen years"),
        ("en", "hundreds"),
        ("fr", "un peu"),
        ("zh", "七八"),  # seven or eight
        ("zh", "十几"),
        ("ru", "двадцать десять"),
        ("tr", "on on"),
        ("ar", "خمسة ستة"),
        (None, "1,500"),  # fifteen hundred or one and a half
        (None, "007"),
        (None, "2019-12-07"),
        (None, "-5"),
        (None, "5%"),
        (None, "²"),
        (None, "0.125"),
        (None, ""),
        (None, " "),
    ],
)
def test_what_is_not_wholly_one_number_is_none(language: str | None, text: str) -> None:
    assert parse_number(text, language=language) is None


def test_digits_of_every_script_are_folded_in_their_places() -> None:
    assert fold_digits("١٢ мая ２０１７, ۱۳۹۶, ৪²") == "12 мая 2017, 1396, 4²"


@given(st.text(max_size=30))
def test_folding_keeps_the_length_and_nothing_raises(text: str) -> None:
    assert len(fold_digits(text)) == len(text)
    parse_number(text)


@given(st.integers(0, 10**9), st.sampled_from(["en", "fr", "zh", "ar", None]))
def test_plain_figures_are_read_in_every_language(number: int, language: str | None) -> None:
    assert parse_number(str(number), language=language) == number


@given(st.integers(1, 99), st.sampled_from(["en", "fr", "es", "de", "tr", "ru", "kk", "zh", "ar", "fa", "ug"]))
def test_an_unknown_word_beside_a_number_makes_it_none(number: int, language: str) -> None:
    for word in ("qxv", "жщъ", "ثخذضظ", "黟"):
        assert parse_number(f"{number} {word}", language=language) is None
        assert parse_number(f"{word} {number}", language=language) is None
