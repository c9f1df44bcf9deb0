"""Sentences in running text: their exact words, and no other length of time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.terms import find_terms


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "He was sentenced to 17 years in prison in 2019.", [("17 years in prison", 204)]),
        ("en", "In March 2019 the court sentenced him to 15 years.", [("15 years", 180)]),
        ("en", "She is serving a 13–15-year sentence.", [("13–15-year sentence", 156)]),
        ("en", "He was given 17 years.", [("17 years", 204)]),
        ("en", "His sentence was reduced from 10 to 7 years.", [("10", 120), ("7 years", 84)]),
        ("en", "He got 20 years in prison and his wife was sentenced to 6 years.", [("20 years in prison", 240),
        ("6 years", 72)]),
        ("fr", "Il a été condamné en mars 2019 à une peine de quinze ans.", [("peine de quinze ans", 180)]),
        ("fr", "Elle a écopé de 12 ans de prison.", [("12 ans de prison", 144)]),
        ("zh", "2019年，他被判处有期徒刑17年。", [("有期徒刑17年", 204)]),
        ("zh", "他被判15年。", [("15年", 180)]),
        ("ru", "В 2019 году он был приговорён к 17 годам лишения свободы.", [("17 годам лишения свободы", 204)]),
        ("ru", "Её осудили на 5 лет.", [("5 лет", 60)]),
        ("es", "Fue condenado a 17 años de prisión.", [("17 años de prisión", 204)]),
        ("tr", "17 yıl hapis cezasına çarptırıldı.", [("17 yıl hapis cezasına", 204)]),
        ("ar", "حكم عليه بالسجن 17 عاما.", [("بالسجن 17 عاما", 204)]),
        ("kk", "Ол 17 жылға сотталды.", [("17 жылға", 204)]),
        ("ug", "ئۇ 17 يىللىق قاماق جازاسىغا ھۆكۈم قىلىندى.", [("17 يىللىق قاماق جازاسىغا", 204)]),
        ("de", "Er wurde zu 17 Jahren Haft verurteilt.", [("17 Jahren Haft", 204)]),
        ("fa", "او به ۱۷ سال حبس محکوم شد.", [("۱۷ سال حبس", 204)]),
    ],
)  # fmt: skip
def test_a_sentence_is_found_with_its_words(language: str, text: str, expected: list[tuple[str, int]]) -> None:
    assert [(text[start:end], term.months_min) for start, end, term in find_terms(text, language=language)] == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "He spent 7 years in prison. After two years in detention he was freed."),
        ("en", "He is 17 years old. A 3-year-old child; married for 10 years; 5 years later."),
        ("en", "He could face up to 10 years in prison, a crime punishable by 10 years in prison."),
        ("en", "He received a 10-year visa and has not been seen for two years. Her life changed."),
        ("en", "He was held for 15 months and was in a camp for two years."),
        ("fr", "Elle a passé deux ans en prison. Il a 17 ans. Il risque 10 ans de prison."),
        ("zh", "他在监狱里度过了7年。他今年17岁。17年5月被捕。"),
        ("ru", "Ему 17 лет. Он отсидел 7 лет."),
        ("es", "Tiene 17 años. Pasó 3 años en la cárcel."),
        ("tr", "17 yaşında. 5 yıl hapis yattı."),
    ],
)
def test_no_other_length_of_time_is_a_sentence(language: str, text: str) -> None:
    assert find_terms(text, language=language) == []


def test_reprieve_and_loss_of_rights_belong_to_the_sentence() -> None:
    text = "He was sentenced to death with a two-year reprieve; she to 10 years, and 3 years of deprivation of rights."
    first, second = (term for _, _, term in find_terms(text, language="en"))
    assert (first.kind, first.reprieve_months) == ("death_reprieve", 24)
    assert (second.months_min, second.additional) == (120, (("rights_loss", 36, 36),))


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "zh", "ru", "ar", "ug", None]))
def test_spans_lie_inside_the_text_and_apart(text: str, language: str | None) -> None:
    last = 0
    for start, end, _ in find_terms(f"{text} sentenced to 5 years in prison", language=language):
        assert last <= start < end <= len(text) + 32
        last = end
