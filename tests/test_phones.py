"""Numbers, addresses and handles in running text: each with its place, and nothing that is a date, an identity
number or a term.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.phones import find_contacts, find_phones


@pytest.mark.parametrize(
    ("text", "region", "found"),
    [
        ("call +33 6 12 34 56 78 (husband)", None, [(5, 22, "+33612345678")]),
        ("tél. 06 12 34 56 78 (mari)", "FR", [(5, 19, "+33612345678")]),
        ("电话：13912345678，身份证650102199001011234", "CN", [(3, 14, "+8613912345678")]),
        ("手机１３９１２３４５６７８", None, [(2, 13, None)]),
        ("139****3456", None, [(0, 11, None)]),
        ("139-xxxx-5678 or nothing", "CN", [(0, 13, None)]),
        ("٠٠٩٠ ٥٣٢ ١٢٣ ٤٥ ٦٧", "TR", [(0, 18, "+905321234567")]),
        ("телефон 8 701 234-56-78", "KZ", [(8, 23, "+77012345678")]),
        ("WhatsApp: +7 701 234 5678", None, [(10, 25, "+77012345678")]),
        ("born 12.05.2017, held 2017-2018 and 2017-05-12", "CN", []),
        ("证件 650102199001011234", "CN", []),
        ("sentenced to 15 years and 3 months, article 120-3", "US", []),
        ("тел. 8 (701) 123-45-67", None, [(5, 22, None)]),
        ("+90 532 000 11 22", None, [(0, 17, "+905320001122")]),
        ("call 13912345678, 500 yuan", "CN", [(5, 16, "+8613912345678")]),
        ("", None, []),
    ],
)
def test_telephone_numbers(text: str, region: str | None, found: list[tuple[int, int, str | None]]) -> None:
    phones = find_phones(text, region=region)
    assert [phone[:3] for phone in phones] == found
    assert all(text[start:end] == raw for start, end, _, raw in phones)


@pytest.mark.parametrize(
    "text",
    [
        "5 000 000 000", "a fine of 2.000.000.000 TL", "罚款5000000000元", "20 000 - 30 000 people", "№ 000123456",
        "0.123456789", "43.825600, 87.616800", "ISBN 0-306-40615-2", "IBAN FR76 3000 6000 0111 1234 5678 901",
        "00.10.2002", "(2018)新01刑初123号", "ф. 1234 оп. 01 д. 00456", "65010219800101123X", "07:30 - 18:00",
    ],
)  # fmt: skip
@pytest.mark.parametrize("region", [None, "CN", "TR", "KZ", "FR", "US"])
def test_amounts_dates_and_numbers_of_papers_are_no_telephones(text: str, region: str | None) -> None:
    assert find_phones(text, region=region) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "mail erkin.imin@example.org or @erkin_imin",
            [("erkin.imin@example.org", "email"), ("@erkin_imin", "handle")],
        ),
        ("微信：erkin2017", [("erkin2017", "handle")]),
        ("wechat: erkin_i; Telegram: @erkini", [("erkin_i", "handle"), ("@erkini", "handle")]),
        ("https://t.me/erkin_imin", [("https://t.me/erkin_imin", "handle")]),
        ("微信：13912345678", [("13912345678", "phone")]),
        ("at 10:30 he said: nothing", []),
    ],
)
def test_other_ways_to_reach_people(text: str, found: list[tuple[str, str]]) -> None:
    assert [(contact.raw, contact.kind) for contact in find_contacts(text)] == found


@given(st.text(alphabet="0123456789+-() *xX@.:a微信١٢٣", max_size=60), st.sampled_from([None, "CN", "US", "KZ"]))
def test_spans_are_in_order_apart_and_hold_their_words(text: str, region: str | None) -> None:
    contacts = find_contacts(text, region=region)
    assert all(text[contact.start : contact.end] == contact.raw for contact in contacts)
    assert all(one.end <= two.start for one, two in zip(contacts, contacts[1:], strict=False))


@given(
    st.sampled_from(
        ["{}", "05.05.2017 {}", "{} 2017-05-01", "{}, 500 yuan", "fine 5 000 000 yuan; {}", "2017-2018 {}"]
    ),
    st.integers(0, 9_999_999),
    st.sampled_from(["+90 532 {} {} {}", "0090 532 {} {} {}", "0532 {} {} {}"]),
)
def test_what_stands_beside_a_number_does_not_hide_it(frame: str, digits: int, shape: str) -> None:
    text = f"{digits:07}"
    number = shape.format(text[:3], text[3:5], text[5:])
    said = frame.format(number)
    start = said.index(number)
    assert any(phone.start <= start and start + len(number) <= phone.end for phone in find_phones(said, region="TR"))
