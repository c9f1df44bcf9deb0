"""Ways to reach somebody are masked in free words however they are written; days, years and amounts are not."""

import pytest

from casebook.screening_words import find, suspect

REACHES = [
    "87012345678", "8 (701) 234-56-78", "7012345678", "532 123 45 67", "0 532 123 45 67", "90 532 765 43 21",
    "138.1234.5678", "138_1234_5678", "138 / 1234 / 5678", "1 3 8 1 2 3 4 5 6 7 8", "138\u200b1234\u200b5678",
    "一三八一二三四五六七八", "(202) 555-0143", "1-800-555-0143", "0170/1234567", "gulnur[at]mail.example",
    "gulnur at mail dot example", "gulnur @ mail . example", "gülnur@örnek.example", "gulnur＠mail.example",
]  # fmt: skip
CALLED = [("тел. 234-56-78", "234-56-78"), ("电话：2345678", "2345678"), ("telefon 765 43 21", "765 43 21"),
          ("微信gulnur1985", "gulnur1985"), ("wechat gulnur_85", "gulnur_85")]  # fmt: skip
NOBODY = [
    "01.02.2017-03.04.2018", "2017 2018 2019", "20170501-20180301", "1 234 567 890 yuan", "2016年新0103刑初123号",
    "https://list.example/view/1234567890", "12.03.2021 14:22:01", "1990/1/2 to 1995/3/4", "mobile 05.2017",
    "phone 2017-05", "110101197001011234", "39.46771, 75.99379", "12, 14, 16, 18, 20",
]  # fmt: skip


@pytest.mark.parametrize("words", REACHES)
def test_a_number_or_address_is_found_whole(words):
    text = f"note {words} ok"
    assert suspect(text)
    assert [found.raw for found in find(text, None)] == [words]


@pytest.mark.parametrize(("text", "raw"), CALLED)
def test_what_stands_behind_the_word_for_a_telephone_or_an_account_is_found(text, raw):
    assert suspect(text)
    assert [found.raw for found in find(text, None)] == [raw]


@pytest.mark.parametrize("text", NOBODY)
def test_days_years_amounts_and_other_numbers_stay(text):
    assert find(text, None) == []
