"""Informants' names are found in other words than those they were given in; what names nobody is not looked for."""

import pytest

from casebook.masking_names import Names, forms

FOUND = [
    ("Gülnur Rahman (épouse)", "selon GULNUR RAHMAN, à Lyon", ["GULNUR RAHMAN"]),
    ("Gülnur Rahman", "Gu\u0308lnur Rahman dit", ["Gu\u0308lnur Rahman"]),
    ("Gülnur Rahman", "Gülnur\nRahman; Rahman Gülnur", ["Gülnur\nRahman", "Rahman Gülnur"]),
    ("Rahman, Gülnur", "Gülnur Rahman", ["Gülnur Rahman"]),
    ("İsmail Işık", "İ: ismail ışık'ın, ISMAIL ISIK", ["ismail ışık", "ISMAIL ISIK"]),
    ("Ахметова Айгуль Болатовна", "со слов Айгуль Ахметовой", ["Айгуль Ахметовой"]),
    ("тётя Айгуль", "пришла Айгуль.", ["Айгуль"]),
    ("吐尔逊·古丽", "吐尔逊古丽说，吐尔逊 · 古丽", ["吐尔逊古丽", "吐尔逊 · 古丽"]),
    ("Gulnur Rahman (古丽努尔)", "古丽努尔说", ["古丽努尔"]),
    ("Gülnur Rahman and Hasan Veli", "Hasan Veli's letter", ["Hasan Veli"]),
    ("Gülnur Rahman, Lyon", "taken in Lyon", []),
    ("Halide\nIsaq", "Halide Isaqqa; nobody but Halide", ["Halide Isaqqa", "Halide"]),
    ("Ali", "Ali, not Alim", ["Ali"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), FOUND)
def test_a_name_is_found_in_any_case_accent_order_and_with_endings(name, text, expected):
    assert [text[a:b] for a, b in Names([name]).spans(text)] == expected


@pytest.mark.parametrize("cell", ["son frère", "her uncle", "friend", "Anonyme", "unknown", "family", "她的妻子", "-", ""])
def test_what_names_nobody_is_looked_for_nowhere(cell):
    assert not forms(cell) and not Names([cell])
