"""Sex, ethnic group, status and occupation: a code for what all the words say, else nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.codes import parse_code, parse_ethnicity, parse_occupation, parse_sex, parse_status
from casebook.vocabularies import load

VOCABULARIES = ["sex", "ethnicities", "statuses", "occupations", "charges"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Female", "female"),
        ("男", "male"),
        ("Ж", "female"),
        ("kadın", "female"),
        ("ذكر", "male"),
        ("ئايال", "female"),
        ("sexe : homme", "male"),
        ("", None),
        ("unknown", None),
        ("male?", None),
        ("male or female", None),
    ],
)
def test_sex(text: str, code: str | None) -> None:
    assert parse_sex(text) == code


def test_a_letter_is_read_in_its_language() -> None:
    assert [parse_code("sex", "K", language) for language in ("tr", None)] == ["female", "female"]
    assert parse_code("sex", "e", "tr") == "male"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Uyghur", "uyghur"),
        ("ethnic Kazakh", "kazakh"),
        ("维吾尔族", "uyghur"),
        ("維吾爾族", "uyghur"),
        ("Ouïghoure", "uyghur"),
        ("қазақ", "kazakh"),
        ("киргизка", "kyrgyz"),
        ("回族", "hui"),
        ("ئۇيغۇر", "uyghur"),
        ("Uyghur or Kazakh", None),
        ("not Uyghur", None),
        ("half Uyghur", None),
        ("", None),
    ],
)
def test_ethnic_groups(text: str, code: str | None) -> None:
    assert parse_ethnicity(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Detained", "detained"),
        ("in prison", "detained"),
        ("服刑中", "detained"),
        ("still in a camp", "camp"),
        ("libérée", "released"),
        ("serbest bırakıldı", "released"),
        ("умерла", "deceased"),
        ("مفقود", "missing"),
        ("under house arrest", "house_arrest"),
        ("travail forcé", "forced_labour"),
        ("sentenced", "sentenced"),
        ("不详", "unknown"),
        ("died in prison", "deceased"),
        ("released from camp in 2019", "released"),
        ("hapiste öldü", "deceased"),
        ("2019'da serbest bırakıldı", "released"),
        ("从集中营释放", "released"),
        ("取保候审", "released"),
        ("умерла в лагере", "deceased"),
        ("condamné à mort", "sentenced"),
        ("لاگېردا ۋاپات بولغان", "deceased"),
        ("sent to a camp", "camp"),
        ("taken from home", None),
        ("released, detained", None),
        ("detenido o liberado", None),
        ("moved from camp to prison", None),
        ("not released", None),
        ("released?", None),
        ("released, then detained", None),
        ("probably dead", None),
        ("no longer in prison", None),
        ("未被释放", None),
        ("", None),
    ],
)
def test_statuses(text: str, code: str | None) -> None:
    assert parse_status(text) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Farmer", "6"),
        ("retired primary school teacher", "23"),
        ("退休教师", "23"),
        ("professeur de mathématiques", "23"),
        ("chef d'entreprise", "11"),
        ("Imam at the village mosque", "2636"),
        ("учитель физики", "23"),
        ("taksi şoförü", "83"),
        ("ئوقۇتقۇچى", "23"),
        ("PhD student in Egypt", "student"),
        ("Retired factory worker", "worker"),
        ("owner of a bakery", "1"),
        ("Retired", "retired"),
        ("housewife", "housework"),
        ("driver for a jade trader", "83"),
        ("wife of a teacher", None),
        ("his father was a teacher", None),
        ("teacher and translator", None),
        ("student teacher", None),
        ("owner of a shop", "52"),
        ("school principal", "1"),
        ("stay-at-home mother", "housework"),
        ("учителем", "23"),
        ("maestro jubilado", "23"),
        ("jubilado", "retired"),
        ("abogada", "261"),
        ("köy okulu öğretmeni", "23"),
        ("tıp öğrencisi", "student"),
        ("社会工作者", "263"),
        ("goldsmith", "73"),
        ("teacher's college", None),
        ("农民的儿子", None),
        ("不是教师", None),
        ("öğretmen değil", None),
        ("babası öğretmen", None),
        ("su padre es maestro", None),
        ("not a teacher", None),
        ("teacher?", None),
        ("praying", None),
        ("", None),
    ],
)
def test_occupations(text: str, code: str | None) -> None:
    assert parse_occupation(text) == code


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_every_phrase_is_text_and_has_its_code_in_its_language(vocabulary: str) -> None:
    for code, languages in load(vocabulary)["codes"].items():
        for language, phrases in languages.items():
            for phrase in () if language == "label" else phrases:
                assert isinstance(phrase, str)
                assert parse_code(vocabulary, phrase, language) in (code, None), (phrase, language)


@pytest.mark.parametrize("vocabulary", VOCABULARIES)
def test_no_phrase_of_a_language_means_two_things(vocabulary: str) -> None:
    for language in ("en", "fr", "zh", "ru", "tr", "es", "ar", "ug", "kk", "de", "fa"):
        seen: dict[str, str] = {}
        for code, languages in load(vocabulary)["codes"].items():
            for phrase in languages.get(language, ()):
                assert seen.setdefault(phrase.casefold(), code) == code, (language, phrase)


@given(st.text(max_size=50))
def test_any_text_is_read_or_declined(text: str) -> None:
    for parse in (parse_sex, parse_ethnicity, parse_status, parse_occupation):
        assert parse(text) is None or isinstance(parse(text), str)


@given(
    st.sampled_from(["released", "in prison", "умер", "被释放", "libéré"]),
    st.sampled_from(["not", "Zzyzx", "maybe", "не", "可能"]),
)
def test_an_unknown_word_takes_the_code_away(phrase: str, word: str) -> None:
    assert parse_status(f"{word} {phrase}") is None
