"""A stored number is shown as a spreadsheet shows it: by its number format, and never with more than that says."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.importers.formats.number_formats import shown

MAY = 42856  # 1 May 2017
SHOWN = [
    # months and years never become days
    (MAY, "mmm yyyy", "May 2017"), (MAY, "mmm-yy", "May-17"), (MAY, "mmmm yyyy", "May 2017"), (MAY, "yyyy", "2017"),
    (MAY, "yyyy/m", "2017/5"), (MAY, "mm\\-yyyy", "05-2017"), (MAY, '"May 2017"', "May 2017"), (MAY, "mmmmm", "M"),
    # days, in the order of the format
    (MAY, "d/m/yy", "1/5/17"), (MAY, "dd.mm.yyyy", "01.05.2017"), (MAY, "yyyy-mm-dd", "2017-05-01"),
    (MAY, "[$-409]d\\-mmm\\-yy;@", "1-May-17"), (MAY, "dddd d mmmm", "Monday 1 May"), (60, "d/m/yyyy", "29/2/1900"),
    # the language that the format names
    (MAY, "[$-40C]mmmm yyyy", "mai 2017"), (MAY, "[$-419]mmmm yyyy", "май 2017"),
    (MAY, "[$-41F]mmmm yyyy", "Mayıs 2017"),
    (MAY, '[$-804]yyyy"年"m"月"', "2017年5月"), (MAY, '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇一七年五月一日"),
    # what a reader's own computer lays out is shown without an order
    (MAY, "[$-F800]dddd, mmmm dd, yyyy", "2017-05-01"),
    # times
    (MAY + 0.5, "dd/mm/yyyy hh:mm", "01/05/2017 12:00"), (0.75, "h:mm AM/PM", "6:00 PM"), (1.5, "[h]:mm", "36:00"),
    (0.5, "[mm]:ss", "720:00"), (MAY + 0.123456, "hh:mm:ss.00", "02:57:46.60"),
    # numbers
    (7, "000", "007"), (12, "00000", "00012"), (0.175, "0.0%", "17.5%"), (1234567.891, "#,##0.00", "1,234,567.89"),
    (-1234.5, "#,##0.00;[Red](#,##0.00)", "(1,234.50)"), (0, '0;-0;"none"', "none"), (0, "0;-0;", ""), (2.5, "0", "3"),
    (-0.2, "0", "0"), (12.5, ".0", "12.5"), (1.5, "# ?/?", "1 1/2"), (1234.5, "0.00E+00", "1.23E+03"),
    (1500000, '0.0,,"M"', "1.5M"),
    (123, "000-00-0000", "000-00-0123"), (5551234567, "(000) 000-0000", "(555) 123-4567"),
    (17, '0 "years"', "17 years"),
    (500, '[>=100]"many";0', "many"), (5, '[>=100]"many";0', "5"),
    # General: eleven places at most
    (123456789012, "General", "1.23457E+11"), (12345678901, "General", "12345678901"), (0.1 + 0.2, "General", "0.3"),
    (3.14159265358979, "General", "3.141592654"), (123456.789012345, "General", "123456.789"),
    (1e20, "General", "1E+20"),
    (0.00001, "General", "0.00001"), (0.0000123456789, "General", "1.23457E-05"),
    # text, truth, and what cannot be shown
    ("007", "@", "007"), ("x", "General", "x"), ("x", '@" (said)"', "x (said)"),
    (True, "0", "TRUE"), (False, "0", "FALSE"),
    (MAY, "[$-107041E]d mmmm yyyy", None), (MAY, "gge", None), (-1, "d/m/yyyy", None), (1, "0;0;0;0;0", None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "code", "text"), SHOWN)
def test_a_number_is_shown_by_its_format(value, code, text):
    assert shown(value, code) == text


def test_dates_may_count_from_1904():
    assert shown(MAY - 1462, "d mmm yyyy", since_1904=True) == "1 May 2017"


@settings(max_examples=300, deadline=None)
@given(
    value=st.one_of(st.integers(-(10**15), 10**15), st.floats(-1e20, 1e20), st.text(max_size=5)),
    code=st.text('0#?.,%E+-/"\\_*[]$@;yYmdhsAPMGenral年 ', max_size=14),
)
def test_formats_of_any_kind_give_text_or_nothing(value, code):
    assert shown(value, code) is None or isinstance(shown(value, code), str)
