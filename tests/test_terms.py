"""Prison terms: exactly as long as was said, whole or not at all, in eleven languages."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.terms import Term, expected_end, parse_term

EXACT = {
    "en": {
        "17 years": 204, "sentenced to 17 years in prison": 204, "a 17-year prison sentence": 204, "six-year": 72,
        "Sentence: twelve years": 144, "seven years and six months": 90, "7y6m": 90, "10½ years": 126,
        "two and a half years": 30, "a year and a half": 18, "half a year": 6, "eighteen months": 18, "a decade": 120,
        "sentenced to seventeen (17) years’ imprisonment": 204, "10 years, confiscation of property": 120,
        "given 11 years": 132, "jailed for 12 years": 144, "9 years in a labour camp": 108,
    },
    "fr": {
        "condamné à 17 ans": 204, "dix-sept ans de réclusion criminelle": 204, "une peine de prison de 12 ans": 144,
        "un an et demi": 18, "18 mois ferme": 18, "deux ans et six mois d’emprisonnement": 30,
    },
    "es": {"17 años de cárcel": 204, "condenada a diecisiete años": 204, "un año y medio": 18, "seis meses": 6},
    "de": {
        "zu 17 Jahren Haft verurteilt": 204, "siebzehn Jahre": 204, "eine zweijährige Haftstrafe": 24,
        "anderthalb Jahre": 18, "17-jährige Freiheitsstrafe": 204,
    },
    "zh": {
        "有期徒刑17年": 204, "被判处有期徒刑十五年": 180, "判7年": 84, "十七年": 204, "一年半": 18, "两年零三个月": 27,
        "有期徒刑三年六月": 42, "拘役六个月": 6, "半年": 6, "有期徒刑五年，并处罚金五万元": 60, "１２年徒刑": 144,
    },
    "ru": {
        "к 10 годам лишения свободы": 120, "10 л. л/с": 120, "5 л. ИТЛ": 60, "8 ГЛС": 96, "3 г. л. с.": 36,
        "полтора года": 18, "десятилетний срок": 120, "к двадцати пяти годам": 300, "2 г. 6 мес.": 30, "3 года": 36,
    },
    "tr": {
        "17 yıl hapis cezası": 204, "on yedi yıl": 204, "10 yıla mahkûm edildi": 120, "bir buçuk yıl": 18,
        "5 yıl 6 ay": 66,
    },
    "ar": {
        "السجن 17 عاما": 204, "حكم عليه بالسجن ١٧ عاماً": 204, "خمسة عشر عاما": 180, "سنة ونصف": 18, "سنتين": 24,
        "سنتان وستة أشهر": 30, "السجن لعشر سنوات": 120,
    },
    "fa": {"۱۷ سال حبس": 204, "به هفده سال زندان محکوم شد": 204, "یک سال و نیم": 18, "بیست و پنج سال": 300},
    "kk": {"17 жылға сотталды": 204, "он жеті жыл": 204, "бір жарым жыл": 18, "5 жыл 6 ай": 66},
    "ug": {
        "17 يىللىق قاماق جازاسى": 204, "ئون يەتتە يىل": 204, "17 yil qamaq": 204, "on besh yilliq késilgen": 180,
        "ئىككى يېرىم يىل": 30, "6 ئاي": 6,
    },
}  # fmt: skip


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, phrases in EXACT.items() for text in phrases])
def test_an_exact_term_has_its_months_in_every_language(language: str, text: str) -> None:
    term = parse_term(text, language=language)
    assert term is not None
    assert (term.kind, term.months_min, term.months_max) == ("term", *[EXACT[language][text]] * 2)
    assert term.iso is not None and term.additional == ()


@pytest.mark.parametrize(
    ("language", "text", "low", "high"),
    [
        ("en", "13–15-year", 156, 180),
        ("en", "between ten and 15 years", 120, 180),
        ("en", "three to five years", 36, 60),
        ("en", "8 or 10 years", 96, 120),
        ("en", "at least 15 years", 180, None),
        ("en", "10 years or more", 120, None),
        ("en", "10+ years", 120, None),
        ("en", "up to 20 years", None, 240),
        ("fr", "de 10 à 15 ans", 120, 180),
        ("fr", "plus de dix ans", 120, None),
        ("es", "entre 10 y 15 años", 120, 180),
        ("de", "fünf bis sieben Jahre", 60, 84),
        ("zh", "三年以上十年以下有期徒刑", 36, 120),
        ("zh", "二十多年", 240, None),
        ("zh", "十几年", 132, 228),
        ("ru", "от 5 до 7 лет", 60, 84),
        ("ru", "до 10 лет", None, 120),
        ("tr", "10 yıldan 15 yıla kadar", 120, 180),
        ("tr", "10 yıldan fazla", 120, None),
        ("ar", "ما لا يقل عن 10 سنوات", 120, None),
        ("ar", "بين 10 و15 سنة", 120, 180),
        ("fa", "بین ۱۰ تا ۱۵ سال", 120, 180),
        ("kk", "5 жылдан 7 жылға дейін", 60, 84),
        ("ug", "10 yildin artuq", 120, None),
    ],
)
def test_a_limit_or_range_keeps_both_its_ends(language: str, text: str, low: int | None, high: int | None) -> None:
    term = parse_term(text, language=language)
    assert term is not None
    assert (term.kind, term.months_min, term.months_max, term.iso) == ("term", low, high, None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "life imprisonment", ("life", None, None, (), None)),
        ("en", "death sentence with a two-year reprieve", ("death_reprieve", None, None, (), 24)),
        ("en", "suspended death sentence", ("death_reprieve", None, None, (), None)),
        ("en", "three years in prison, suspended for four years", ("suspended", 36, 36, (), 48)),
        ("en", "12 years and 5 years of exile", ("term", 144, 144, (("exile", 60, 60),), None)),
        ("en", "10 years with deprivation of rights", ("term", 120, 120, (("rights_loss", None, None),), None)),
        ("en", "10+5", ("term", 120, 120, (("unspecified", 60, 60),), None)),
        ("fr", "à perpétuité", ("life", None, None, (), None)),
        ("fr", "deux ans avec sursis", ("suspended", 24, 24, (), None)),
        ("fr", "condamné à mort avec un sursis de deux ans", ("death_reprieve", None, None, (), 24)),
        ("zh", "死缓", ("death_reprieve", None, None, (), 24)),
        ("zh", "死刑，缓期二年执行", ("death_reprieve", None, None, (), 24)),
        ("zh", "判三缓四", ("suspended", 36, 36, (), 48)),
        ("zh", "有期徒刑十年，剥夺政治权利三年", ("term", 120, 120, (("rights_loss", 36, 36),), None)),
        ("zh", "无期徒刑，剥夺政治权利终身", ("life", None, None, (("rights_loss", None, None),), None)),
        ("ru", "ВМН", ("death", None, None, (), None)),
        ("ru", "Условный срок, 3 года", ("suspended", 36, 36, (), None)),
        ("ru", "10 лет и 5 лет поражения в правах", ("term", 120, 120, (("rights_loss", 60, 60),), None)),
        ("ru", "Поражение в правах, 5 лет; каторжные работы, 15 лет",
        ("term", 180, 180, (("rights_loss", 60, 60),), None)),
        ("ru", "сослана на 3 года", ("exile", None, None, (("exile", 36, 36),), None)),
        ("tr", "ağırlaştırılmış müebbet hapis", ("life", None, None, (), None)),
        ("ar", "الإعدام مع وقف التنفيذ لمدة سنتين", ("death_reprieve", None, None, (), 24)),
        ("kk", "өмір бойына бас бостандығынан айыру", ("life", None, None, (), None)),
        ("ug", "مۇددەتسىز قاماق جازاسى", ("life", None, None, (), None)),
        ("fa", "دو سال حبس تعلیقی", ("suspended", 24, 24, (), None)),
    ],
)  # fmt: skip
def test_other_punishments_are_kept_apart_from_the_term(language: str, text: str, expected: tuple) -> None:
    term = parse_term(text, language=language)
    assert term is not None
    assert (term.kind, term.months_min, term.months_max, term.additional, term.reprieve_months) == expected


def test_days_are_kept_as_days_and_as_the_months_around_them() -> None:
    assert parse_term("15 days of administrative detention", language="en") == Term(
        "term", 0, 1, iso="P15D", rule="term:term:length"
    )
    assert parse_term("行政拘留十五日", language="zh").iso == "P15D"


def test_about_keeps_the_stated_months_and_claims_no_exact_length() -> None:
    term = parse_term("about ten years", language="en")
    assert (term.months_min, term.months_max, term.iso, term.about) == (120, 120, None, True)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "17"), ("en", "17 years old"), ("en", "aged 17"), ("en", "served 7 years"), ("en", "17 years ago"),
        ("en", "detention"), ("en", "unknown"), ("en", "2019-12-07"), ("en", "March 2019 to 20 years"),
        ("en", "reduced from 10 to 7 years"), ("en", "10 to 7 years"), ("en", "several years"), ("en",
        "for 10 years"),
        ("en", "5 years and 10 years"), ("en", "20 years to life"), ("en", "sentenced to death or life"),
        ("en", "not sentenced to 5 years"), ("en", "3 years in prison and five years of probation"),
        ("fr", "âgé de 17 ans"), ("fr", "trois ans dont un avec sursis"), ("fr", "il y a 17 ans"),
        ("zh", "17年"), ("zh", "17年5月"), ("zh", "2017年"), ("zh", "17岁"), ("zh", "七八年"), ("zh", "约15年"),
        ("ru", "17 года"), ("ru", "17 г."), ("ru", "2017 год"), ("ru", "17-летний"), ("ru", "дело прекращено"),
        ("tr", "17 yaşında"), ("ar", "عام 2017"), ("ar", "عمره 17 عاما"), ("fa", "سال ۱۷"), ("ug", "2017-يىلى"),
        ("de", "17 Jahre alt"), ("es", "17 años de edad"), ("kk", "17 жаста"), (None, ""), (None, "N/A"),
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_no_term(language: str | None, text: str) -> None:
    assert parse_term(text, language=language) is None


def test_a_source_may_declare_what_bare_numbers_count() -> None:
    assert parse_term("17", unit="years").months_min == 204
    assert parse_term("18", unit="months").iso == "P18M"
    assert parse_term("15年", language="zh", unit="years").months_min == 180


def test_a_term_ends_its_months_after_the_window_of_its_start() -> None:
    term = parse_term("17 years", language="en")
    assert expected_end(date(2017, 5, 1), date(2017, 5, 31), term) == (date(2034, 5, 1), date(2034, 5, 31))
    assert expected_end(date(2017, 5, 1), None, term, credit_months=6) == (date(2033, 11, 1), None)
    at_least = parse_term("at least 10 years", language="en")
    assert expected_end(date(2016, 2, 29), date(2016, 2, 29), at_least) == (date(2026, 2, 28), None)
    days = parse_term("15 days", language="en")
    assert expected_end(date(2017, 5, 1), date(2017, 5, 1), days) == (date(2017, 5, 16), date(2017, 5, 16))


@pytest.mark.parametrize("text", ["life", "death", "3 years suspended"])
def test_no_end_is_expected_of_a_sentence_without_one(text: str) -> None:
    assert expected_end(date(2017, 5, 1), date(2017, 5, 1), parse_term(text, language="en")) == (None, None)


ALL = [(code, text) for code, phrases in EXACT.items() for text in phrases]


@given(st.sampled_from(ALL), st.sampled_from(["qxv", "жщъ", "ثخذضظ", "黟"]), st.booleans())
def test_an_unknown_word_makes_any_phrase_none(phrase: tuple[str, str], word: str, before: bool) -> None:
    language, text = phrase
    assert parse_term(f"{word} {text}" if before else f"{text} {word}", language=language) is None


@given(st.text(max_size=40), st.sampled_from([*EXACT, None]))
def test_nothing_raises_and_bounds_are_ordered(text: str, language: str | None) -> None:
    term = parse_term(text, language=language)
    if term and term.months_min is not None and term.months_max is not None:
        assert 0 <= term.months_min <= term.months_max


@given(st.integers(1, 40), st.integers(0, 11))
def test_what_is_written_out_is_read_back(years: int, months: int) -> None:
    shapes = {"en": "{} years and {} months", "fr": "{} ans et {} mois", "ru": "{} лет и {} мес.", "tr": "{} yıl {} ay"}
    for language, shape in shapes.items():
        text = shape.format(years, months) if months else shape.format(years, 1)
        assert parse_term(text, language=language).months_min == years * 12 + (months or 1)
