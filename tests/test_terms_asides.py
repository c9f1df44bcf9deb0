"""A sentence beside its reason, its court, its day and its place: read as if they were not there, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.terms import parse_term


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("en", "12 years for inciting separatism", 144),
        ("en", "12 years for teaching the Quran", 144),
        ("en", "sentenced to 12 years in prison for contacts abroad", 144),
        ("en", "12 years, accused of separatism, terrorism and praying", 144),
        ("en", "separatism: 12 years", 144),
        ("en", "sentenced by a court in Kashgar to 12 years", 144),
        ("en", "sentenced in May 2018 to 12 years", 144),
        ("en", "12 years (2017-2029)", 144),
        ("fr", "douze ans pour avoir enseigné la religion", 144),
        ("fr", "condamné le 3 mai 2018 à douze ans de prison", 144),
        ("es", "doce años por enseñar religión", 144),
        ("de", "2018 von einem Gericht in Kaschgar zu zwölf Jahren Haft verurteilt", 144),
        ("zh", "以煽动分裂国家罪判处有期徒刑十二年", 144),
        ("zh", "2018年因教经文被判十二年", 144),
        ("zh", "喀什中级法院判处有期徒刑12年", 144),
        ("ru", "осуждён в 1938 г. тройкой УНКВД по ст. 58-10 к 8 годам ИТЛ", 96),
        ("ru", "8 лет за антисоветскую агитацию", 96),
        ("tr", "din dersi verdiği için 12 yıl", 144),
        ("tr", "bölücülük suçundan 12 yıl hapis", 144),
        ("ar", "السجن 12 عاما بتهمة الانفصال", 144),
        ("fa", "۱۲ سال به اتهام جدایی‌طلبی", 144),
        ("kk", "сепаратизм үшін 12 жыл", 144),
        ("ug", "بۆلگۈنچىلىك جىنايىتى بىلەن 12 يىللىق كېسىلگەن", 144),
    ],
)
def test_reason_court_and_day_change_nothing(language: str, text: str, months: int) -> None:
    term = parse_term(text, language=language)
    assert term is not None
    assert (term.kind, term.months_min, term.months_max) == ("term", months, months)


@pytest.mark.parametrize(
    "text",
    ["Выслать в Тобольск на 3 года", "3 года ссылки в Северный край", "сослан на 3 года в Тобольск"],
)
def test_the_place_of_exile_may_be_named(text: str) -> None:
    assert parse_term(text, language="ru").additional == (("exile", 36, 36),)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "12 years for her brother"), ("en", "12 years for work"), ("en", "March 2019 to 20 years"),
        ("en", "12 years for separatism, acquitted"), ("en", "12 years of court"), ("en", "2 years without trial"),
        ("en", "in court for 2 years"), ("fr", "dix ans pour études"), ("zh", "因病两年"), ("ru", "10 лет за границей"),
        ("tr", "hastalık nedeniyle 2 yıl"), ("de", "zwei Jahre wegen Krankheit"), ("en", "12 years in Turkey"),
        ("ru", "10 лет в Казахстане"), ("en", "2 years, taught in a school"),
    ],
)  # fmt: skip
def test_what_may_say_something_else_is_declined(language: str, text: str) -> None:
    assert parse_term(text, language=language) is None


@pytest.mark.parametrize(
    ("language", "text", "months"),
    [
        ("en", "12 years + 8 years, to serve 15", 180),
        ("en", "12 years and 8 years, combined sentence 15 years", 180),
        ("fr", "12 ans + 8 ans, confondus en 15 ans", 180),
        ("zh", "总和刑期二十年，决定执行有期徒刑十五年", 180),
        ("ru", "12 лет и 8 лет, по совокупности 15 лет", 180),
    ],
)
def test_of_several_terms_the_one_to_be_served(language: str, text: str, months: int) -> None:
    assert parse_term(text, language=language).months_max == months


def test_what_is_served_is_no_more_than_all_and_no_less_than_the_longest() -> None:
    assert parse_term("12 years + 8 years, to serve 21", language="en") is None
    assert parse_term("12 years + 8 years, to serve 10", language="en") is None


@pytest.mark.parametrize(
    ("language", "text", "additional"),
    [
        ("en", "10 years and five years of probation", (("probation", 60, 60),)),
        ("en", "10 years and five of exile", (("exile", 60, 60),)),
        ("es", "10 años de prisión y 5 de privación de derechos políticos", (("rights_loss", 60, 60),)),
    ],
)
def test_what_follows_the_term_is_kept_apart(language: str, text: str, additional: tuple) -> None:
    term = parse_term(text, language=language)
    assert (term.kind, term.months_min, term.additional, term.reprieve_months) == ("term", 120, additional, None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ru", "лиш. св.", ("term", ())),
        ("zh", "有期徒刑", ("term", ())),
        ("ru", "выслана вместе с семьёй в 1931 г", ("exile", (("exile", None, None),))),
    ],
)
def test_a_sentence_without_its_length_has_open_months(language: str, text: str, expected: tuple) -> None:
    term = parse_term(text, language=language)
    assert (term.kind, term.additional, term.months_min, term.months_max) == (*expected, None, None)


REASONS = {"en": "{} for {}", "fr": "{} pour {}", "ru": "{} за {}", "es": "{} por {}", "de": "{} wegen {}"}
NAMES = {"en": "separatism", "fr": "séparatisme", "ru": "сепаратизм", "es": "separatismo", "de": "Separatismus"}
LENGTHS = {"en": "{} years in prison", "fr": "{} ans de prison", "ru": "{} лет тюрьмы", "es": "{} años de prisión"}
LENGTHS["de"] = "{} Jahre Haft"


@given(st.sampled_from(sorted(REASONS)), st.integers(5, 20))
def test_a_reason_never_changes_the_term(language: str, years: int) -> None:
    bare = LENGTHS[language].format(years)
    assert parse_term(REASONS[language].format(bare, NAMES[language]), language=language) == parse_term(
        bare, language=language
    )
