"""The law parse(format(x)) = x: dates said in every language with the words of its vocabulary are read back as they were."""

from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.dates import bounds, parse_date
from casebook.dates.calendars import hijri_days, solar_days
from casebook.dates.lexicon import LANGUAGES, lexicon
from casebook.dates.policy import PARTS_OF_YEAR, days_of_part, last_day
from casebook.vocabularies import load

# How a language joins words, and says a year, a month by its number, and a day of it; the others have names of months.
YEAR = {"zh": "{y}年", "ug": "{y}-yili", "kk": "{y} жылы", "tr": "{y} yılı", "ru": "{y} года", "ar": "عام {y}"}
MONTH = {"zh": "{y}年{m}月", "ug": "{y}-yili {m}-ay"}
DAY = {
    "zh": "{y}年{m}月{d}日",
    "ug": "{y}-yili {m}-ayning {d}-küni",
    "en": "{d} {name} {y}",
    "es": "{d} de {name} de {y}",
}
PART_LAST = ("zh", "tr", "kk", "ug")
# What each word of the grammar makes of a date with the bounds (first, last).
DAY_LONG = timedelta(days=1)
SAYS = {
    "before": lambda first, last: (None, first - DAY_LONG),
    "after": lambda first, last: (last + DAY_LONG, None),
    "until": lambda first, last: (None, last),
    "by": lambda first, last: (None, last),
    "since": lambda first, last: (first, None),
    "not_before": lambda first, last: (first, None),
    "approx": lambda first, last: (first, last),
    "probably": lambda first, last: (first, last),
}
PLACES = {"_post": ["{date} {word}"], "_any": ["{word} {date}", "{date} {word}"], "": ["{word} {date}"]}
KINDS = [(language, kind) for language in LANGUAGES for kind in load(f"dates_{language}")["words"]]
DAYS = st.dates(date(1930, 1, 1), date(2079, 12, 31))


def spaced(language, text):
    return text.replace(" ", "") if language == "zh" else text.replace("- ", "-")


@cache
def words_for(language, kind, value):
    """Every word of a language, inflected ones too, that means this month, part or season and nothing else."""
    return [
        " ".join(key).replace(" - ", "-").replace(" -", "-")
        for key, tokens in lexicon(language).words.items()
        if tokens == ((kind, value),)
    ]


def year_of(language, day):
    return YEAR.get(language, "{y}").format(y=day.year)


def month_of(language, day, name):
    if language in MONTH and not (name and language == "ug"):
        return MONTH[language].format(y=day.year, m=day.month)
    return f"{day.year}-yili {name}" if language == "ug" else f"{name} {day.year}"


def month_bounds(day):
    return day.replace(day=1), day.replace(day=last_day(day.year, day.month))


def month_names(language, month):
    return words_for(language, "M", ("gregorian", month)) or [""]


def written(language, day):
    """A month of a year as the language says it."""
    return month_of(language, day, month_names(language, day.month)[0])


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("month", range(1, 13))
def test_every_name_of_a_month(language, month):
    day = date(1987, month, 1)
    for name in month_names(language, month):
        found = parse_date(month_of(language, day, name), language=language)
        assert found and found.edtf == f"1987-{month:02}", name


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS, data=st.data())
@settings(max_examples=25, deadline=None)
def test_a_day(language, day, data):
    name = data.draw(st.sampled_from(month_names(language, day.month)))
    template = "{y}-yili {d}-{name}" if language == "ug" and name else DAY.get(language, "{d} {name} {y}")
    phrase = template.format(y=day.year, m=day.month, d=day.day, name=name)
    found = parse_date(phrase, language=language)
    assert found and (found.edtf, found.precision) == (day.isoformat(), "day"), phrase


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("part", ["early", "mid", "late"])
@given(day=DAYS, data=st.data())
@settings(max_examples=12, deadline=None)
def test_a_part_of_a_year_and_of_a_month(language, part, day, data):
    word = data.draw(st.sampled_from(words_for(language, "P", part)))
    template = "{date} {word}" if language in PART_LAST else "{word} {date}"
    months = template.format(word=word, date=written(language, day))
    years = template.format(word=word, date=year_of(language, day))
    found = parse_date(spaced(language, months), language=language)
    assert found and (found.earliest, found.latest) == days_of_part(day.year, day.month, part), months
    found = parse_date(spaced(language, years), language=language)
    assert found and (found.edtf, found.qualifier) == (f"{day.year}-{PARTS_OF_YEAR[part]}", "~"), years


@pytest.mark.parametrize("language", LANGUAGES)
@given(year=st.integers(1930, 2079), season=st.integers(21, 24), data=st.data())
@settings(max_examples=12, deadline=None)
def test_a_season(language, year, season, data):
    word = data.draw(st.sampled_from(words_for(language, "S", season)))
    phrase = spaced(language, f"{year_of(language, date(year, 1, 1))} {word}")
    found = parse_date(phrase, language=language)
    assert found and (found.edtf, found.precision) == (f"{year}-{season}", "season"), phrase


@pytest.mark.parametrize(
    ("language", "kind"), [(c, k) for c, k in KINDS if k.split("_post")[0].split("_any")[0] in SAYS]
)
@given(day=DAYS)
@settings(max_examples=3, deadline=None)
def test_every_word_before_or_after_a_month(language, kind, day):
    place = next(end for end in PLACES if kind.endswith(end))
    wanted = SAYS[kind.removesuffix(place)](*month_bounds(day))
    for word in load(f"dates_{language}")["words"][kind]:
        for template in PLACES[place]:
            phrase = spaced(language, template.format(word=word, date=written(language, day)))
            found = parse_date(phrase, language=language)
            assert found and (found.earliest, found.latest) == wanted == bounds(found.edtf), phrase


PAIRS = {
    "or": ("or", "[{a},{b}]"),
    "to": ("interval", "{a}/{b}"),
    "at_or_to": ("interval", "{a}/{b}"),
    "range": ("interval", "{a}/{b}"),
}


@pytest.mark.parametrize(("language", "kind"), [(c, k) for c, k in KINDS if k in PAIRS])
@given(day=DAYS.filter(lambda day: day.month < 12))
@settings(max_examples=3, deadline=None)
def test_every_word_between_two_months(language, kind, day):
    following = day.replace(day=1, month=day.month + 1)
    rule, edtf = PAIRS[kind]
    for word in load(f"dates_{language}")["words"][kind]:
        phrase = spaced(language, f"{written(language, day)} {word} {written(language, following)}")
        found = parse_date(phrase, language=language)
        assert found and (found.edtf, found.rule) == (edtf.format(a=f"{day:%Y-%m}", b=f"{following:%Y-%m}"), rule), (
            phrase
        )


BETWEEN = [(c, k) for c, k in KINDS if k in ("between", "between_post")]


@pytest.mark.parametrize(("language", "kind"), BETWEEN)
@given(day=DAYS.filter(lambda day: day.month < 12))
@settings(max_examples=3, deadline=None)
def test_every_word_for_between(language, kind, day):
    following = day.replace(day=1, month=day.month + 1)
    said = load(f"dates_{language}")["words"]
    for word in said[kind]:
        both = f"{written(language, day)} {said['and'][0]} {written(language, following)}"
        phrase = spaced(language, f"{word} {both}" if kind == "between" else f"{both} {word}")
        found = parse_date(phrase, language=language)
        assert found and found.edtf == f"[{day:%Y-%m}..{following:%Y-%m}]", phrase


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS)
@settings(max_examples=8, deadline=None)
def test_a_weekday_has_to_be_the_day_s(language, day):
    name = month_names(language, day.month)[0]
    template = "{y}-yili {d}-{name}" if language == "ug" else DAY.get(language, "{d} {name} {y}")
    said = template.format(y=day.year, m=day.month, d=day.day, name=name)
    for number in range(7):
        for word in words_for(language, "W", number):
            phrase = f"{said} {word}" if language in PART_LAST else f"{word} {said}"
            found = parse_date(spaced(language, phrase), language=language)
            assert (found and found.edtf) == (day.isoformat() if day.weekday() == number else None), word


@pytest.mark.parametrize("language", LANGUAGES)
@given(month=st.integers(1, 12), day=st.integers(1, 29))
@settings(max_examples=12, deadline=None)
def test_months_of_other_calendars(language, month, day):
    named = {"hijri": load(f"dates_{language}").get("calendars", {}).get("hijri", [""])[0], "solar": ""}
    for calendar, year, days_of in (("hijri", 1410, hijri_days), ("solar", 1370, solar_days)):
        for word in words_for(language, "M", (calendar, month)):
            for phrase, days in ((f"{word} {year} {named[calendar]}", days_of(year, month)),
                                 (f"{day} {word} {year} {named[calendar]}", days_of(year, month, day))):  # fmt: skip
                found = parse_date(phrase, language=language)
                assert found and (found.calendar, found.earliest, found.latest) == (calendar, *days), phrase


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=DAYS, word=st.sampled_from(["zqx", "détenu", "被捕", "арест", "tutuklu", "اعتقل"]), first=st.booleans())
@settings(max_examples=8, deadline=None)
def test_a_word_that_is_not_known_is_never_passed_over(language, day, word, first):
    said = written(language, day)
    assert parse_date(f"{word} {said}" if first else f"{said} {word}", language=language) is None
