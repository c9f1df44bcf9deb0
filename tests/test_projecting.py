"""Projecting: a face says what policy and consent allow, coarse, of the person's own standing facts, and once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook import consents_faces, projecting, schema
from casebook.coarsening import coarsen, coarsen_bound
from casebook.coarsening_values import leaving
from casebook.consents import Permission
from casebook.policy import PolicyError, load
from casebook.projecting_events import merged
from publishing_world import DATA, key, make


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world", approved=0)


def test_a_face_is_the_published_case_and_nothing_else(world):
    world.consent(1)
    names = ["Rahile Osman", "راھىلە ئوسمان"]
    columns = dict.fromkeys(world.policy.at("full").columns) | {
        "name": names[0], "names": " · ".join(names), "sex": "female", "birth": "1985", "birth_earliest": "1985-01-01",
        "birth_latest": "1985-12-31", "ethnicity": "uyghur", "status": "detained", "arrest": "2018-02",
        "arrest_earliest": "2018-01-01", "arrest_latest": "2018-12-31", "place": "650100", "place_level": "county",
        "term_kind": "term", "term_months_min": 96.0, "term_months_max": 96.0,
    }
    nothing = dict.fromkeys(world.policy.event_columns)
    assert world.face(1) == {
        "v": 2, "audience": "journalists", "case": key(1), "example": False, "level": "full", "minor": False,
        "columns": columns, "relatives": [], "asks": [],
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


def test_without_consent_to_the_name_nothing_names_anybody(world):
    world.consent(0, fields=["sex", "arrest", "place", "events"])
    face = world.face(0)
    columns = dict.fromkeys(world.policy.at("partial").columns) | {
        "sex": "male", "arrest": "2017", "arrest_earliest": "2017-01-01", "arrest_latest": "2017-12-31", "place": "653100"}
    assert (face["level"], face["columns"], face["names"]) == ("partial", columns, [])


@pytest.mark.parametrize(("consent", "level"), [
    ({}, "full"), ({"level": "partial"}, "partial"), ({"level": "anonymous"}, "anonymous"), ({"fields": ["sex"]}, "partial"),
])
def test_a_face_is_of_the_level_that_is_allowed(world, consent, level):
    world.consent(0, **consent)
    face = world.face(0)
    assert (face["level"], set(face["columns"])) == (level, set(world.policy.at(level).columns))
    assert bool(face["names"]) is (level == "full")


@pytest.mark.parametrize("field", sorted(load(DATA / "policy.yml").fields - {"name"}))
def test_a_consent_to_a_field_lets_its_columns_out_and_no_other(world, field):
    world.consent(0, fields=["name", field])
    policy, face = world.policy, world.face(0)
    said = {name for name, value in face["columns"].items() if value is not None}
    assert {policy.columns[name]["field"] for name in said} <= {"name", field}
    assert face["events"] == [], "a detention needs the arrest too, a sentence the sentence"


@pytest.mark.parametrize(("without", "columns", "events"), [
    ("arrest", {"arrest", "arrest_earliest", "arrest_latest", "end_latest"}, [("sentence", None, 204.0)]),
    ("place", {"place", "place_level"}, [("detention", None, None), ("sentence", None, 204.0)]),
    ("sentence", {"term_kind", "term_months_min", "term_months_max", "end_latest"}, [("detention", "653101", None)]),
    ("events", set(), []),
])
def test_what_is_kept_back_is_not_told_in_another_way(world, without, columns, events):
    world.change("UPDATE cases SET end_latest = '2034-05-14' WHERE case_key = ?", key(0))
    world.consent(0)
    whole = world.face(0)
    world.consent(0, fields=sorted(world.policy.ordinary - {without}))
    face = world.face(0)
    gone = {name for name, value in whole["columns"].items() if value is not None and face["columns"][name] is None}
    assert gone == columns
    assert [(event["kind"], event["place"], event["months_min"]) for event in face["events"]] == events


@pytest.mark.parametrize(("birth", "minor"), [
    ("2006-06-01", False), ("2006-06-02", True), ("2010-01-01", True), (None, False),
])
def test_who_may_be_a_minor_is_not_named_without_a_guardian(world, birth, minor):
    world.change("UPDATE cases SET birth_earliest = ?, birth_latest = ? WHERE case_key = ?", birth, birth, key(0))
    if birth is None:
        world.change("DELETE FROM claims WHERE property = 'birth'")
    world.consent(0)
    face = world.face(0)
    assert (face["minor"], face["level"]) == (minor, "partial" if minor else "full")
    world.consent(0, giver="guardian")
    assert world.face(0)["level"] == "full"


@pytest.mark.parametrize(("change", "minor"), [
    ("property = 'age', latest = '2010-05-01', earliest = '2009-05-01'", True),
    ("property = 'age', latest = '2010-05-01', reading = 'by machine'", True),
    ("property = 'age', amount_min = 15", True), ("property = 'age', amount_min = 40", False),
    ("latest = '2010-05-01', says = 'doubtful'", True), ("latest = '2010-05-01', standing = 'rejected'", False),
    ("earliest = '1980-01-01', latest = NULL", True), ("earliest = '1980-01-01', latest = '1980-12-31'", False),
])
def test_without_a_date_of_birth_anything_that_is_said_of_the_age_counts(world, change, minor):
    world.change("UPDATE cases SET birth_earliest = NULL, birth_latest = NULL WHERE case_key = ?", key(0))
    world.change("""UPDATE claims SET earliest = NULL, latest = NULL WHERE "key" = 'birth0'""")
    world.change(f"""UPDATE claims SET {change} WHERE "key" = 'birth0'""")
    world.consent(0)
    assert world.face(0)["minor"] is minor


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
    found = dict(projecting.faces(db, world.policy, {key(n): Permission("full", world.policy.ordinary) for n in range(5)}))
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


@pytest.mark.parametrize(("claim", "fields", "asks"), [
    ("sex0", ["sex"], "sex"), ("birth0", ["birth", "birth_earliest", "birth_latest"], "birth"),
    ("st0", ["term_kind", "term_months_min", "term_months_max"], "sentence"),
    ("dd0", ["arrest", "arrest_earliest", "arrest_latest"], "arrest"), ("n0", ["name", "names"], "name"),
])
def test_a_field_that_only_pointing_claims_support_asks_who_else_could_have_known_it(world, claim, fields, asks):
    world.consent(0)
    before = world.face(0)
    world.change(f"""UPDATE claims SET points_to_source = 'yes' WHERE "key" GLOB '{claim}*'""")
    face = world.face(0)
    assert face["asks"] == [asks]
    assert {name: face["columns"][name] for name in fields} == {name: before["columns"][name] for name in fields}


def test_all_that_one_pointing_source_says_is_asked_about(world):
    world.consent(0)
    before = world.face(0)
    world.change("UPDATE claims SET points_to_source = 'possibly'")
    face = world.face(0)
    assert face | {"asks": []} == before
    assert face["asks"] == ["arrest", "birth", "ethnicity", "events", "name", "place", "sentence", "sex", "status"]


def test_of_two_claims_the_value_is_that_of_the_one_that_points_to_nobody(world):
    """The exact month comes from somebody inside; that it was in 2017 is known to others."""
    world.consent(0)
    world.change("UPDATE claims SET points_to_source = 'yes', earliest = '2017-05-14', latest = '2017-05-14'"
                 """ WHERE "key" = 'dd0'""")
    world.change("""INSERT INTO claims ("key", mention, record, event, property, edtf, earliest, latest, says, standing,
        reading, points_to_source) SELECT 'other', mention, record, event, property, '2017', '2017-01-01', '2017-12-31', says,
        standing, reading, 'no' FROM claims WHERE "key" = 'dd0'""")
    face = world.face(0)
    assert (face["columns"]["arrest"], face["columns"]["arrest_latest"], face["asks"]) == ("2017", "2017-12-31", [])
    assert face["events"][0]["edtf"] is None


def with_relatives(world):
    text = world.policy_file.read_text(encoding="utf-8")
    world.policy_file.write_text(text.replace("    levels:\n", "    relatives: [class, count, outcome]\n    levels:\n", 1),
                                 encoding="utf-8")
    world.change("""INSERT INTO relations ("key", mention, other, code, count) SELECT b."key", a.id, b.id, 'BRO', 2
        FROM mentions a JOIN mentions b ON b.record = a.record WHERE a.role = 'subject' AND b.role = 'relative'""")
    world.change("UPDATE mentions SET person = id WHERE person IS NULL")
    world.change("""INSERT INTO claims ("key", mention, record, property, value, says, standing, reading, points_to_source)
        SELECT 'kin' || id, id, record, 'status', 'released', 'is so', 'stands', 'stated', 'no' FROM mentions
        WHERE role = 'relative'""")


@pytest.mark.parametrize(("case", "own", "told"), [
    (["all"], ["all"], []), (["all", "relatives"], None, []), (["all", "relatives"], ["name"], []),
    (["all", "relatives"], ["all"], [("sibling", 2, "released")]),
    (["all", "relatives"], ["relatives"], [("sibling", 2, "released")]),
])
def test_of_relatives_their_class_number_and_fate_are_told_when_both_allow_it(world, case, own, told):
    with_relatives(world)
    world.consent(0, fields=case)
    if own:
        world.consent(0, giver="person", of="list:0/relative:Kin", fields=own)
    face = world.face(0)
    assert [(one["class"], one["count"], one["outcome"]) for one in face["relatives"]] == told
    assert "Kin" not in str(face)


@pytest.mark.parametrize(("change", "told"), [
    ("DELETE FROM relations", []),
    ("UPDATE claims SET value = 'hospital' WHERE property = 'status'", [("sibling", 2, None)]),
    ("UPDATE claims SET points_to_source = 'yes' WHERE property = 'status'", [("sibling", 2, None)]),
    ("UPDATE relations SET code = 'COUSN', count = NULL", [("kin", 1, "released")]),
    ("UPDATE relations SET mention = other, other = mention, code = 'FTH'", [("child", 1, "released")]),
])
def test_of_relatives_no_more_is_told_than_claims_say(world, change, told):
    with_relatives(world)
    world.change(change)
    world.consent(0, fields=["all", "relatives"])
    world.consent(0, giver="person", of="list:0/relative:Kin")
    assert [(one["class"], one["count"], one["outcome"]) for one in world.face(0)["relatives"]] == told


def test_two_mentions_of_one_relative_are_one_relative(world):
    with_relatives(world)
    world.change("""INSERT INTO mentions ("key", record, role, person) SELECT 'other:1/subject:Name', record, 'subject', person
        FROM mentions WHERE "key" = 'list:0/relative:Kin'""")
    world.consent(0, fields=["all", "relatives"])
    mentions = ["list:0/relative:Kin", "other:1/subject:Name"]
    for mention in mentions:
        world.consent(0, giver="person", of=mention)
    of = sorted(consents_faces.digest(key(0), mention) for mention in mentions)
    assert world.face(0)["relatives"] == [{"class": "sibling", "count": 2, "outcome": "released", "of": of}]


@pytest.mark.parametrize("permission", [
    Permission("full", frozenset({"name"})), Permission("partial", frozenset({"home"})), Permission(),
])
def test_of_whom_nothing_would_be_said_there_is_no_face(world, permission):
    world.change("UPDATE claims SET standing = 'rejected' WHERE property = 'name'")
    db = schema.connect(world.cases, readonly=True)
    assert list(projecting.faces(db, world.policy, {key(0): permission})) == []
    db.close()
