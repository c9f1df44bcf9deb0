"""The axis of a case: a span is as wide as its doubt and fades where it is open."""

from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.pages.axis import NARROWEST, WIDTH, Axis, Place, lay

DAYS = st.dates().map(str) | st.none()


def test_a_day_is_narrow_a_season_wide_and_what_is_open_fades():
    spans = [("2017-01-01", "2017-01-01"), ("2017-07-01", "2018-12-31"), ("2018-01-01", None), (None, "2018-01-01"), (None, None)]
    assert lay(spans) == Axis(
        (2017, 2018), [501],
        [Place(0, NARROWEST, ""), Place(248, 752, ""), Place(501, 499, "after"), Place(0, 501, "before"), None],
    )  # fmt: skip
    assert lay([(None, None)]) is None and lay([]) is None


@settings(deadline=None)
@given(st.lists(st.tuples(DAYS, DAYS).map(lambda ends: tuple(sorted(ends)) if all(ends) else ends)))
def test_everything_lies_on_the_axis(spans):
    found = lay(spans)
    for place in found.places if found else ():
        assert place is None or (place.x >= 0 and place.width >= NARROWEST and place.x + place.width <= WIDTH)
