"""Projecting: a face says what policy and consent allow, coarse, of the person's own standing facts, and once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import consents_faces, projecting, schema
from casebook.coarsening import coarsen, coarsen_bound
from casebook.coarsening_values import leaving
from casebook.policy import PolicyError, load
from casebook.projecting_events import merged
from publishing_world import DATA, key, make


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world", approved=0)


def test_a_face_is_the_published_case_and_nothing_else(world):
    world.consent(1)
    names = ["Rahile Osman", "راھىلە ئوسمان"]
    columns = dict.fromkeys(world.policy.columns) | {
        "name": names[0], "names": " · ".join(names), "sex": "female", "birth": "1985", "birth_earliest": "1985-01-01",
        "birth_latest": "1985-12-31", "ethnicity": "uyghur", "status": "detained", "arrest": "2018-02",
        "arrest_earliest": "2018-01-01", "arrest_latest": "2018-12-31", "place": "650100", "place_level": "county",
        "term_kind": "term", "term_months_min": 96.0, "term_months_max": 96.0,
    }
    nothing = dict.fromkeys(world.policy.event_columns)
    assert world.face(1) == {
        "v": 1, "audience": "journalists", "case": key(1), "example": False, "columns": columns,
        "names": [{"text": names[0], "script": "Latin", "kind": "given in source"},
                  {"text": names[1], "script": "other", "kind": "given in source"}],
        "events": [
            nothing | {"kind": "detention", "edtf": "2018-02", "earliest": "2018-01-01", "latest": "2018-12-31",
                       "place": "650100", "place_level": "county"},
            nothing | {"kind": "sentence", "term_kind": "term", "months_min": 96.0, "months_max": 96.0},
        ],
    }  # fmt: skip


def test_days_become_months_and_birth_becomes_a_year(world):
    world.consent(0)
    columns = world.face(0)["columns"]
    assert (columns["arrest"], columns["birth"]) == ("2017-05", "1971")


def test_only_the_fields_that_were_allowed(world):
    world.consent(0, fields=["name", "sex"])
    face = world.face(0)
    assert {name for name, value in face["columns"].items() if value} == {"name", "names", "sex"}
    assert face["events"] == []


def test_without_consent_to_the_name_there_is_no_face(world):
    world.consent(0, fields=["sex"])
    assert world.face(0) is None


def test_guarded_fields_have_to_be_named(world):
    world.consent(0)
    world.consent(1, fields=["all", "reasons_believed"])
    assert world.face(0)["columns"]["reasons_believed"] is None
    assert world.face(1)["columns"]["reasons_believed"] == "praying at home"


@pytest.mark.parametrize("change", [
    "standing = 'rejected'", "standing = 'no longer said by the source'", "says = 'doubtful'", "says = 'is not so'",
    "reading = 'by machine'", "points_to_source = 'possibly'", "absence = 'withheld'",
])
def test_claims_that_do_not_stand_or_point_to_their_source_stay_inside(world, change):
    world.consent(0)
    world.change(f"""UPDATE claims SET {change} WHERE "key" IN ('dd0', 'st0', 'n0other')""")
    face = world.face(0)
    assert face["columns"]["names"] == "Tursun Barat"
    assert [event["kind"] for event in face["events"]] == ["detention"]
    assert face["events"][0]["edtf"] is None and face["events"][0]["place"] == "653101"


def test_a_name_all_of_whose_claims_fell_makes_no_face(world):
    world.consent(0)
    world.change("UPDATE claims SET standing = 'rejected' WHERE property = 'name'")
    assert world.face(0) is None


def test_private_kinds_of_events_never_leave(world):
    world.consent(0)
    assert "letter" not in {event["kind"] for event in world.face(0)["events"]}


def test_a_new_column_stops_the_build(world):
    world.consent(0)
    world.change("ALTER TABLE cases ADD COLUMN shoe_size TEXT")
    with pytest.raises(PolicyError, match="shoe_size"):
        world.face(0)


def test_hidden_and_private_changes_leave_the_face_as_it_was(world):
    world.consent(0)
    before = consents_faces.sha256(world.face(0))
    world.change("UPDATE cases SET records = 9, differs = 3, last_confirmed = '2024', basis = 'own eyes'")
    world.change("UPDATE names SET text = 'Somebody Else' WHERE text LIKE '%Kin%'")
    world.change("UPDATE events SET edtf = '2021' WHERE kind = 'letter'")
    assert consents_faces.sha256(world.face(0)) == before


@pytest.mark.parametrize(("edtf", "month", "year"), [
    ("2017-05-14", "2017-05", "2017"), ("2017-05", "2017-05", "2017"), ("2017", "2017", "2017"),
    ("2017-05-14?", "2017-05?", "2017?"), ("2017~", "2017~", "2017~"), ("201X", "201X", "201X"),
    ("2017-37", "2017-37", "2017"), ("2017-05-01/2017-05-10", "2017-05", "2017"),
    ("2017-05-01/2018-01-10", "2017-05/2018-01", "2017/2018"), ("../2017-05-14", "../2017-05", "../2017"),
    ("[2018-03-04,2018-04-03]", "[2018-03,2018-04]", "2018"), ("2017-05-14/..", "2017-05/..", "2017/.."),
    ("{2018-03-04,2018-03-05}", "2018-03", "2018"), ("[2017-01-02..2017-03-04]", "[2017-01..2017-03]", "2017"),
    ("", None, None), (None, None, None), ("about then", None, None), ("2017-?05-14", None, None),
])
def test_dates_are_made_coarse(edtf, month, year):
    assert (coarsen(edtf, "month"), coarsen(edtf, "year")) == (month, year)


@given(st.dates(), st.sampled_from(["month", "year"]))
def test_bounds_move_outwards(day, finest):
    low, high = (coarsen_bound(day.isoformat(), finest, bound) for bound in ("earliest", "latest"))
    assert low <= day.isoformat() <= high
    assert coarsen(day.isoformat(), finest) in (low[:7], low[:4])


def event(kind="detention", edtf=None, place=None, low=None, high=None):
    return {"kind": kind, "edtf": edtf, "earliest": low, "latest": high, "place": place}


MAY = event(edtf="2017-05", low="2017-05-01", high="2017-05-31")
YEAR = event(edtf="2017", low="2017-01-01", high="2017-12-31", place="653101")
LATER = event(edtf="2018", low="2018-01-01", high="2018-12-31")


@pytest.mark.parametrize(("told", "kept"), [
    ([], []), ([MAY, MAY, MAY], [MAY]), ([YEAR, MAY], [MAY | {"place": "653101"}]), ([MAY, LATER], [MAY, LATER]),
    ([event(), MAY], [MAY]), ([event(place="650100"), YEAR], [YEAR, event(place="650100")]),
    ([MAY, event("release", "2017-05", None, "2017-05-01", "2017-05-31")],
     [MAY, event("release", "2017-05", None, "2017-05-01", "2017-05-31")]),
])
def test_an_event_told_by_several_sources_is_told_once(told, kept):
    assert merged(told) == kept
    assert merged(told[::-1]) == kept


def test_faces_are_found_for_many_cases_at_once(world):
    db = schema.connect(world.cases, readonly=True)
    found = dict(projecting.faces(db, world.policy, {key(n): world.policy.ordinary for n in range(5)}))
    db.close()
    assert sorted(found) == [key(n) for n in range(4)]


@pytest.mark.parametrize(("column", "value", "left"), [
    ("occupation", "Baker", "Baker"), ("occupation", "teacher of my uncle Sidiq", None),
    ("occupation", "Baker; friend of Sidiq", None), ("occupation", "Baker; Imam", "Baker; Imam"),
    ("home", "Kashgar City", "Kashgar City"),
    ("home", "near 653101", "near 653101"), ("home", "the house behind Sidiq's shop", None),
    ("place", "Prison, Aksu; call his brother", None), ("ethnicity", "Uyghur", "Uyghur"),
    ("status", "told by his brother", None), ("reasons_official", "he told everyone about us", None),
])  # fmt: skip
def test_words_that_no_vocabulary_holds_stay_inside(world, column, value, left):
    columns = load(DATA / "policy.yml").columns
    assert leaving(value, columns[column]) == left


@pytest.mark.parametrize(("claim", "fields"), [
    ("sex0", ["sex"]), ("birth0", ["birth", "birth_earliest", "birth_latest", "age_group"]),
    ("st0", ["term_kind", "term_months_min", "term_months_max"]),
    ("dd0", ["arrest", "arrest_earliest", "arrest_latest"]),
])
def test_a_field_that_only_pointing_claims_support_stays_inside(world, claim, fields):
    world.consent(0)
    world.change("""UPDATE claims SET points_to_source = 'yes' WHERE "key" = ? OR (property = 'date' AND ? = 'dd0')""",
                 claim, claim)
    columns = world.face(0)["columns"]
    assert all(columns[name] is None for name in fields)
    assert columns["ethnicity"] == "uyghur"
