"""Charges by article of the criminal law, from articles and from words, and nothing from words that are no charge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.charges import parse_charge


@pytest.mark.parametrize(
    ("text", "code", "also"),
    [
        ("picking quarrels and provoking trouble", "prc-293", ()),
        ("寻衅滋事罪", "prc-293", ()),
        ("尋釁滋事", "prc-293", ()),
        ("provocation de querelles et de troubles", "prc-293", ()),
        ("провоцирование ссор и беспорядков", "prc-293", ()),
        ("Article 293", "prc-293", ()),
        ("Art. 120-3 of the Criminal Law", "prc-120-3", ()),
        ("刑法第一百二十条之三", "prc-120-3", ()),
        ("第二百九十三条", "prc-293", ()),
        ("涉嫌煽动颠覆国家政权罪", "prc-105", ()),
        ("inciting ethnic hatred and discrimination", "prc-249", ()),
        ("séparatisme", "prc-103", ()),
        ('"Terrorism"', "broad-terrorism", ()),
        ("separatism and extremism", "prc-103", ("broad-extremism",)),
        ("articles 103 et 120-1", "prc-103", ("prc-120-1",)),
        ("58-10,58-11 УК РСФСР", "rsfsr-58-10", ("rsfsr-58-11",)),
        ("ст. 293 УК КНР", "prc-293", ()),
        ("宣扬极端主义", "prc-120-3", ()),
        ("promoting terrorism and extremism", "prc-120-3", ()),
        ("inciting separatism and ethnic hatred", "prc-103", ("prc-249",)),
        ("illegally possessing terrorist or extremist items", "prc-120-6", ()),
        ("leading a terrorist group", "prc-120", ()),
        ("leaking state secrets", "prc-398", ()),
        ("leaking state secrets abroad", "prc-111", ()),
        ("incitation à la subversion du pouvoir d'État", "prc-105", ()),
        ("provocation de querelles et trouble à l'ordre public", "prc-293", ()),
        ("обвиняется в подстрекательстве к сепаратизму", "prc-103", ()),
        ("за антисоветскую агитацию", "rsfsr-58-10", ()),
        ("posesión de material extremista", "prc-120-6", ()),
        ("terör örgütüne üye olmak", "prc-120", ()),
        ("bölücülük suçlamasıyla", "prc-103", ()),
        ("دۆلەتنى پارچىلاشقا قۇتراتقۇلۇق قىلىش", "prc-103", ()),
        ("bölgünchilik", "prc-103", ()),
        ("التحريض على الانفصال", "prc-103", ()),
        ("Separatism (Article 103)", "prc-103", ()),
        ("violation of article 103, paragraph 2 of the PRC Criminal Law", "prc-103", ()),
        ("刑法第一百零三条第二款", "prc-103", ()),
        ("58-10", "rsfsr-58-10", ()),
        ("58-10, 11", "rsfsr-58-10", ("rsfsr-58-11",)),
        ("ст. 58 п. 10 ч. 1", "rsfsr-58-10", ()),
        ("58-1а, 58-8 УК РСФСР", "rsfsr-58-1a", ("rsfsr-58-8",)),
        ("58-7-8-11", "rsfsr-58-7", ("rsfsr-58-8", "rsfsr-58-11")),
        ("ч. 2 ст. 205.2 УК РФ", "ru-205-2", ()),
        ("ст. 174 ч. 1 УК Республики Казахстан", "kz-174", ()),
        ("Article 405 part 2 of the Criminal Code of Kazakhstan", "kz-405", ()),
        ("TCK 314/2", "tr-314", ()),
    ],
)
def test_a_charge_is_an_article(text: str, code: str, also: tuple[str, ...]) -> None:
    charge = parse_charge(text)
    assert charge is not None
    assert (charge.code, charge.also) == (code, also)
    assert charge.law == code.split("-")[0] and charge.article in (code.split("-", 1)[1], "")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "praying",
        "having a beard",
        "unknown",
        "subversion?",
        "not separatism",
        "separatism or extremism",
        "2017",
        "293",
        "Article 999",
        "ст. 228",
        "章",
        "traitor",
        "acquitted of separatism",
        "books",
        "publishing",
        "crossing",
        "weapons",
        "illegal",
        "teaching and publishing",
        "ст. 103 УК",
        "ст. 103 УК РФ и УК РК",
        "58-15",
        "58 лет",
    ],
)
def test_what_names_no_charge_is_declined(text: str) -> None:
    assert parse_charge(text) is None


@given(
    st.sampled_from(["separatism", "incitation au séparatisme", "шпионаж", "分裂国家罪"]),
    st.sampled_from(["qxv", "жщъ", "黟"]),
)
def test_an_unknown_word_makes_any_charge_none(charge: str, word: str) -> None:
    assert parse_charge(f"{word} {charge}") is None and parse_charge(f"{charge} {word}") is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_declined(text: str) -> None:
    charge = parse_charge(text)
    assert charge is None or charge.code.startswith((charge.law, "broad"))
