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
    ],
)
def test_what_names_no_charge_is_declined(text: str) -> None:
    assert parse_charge(text) is None


@given(st.text(max_size=60))
def test_any_text_is_read_or_declined(text: str) -> None:
    charge = parse_charge(text)
    assert charge is None or charge.code.startswith((charge.law, "broad"))
