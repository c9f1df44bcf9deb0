# ruff: noqa: E501  (tables of phrases)
"""Hours and nights in dates: an hour says nothing of the date that its day does not, a night has two days."""

import pytest

from casebook.dates import parse_date

ON_THE_DAY = {
    "en": "5 March 1987 at 10:30|March 5, 1987, 9:15 pm|5 March 1987 at around 3 am|at 3 in the morning on 5 March 1987|5 March 1987 (at 5am)|at dawn on 5 March 1987"
    "|in the early hours of 5 March 1987|5 March 1987, around noon|March 5 in the morning, 1987|1987-03-05T10:30:00Z|1987-03-05 10:30:00.000 +0600|10 o'clock, 5 March 1987",
    "fr": "le 5 mars 1987 à 14h30|5 mars 1987, 14 h|le 5 mars 1987 vers 3 heures du matin|à l'aube du 5 mars 1987|le 5 mars 1987 dans la matinée",
    "es": "5 de marzo de 1987 a las 3 de la mañana|5 de marzo de 1987, 14:30 h|la madrugada del 5 de marzo de 1987|a las 15 horas del 5 de marzo de 1987",
    "zh": "1987年3月5日晚上10点左右|1987年3月5日下午3时30分|1987年3月5日 14:30|1987年3月5日凌晨",
    "ru": "5 марта 1987 г. в 14:30|5 марта 1987 года в 5 часов утра|5 марта 1987 года около 5 утра|рано утром 5 марта 1987 г.",
    "tr": "5 Mart 1987 saat 14:30|5 Mart 1987 saat 14.30'da|5 Mart 1987 sabaha karşı|5 Mart 1987 saat 3 sularında",
    "ar": "5 مارس 1987 الساعة 14:30|الساعة 3 فجرا يوم 5 مارس 1987|فجر يوم 5 مارس 1987",
    "de": "5. März 1987, 14:30 Uhr|5. März 1987 um 14.30 Uhr|am frühen Morgen des 5. März 1987",
}
NIGHTS = {
    "en": "the night of 4 to 5 March 1987|overnight on 4-5 March 1987|the night between 4 and 5 March 1987",
    "fr": "dans la nuit du 4 au 5 mars 1987",
    "es": "la noche del 4 al 5 de marzo de 1987",
    "zh": "1987年3月4日至5日夜间",
    "ru": "в ночь с 4 на 5 марта 1987 года|в ночь на 5 марта 1987",
    "tr": "4-5 Mart 1987 gecesi",
    "ar": "ليلة 4-5 مارس 1987",
    "de": "in der Nacht vom 4. auf den 5. März 1987|in der Nacht zum 5. März 1987",
}


def rows(table):
    return [(language, phrase) for language, phrases in table.items() for phrase in phrases.split("|")]


@pytest.mark.parametrize(("language", "phrase"), rows(ON_THE_DAY))
def test_an_hour_leaves_the_day_as_it_is(language, phrase):
    found = parse_date(phrase, language=language)
    assert (found.edtf, found.qualifier) == ("1987-03-05", "")


@pytest.mark.parametrize(("language", "phrase"), rows(NIGHTS))
def test_a_night_is_of_two_days(language, phrase):
    found = parse_date(phrase, language=language)
    assert (found.edtf, found.precision, found.rule) == ("[1987-03-04,1987-03-05]", "set", "night")


@pytest.mark.parametrize(
    "phrase", ["the night of 5 March 1987", "1987年3月5日夜里", "nuit du 5 mars 1987", "5 Mart 1987 gecesi"]
)
def test_the_night_of_one_day_goes_on_into_the_next(phrase):
    found = parse_date(phrase)
    assert (found.edtf, found.precision) == ("1987-03-05~", "day")


@pytest.mark.parametrize(
    ("phrase", "edtf"),
    [
        ("before 3 am on 5 March 1987", "[..1987-03-05]"),
        ("after the morning of 5 March 1987", "[1987-03-05..]"),
        ("by 3 pm on 5 March 1987", "[..1987-03-05]"),
    ],
)
def test_before_an_hour_is_not_before_the_day(phrase, edtf):
    assert parse_date(phrase).edtf == edtf


@pytest.mark.parametrize(
    "phrase",
    [
        *("25:61", "5 March 1987 25:00", "5 March 1987 10:75", "March 1987 10:30", "1987 at 3 am", "at 3 am", "10:30"),
        *("the night of the 5th", "the night of 4 to 6 March 1987", "the night of 1987", "night of March 1987"),
        *("to 5 March 1987", "3 am 3 pm March 1987", "the night", "на 5 часов", "2 heures en mars 1987"),
    ],
)
def test_what_names_no_day_is_declined(phrase):
    assert parse_date(phrase) is None
