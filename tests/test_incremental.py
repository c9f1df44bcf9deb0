"""The law of import: whatever files come, are corrected and undone, the build is the one made from nothing."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workshop import SHEET, Workshop

HEADER = "No,Name,Born,Taken,Where,Sentence,Told by,Phone,Notes"
NAMES = ["Sabir Qurbanov", "Mihray Sadir", "Halide Qurbanova", "Tilla Ömerjan"]

row = st.builds(
    lambda number, name, *rest: ",".join((number, name, *rest)),
    st.sampled_from(["1", "2", "3", "04"]),
    st.sampled_from(NAMES),
    st.sampled_from(["", "1971", "3 May 1980", "unknown", "long ago"]),
    st.sampled_from(["", "May 2017", "Mar-17", "late 2018"]),
    st.sampled_from(["", "Hotan County", "nowhere known"]),
    st.sampled_from(["", "15 years", "life imprisonment"]),
    st.sampled_from(["", "Halide Qurbanova", "Zeynep Isaq"]),
    st.sampled_from(["", "+90 532 000 11 22"]),
    st.sampled_from(
        ["", "Zeynep Isaq has seen him", "Halide Qurbanova wrote", "call 0090 532 000 33 44", '"two, words"']
    ),
)
sheet = st.lists(row, max_size=5).map(lambda rows: "\n".join([HEADER, *rows]) + "\n")
step = st.one_of(
    st.tuples(st.just("add"), sheet), st.tuples(st.just("replace"), sheet), st.tuples(st.just("undo"), st.just(""))
)
KEYED = SHEET
BARE = SHEET.replace("key: No\n", "").replace("  No: source_id\n", "") + "ignore: ['No']\n"


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(first=sheet, steps=st.lists(step, max_size=4), yml=st.sampled_from([KEYED, BARE]))
def test_incremental_equals_rebuild(first, steps, yml):
    with tempfile.TemporaryDirectory() as place:
        shop = Workshop(Path(place))
        shop.source("list", yml, sheet0_csv=first)
        shop.run()
        live = ["sheet0.csv"]
        for number, (what, text) in enumerate(steps, start=1):
            name = f"sheet{number}.csv"
            if what == "undo" and live:
                shop.undo("list")
                live.pop()
            elif what != "undo":
                shop.receive("list", name, text, replaces=live[-1] if what == "replace" and live else None)
                live.append(name)
            conserved(shop.run())
        assert shop.hashes() == shop.rebuilt().hashes()


def conserved(summary):
    for taken in summary.files.values():
        assert taken.rows == taken.new + taken.changed + taken.unchanged + taken.quarantined


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=sheet)
def test_rows_in_are_rows_stored_and_rows_set_aside(text):
    with tempfile.TemporaryDirectory() as place:
        shop = Workshop(Path(place))
        shop.source("list", KEYED, sheet_csv=text)
        summary = shop.run()
        rows = text.count("\n") - 1
        assert summary.files["list/sheet.csv"].rows == rows
        stored, aside = shop.rows("SELECT rows_stored, rows_quarantined FROM files")[0]
        assert stored + aside == rows
        assert len(shop.contacts("SELECT * FROM quarantined")) == aside
