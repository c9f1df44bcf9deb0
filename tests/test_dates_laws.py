# ruff: noqa: E501  (tables of phrases)
"""Laws of reading dates, checked on generated phrases: nothing invented, nothing narrowed, nothing raised."""

import unicodedata
from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.dates import bounds, parse_date, parse_offset, resolve
from casebook.dates.lexicon import LANGUAGES, lexicon
from casebook.dates.policy import RULES
from casebook.vocabularies import load

DAYS = st.dates(date(1930, 1, 1), date(2079, 12, 31))
LOCALES = [
    "en",
    "en_GB",
    "fr",
    "zh",
    "zh_Hant",
    "ru",
    "es",
    "tr",
    "ar",
    "ar_SY",
    "ar_MA",
    "ar_EG",
    "kk",
    "ug",
    "de",
    "fa",
]


@pytest.mark.parametrize("width", ["medium", "long", "full"])
@pytest.mark.parametrize("locale", LOCALES)
@given(day=DAYS)
@settings(max_examples=12, deadline=None)
def test_a_day_written_by_the_rules_of_a_language_is_read_back(locale, width, day):
    found = parse_date(format_date(day, width, locale=locale), language=locale, order="DMY")
    assert (found.edtf, found.calendar) == (day.isoformat(), "gregorian")


TEMPLATES = {
    "en": "in {0} {1}|early {0} {1}|around {0} {1}|before {0} {1}|since {0} {1}|between {0} and {2} {1}|{0} or {2} {1}|{0}-{2} {1}",
    "fr": "en {0} {1}|fin {0} {1}|vers {0} {1}|avant {0} {1}|depuis {0} {1}|entre {0} et {2} {1}|{0} ou {2} {1}|de {0} à {2} {1}",
    "es": "{0} de {1}|a finales de {0} de {1}|hacia {0} de {1}|antes de {0} de {1}|entre {0} y {2} de {1}|de {0} a {2} de {1}",
    "ru": "{0} {1} г.|конец {0} {1} года|до {0} {1}|после {0} {1}|с {0} {1}|{0} или {2} {1}|с {0} по {2} {1}",
    "tr": "{0} {1}|{1} {0} ayında|{0} {1} sonu|{0} {1}'den önce|{0} ile {2} {1} arasında|{0} veya {2} {1}",
    "kk": "{0} {1}|{1} жылдың {0} айында|{1} жылғы {0}|{0} немесе {2} {1}",
    "de": "im {0} {1}|Ende {0} {1}|vor {0} {1}|seit {0} {1}|zwischen {0} und {2} {1}|{0} oder {2} {1}|von {0} bis {2} {1}",
    "ar": "في {0} {1}|أواخر {0} {1}|قبل {0} {1}|منذ {0} {1}|بين {0} و {2} {1}|من {0} إلى {2} {1}",
    "ug": "{1}-يىلى {0}|{1}-يىلى {0} ئېيى|{0} {1}",
}
ROWS = [(language, template) for language, found in TEMPLATES.items() for template in found.split("|")]
PHRASES = st.builds(
    lambda row, year, month: (row[0], phrase(row[0], row[1], year, month), year, month),
    st.sampled_from(ROWS),
    st.integers(1930, 2079),
    st.integers(1, 11),
)


def phrase(language, template, year, month):
    names = [format_date(date(year, m, 1), "MMMM", locale=language) for m in (month, month + 1)]
    return template.format(names[0], year, names[1])


@settings(max_examples=150, deadline=None)
@given(PHRASES)
def test_bounds_are_ordered_and_those_of_the_edtf(said):
    language, text, year, month = said
    found = parse_date(text, language=language)
    assert found is not None, text
    assert bounds(found.edtf) == (found.earliest, found.latest)
    assert found.rule in RULES
    if found.precision != "open":
        assert (
            date(year, month, 1) <= found.earliest <= found.latest < date(year + (month > 10), (month + 1) % 12 + 1, 1)
        )
        assert found.precision != "day", "no phrase gains precision"


@settings(max_examples=100, deadline=None)
@given(PHRASES, st.sampled_from(["zqx", "détenu", "被捕", "арест", "tutuklu", "اعتقل"]), st.booleans())
def test_an_unknown_word_never_narrows(said, word, first):
    language, text, *_ = said
    assert parse_date(f"{word} {text}" if first else f"{text} {word}", language=language) is None


@settings(max_examples=100, deadline=None)
@given(PHRASES, st.sampled_from(["  {} ", "{}.", "({})", "{};", "«{}»", "\u200f{}\u200e", "{}\n"]))
def test_space_and_punctuation_around_change_nothing(said, frame):
    language, text, *_ = said
    assert parse_date(frame.format(text), language=language) == parse_date(text, language=language)


@settings(max_examples=60, deadline=None)
@given(PHRASES)
def test_the_form_of_the_characters_changes_nothing(said):
    language, text, *_ = said
    wanted = parse_date(text, language=language)
    wide = "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isdigit() else c for c in text)
    for form in (unicodedata.normalize("NFD", text), unicodedata.normalize("NFKC", text), wide):
        assert parse_date(form, language=language) == wanted


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=40),
    st.sampled_from([None, *LANGUAGES]),
    st.sampled_from([None, "DMY"]),
    st.sampled_from([None, 1930]),
)
def test_random_text_never_raises(text, language, order, century):
    found = parse_date(text, language=language, order=order, century=century)
    resolve(parse_offset(text, language=language), found)
    assert (
        found is None
        or any(character.isdigit() for character in unicodedata.normalize("NFKC", text))
        or not text.isascii()
    )


WORDS = {language: sorted(" ".join(key) for key in lexicon(language).words) for language in LANGUAGES}
SALAD = st.sampled_from(LANGUAGES).flatmap(
    lambda language: st.tuples(
        st.just(language),
        st.lists(
            st.one_of(
                st.sampled_from(WORDS[language]),
                st.sampled_from(["1987", "1989", "4", "12", "5", "-", "/", ",", "04/03/1987"]),
            ),
            min_size=1,
            max_size=7,
        ),
    )
)


@settings(max_examples=400, deadline=None)
@given(SALAD)
def test_words_in_any_order_never_raise_and_never_name_another_year(said):
    language, words = said
    found = parse_date(" ".join(words), language=language)
    if found is None or "decade" in found.rule or "hijri" in found.calendar:
        return
    assert bounds(found.edtf) == (found.earliest, found.latest)
    assert any("1987" in word or "1989" in word for word in words) or found.rule in ("spreadsheet", "decade", "solar")
    years = {day.year for day in (found.earliest, found.latest) if day}
    assert years <= {1986, 1987, 1988, 1989, 1990} or found.calendar != "gregorian"


def test_every_word_of_the_vocabularies_is_text():
    def words(tree):
        if isinstance(tree, dict):
            for branch in tree.values():
                yield from words(branch)
        elif isinstance(tree, list):
            for branch in tree:
                yield from words(branch)
        else:
            yield tree

    for language in LANGUAGES:
        assert all(isinstance(word, str) for word in words(load(f"dates_{language}"))), (
            "YAML reads on, no and yes as booleans"
        )


def test_each_language_says_the_same_things():
    for language in LANGUAGES:
        said = load(f"dates_{language}")
        assert {"seasons", "parts", "year", "words"} <= set(said), language
        assert set(said["seasons"]) == {21, 22, 23, 24} and set(said["parts"]) == {"early", "mid", "late"}, language
        assert {"glue", "approx", "probably", "and", "or", "now", "note"} <= set(said["words"]), language
        assert load("dates_relative").keys() == set(LANGUAGES)
