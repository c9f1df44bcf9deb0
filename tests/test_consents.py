"""Consents: default deny, per field, purpose, audience and day; the stricter word counts; approvals by two people."""

import pytest

from casebook import consents, consents_approvals, consents_faces, decisions
from casebook.consents_faces import as_now
from casebook.decisions import Decision
from casebook.policy import Policy, load
from casebook.saying_more import says_more
from publishing_world import DATA, DAY, key, make

POLICY = load(DATA / "policy.yml")
ALL = POLICY.ordinary
BEFORE, AFTER = "2023-12-31", "2024-06-01"


def lines(*told):
    """Decisions from (kind, fields) pairs on one case, in order."""
    return [Decision("log.jsonl", place + 1, "", fields.pop("by", "Nadia"), kind, "", {"case": key(0)} | fields,
                     place=place) for place, (kind, fields) in enumerate(told)]


def yes(**fields):
    return ("consent", {"giver": "family", "fields": ["all"], "purposes": ["journalists"], "given": "2024-01-01",
                        "how": "form", "basis": "consent"} | fields)


def no(**fields):
    return ("withdraw", {"giver": "family"} | fields)


@pytest.mark.parametrize(("told", "day", "allowed"), [
    ([], AFTER, set()),
    ([yes()], AFTER, ALL),
    ([yes()], BEFORE, set()),
    ([yes(until="2024-05-31")], AFTER, set()),
    ([yes(until="2024-06-01")], AFTER, ALL),
    ([yes(purposes=["public"])], AFTER, ALL),
    ([yes(purposes=["keep", "researchers", "UN"])], AFTER, set()),
    ([yes(fields=["name", "arrest"])], AFTER, {"name", "arrest"}),
    ([yes(fields=["all", "reasons_believed"])], AFTER, POLICY.fields),
    ([yes(fields=["informant", "name"])], AFTER, {"name"}),
    ([yes(), yes(fields=["name"])], AFTER, {"name"}),
    ([yes(fields=["name"]), yes()], AFTER, ALL),
    ([yes(until="2024-02-01"), yes(until="2025-02-01")], AFTER, ALL),
    ([yes(), yes(purposes=["keep"])], AFTER, set()),
    ([yes(), yes(giver="guardian", fields=["name", "sex"])], AFTER, {"name", "sex"}),
    ([yes(), yes(giver="guardian", purposes=["keep"])], AFTER, set()),
    ([yes(), yes(giver="guardian", until="2024-02-01")], AFTER, ALL),
    ([yes(of="list:0/relative:Kin")], AFTER, set()),
    ([yes(), no()], AFTER, set()),
    ([yes(), no(fields=["place"])], AFTER, ALL - {"place"}),
    ([yes(), no(fields=["a word unknown here"])], AFTER, set()),
    ([yes(), no(audiences=["public"])], AFTER, ALL),
    ([yes(), no(audiences=["journalists"])], AFTER, set()),
    ([yes(), no(), yes()], AFTER, ALL),
    ([yes(), no(giver="guardian"), yes()], AFTER, set()),
    ([yes(), no(mention="list:0/informant:By"), yes()], AFTER, set()),
    ([yes(), ("hold", {})], AFTER, set()),
    ([yes(), ("hold", {"fields": ["birth"]})], AFTER, ALL - {"birth"}),
    ([yes(), ("hold", {"fields": ["birth"]}), yes()], AFTER, ALL - {"birth"}),
])
def test_what_a_day_and_a_log_allow(told, day, allowed):
    standing = consents.standings(lines(*told)).get(key(0), consents.Standing())
    assert consents.allowed_fields(standing, POLICY, day) == allowed


@pytest.mark.parametrize(("told", "basis"), [
    ([], ""), ([yes()], "consent"), ([yes(basis="public campaign")], "public campaign"),
    ([yes(), yes(giver="campaign", basis="public campaign")], "consent"), ([yes(until="2024-02-01")], ""),
])
def test_on_whose_word_a_case_is_told(told, basis):
    assert consents.basis(consents.standings(lines(*told)).get(key(0), consents.Standing()), AFTER) == basis


@pytest.mark.parametrize(("told", "why"), [
    ([("hold", {})], "no consent"), ([yes(until="2024-02-01")], "consent expired"),
    ([yes(purposes=["keep"])], "no consent for this audience"), ([yes(), no()], "withdrawn"),
    ([yes(), ("hold", {})], "held"),
])
def test_why_a_case_is_held_back(told, why):
    assert consents.why_not(consents.standings(lines(*told))[key(0)], POLICY, AFTER) == why


def face(**columns):
    said = {"name": "A", "birth": "1971", "status": "detained", "arrest": "2017-05", "place": None}
    return {"v": 1, "audience": "journalists", "case": key(0), "example": False, "names": [{"text": "A"}], "events": [],
            "columns": said | columns}


@pytest.mark.parametrize(("change", "more"), [
    ({}, False), ({"birth": None}, False), ({"status": "released"}, False), ({"arrest": "2017"}, False),
    ({"arrest": "2017-05-03"}, True), ({"arrest": "2018"}, True), ({"place": "653101"}, True), ({"name": "B"}, True),
    ({"summary_en": "a text"}, True), ({"birth": "1972"}, True),
])
def test_what_is_finer_or_new_says_more(change, more):
    assert says_more(face(), face(**change)) is more


def test_another_name_or_event_says_more():
    assert says_more(face(), face() | {"names": [{"text": "A"}, {"text": "B"}]})
    assert says_more(face(), face() | {"events": [{"kind": "detention"}]})
    assert not says_more(face() | {"events": [{"kind": "detention"}]}, face())


FACES = {"first": face(), "less": face(birth=None), "more": face(place="653101"),
         "other audience": face() | {"audience": "public"}, "other case": face() | {"case": key(1)}}


def approve(by, name, **fields):
    return ("approve", {"by": by, "audience": "journalists", "projection": name} | fields)


@pytest.mark.parametrize(("told", "shown"), [
    ([], None),
    ([approve("A", "first")], None),
    ([approve("A", "first"), approve("A", "first")], None),
    ([approve("A", "first"), approve(" a ", "first")], None),
    ([approve("A", "first"), approve("B", "first")], "first"),
    ([approve("A", "first"), approve("B", "less")], None),
    ([approve("A", "first"), approve("B", "first"), approve("A", "more")], "first"),
    ([approve("A", "first"), approve("B", "first"), approve("A", "more"), approve("C", "more")], "more"),
    ([approve("A", "first"), approve("B", "first"), approve("C", "less")], "less"),
    ([approve("A", "less"), approve("B", "less"), approve("C", "first")], "less"),
    ([approve("A", "unknown"), approve("B", "unknown")], None),
    ([approve("A", "other audience"), approve("B", "other audience")], None),
    ([approve("A", "other case"), approve("B", "other case")], None),
    ([approve("A", "first", audience="public"), approve("B", "first")], None),
    ([approve("A", "first"), approve("B", "first"), no(), approve("A", "first")], "first"),
    ([approve("casebook", "first", basis="public campaign")], None),
])
def test_which_face_is_approved(told, shown):
    standing = consents.standings(lines(yes(), *told))[key(0)]
    found = consents_approvals.approved(standing, POLICY, FACES.get)
    assert (found and found.projection) == shown


def test_what_was_withdrawn_takes_two_again(tmp_path):
    told = [yes(), approve("A", "more"), approve("B", "more"), no(fields=["place"]), yes(), approve("C", "more")]
    standing = consents.standings(lines(*told))[key(0)]
    found = consents_approvals.approved(standing, POLICY, FACES.get)
    assert consents.withdrawn(standing, POLICY, found.place) == {"place"}
    again = consents.standings(lines(*told, approve("D", "more")))[key(0)]
    found = consents_approvals.approved(again, POLICY, FACES.get)
    assert consents.withdrawn(again, POLICY, found.place) == frozenset()


@pytest.mark.parametrize(("consent_example", "line_example", "face_example", "by", "basis", "shown"), [
    (True, True, True, "casebook", "public campaign", True),
    (False, True, True, "casebook", "public campaign", False),
    (True, False, True, "casebook", "public campaign", False),
    (True, True, False, "casebook", "public campaign", False),
    (True, True, True, "Nadia", "public campaign", False),
    (True, True, True, "casebook", "consent", False),
])
def test_one_line_suffices_for_a_public_campaign_of_the_example_alone(
        tmp_path, consent_example, line_example, face_example, by, basis, shown):
    shape = face() | {"example": face_example}
    name = consents_faces.save(tmp_path, shape)
    decisions.append(tmp_path, "consent", "casebook", case=key(0), giver="campaign", fields=["all"],
                     purposes=["public"], given="2024-01-01", how="published by the campaign", basis=basis,
                     example=consent_example)
    decisions.append(tmp_path, "approve", by, case=key(0), audience="journalists", projection=name, basis=basis,
                     example=line_example)
    standing = consents.standings(decisions.read(tmp_path))[key(0)]
    found = consents_approvals.approved(standing, POLICY, lambda digest: consents_faces.load(tmp_path, digest))
    assert (found is not None) is shown


ASKING = {"one": as_now(face(sex="male")) | {"asks": ["sex"]}, "other": as_now(face(sex="male", status="released")) | {
    "asks": ["sex"]}, "less": as_now(face())}
TOLD = {"sex": "a whole village saw it"}


@pytest.mark.parametrize(("told", "asked"), [
    ([approve("A", "one", answers=TOLD), approve("B", "one", answers=TOLD)], set()),
    ([approve("A", "one", answers=TOLD), approve("B", "one")], {"sex"}),
    ([approve("A", "one"), approve("B", "one", answers={"birth": "anybody"})], {"sex"}),
    ([approve("A", "one", answers=TOLD), approve("a ", "one", answers=TOLD), approve("B", "one")], {"sex"}),
    ([approve("A", "one", answers=TOLD), approve("B", "one"), approve("B", "one", answers=TOLD)], set()),
    ([approve("A", "one", answers=TOLD), approve("B", "one"), approve("C", "one", answers=TOLD)], set()),
    ([approve("A", "one"), approve("B", "one"), approve("C", "one", answers=TOLD)], {"sex"}),
    ([approve("A", "one", answers=TOLD), approve("B", "one", answers=TOLD), approve("C", "other")], {"sex"}),
    ([approve("A", "one", answers=TOLD), approve("B", "one", answers=TOLD), approve("C", "other", answers=TOLD)], set()),
])
def test_what_points_to_its_source_is_shown_when_everyone_needed_has_answered(told, asked):
    found = consents_approvals.approved(consents.standings(lines(yes(), *told))[key(0)], POLICY, ASKING.get)
    assert found.asked == asked
    assert (consents_approvals.as_shown(found, POLICY.fields, POLICY)["columns"]["sex"] is None) is bool(asked)


@pytest.mark.parametrize(("last", "shown"), [
    (approve("C", "other", answers=TOLD), "one"), (approve("C", "less"), "less"),
])
def test_nobody_alone_lets_out_what_two_have_not_answered(last, shown):
    """Sex was in the face that two approved, and unanswered: a corrected face with it says more than was shown."""
    told = [approve("A", "one"), approve("B", "one"), last]
    found = consents_approvals.approved(consents.standings(lines(yes(), *told))[key(0)], POLICY, ASKING.get)
    assert (found.projection, "sex" in found.asked) == (shown, shown == "one")


@pytest.mark.parametrize(("told", "by", "agreed"), [
    ([approve("A", "first"), approve("B", "first")], ("A", "B"), "first"),
    ([approve("A", "first"), approve("B", "first"), approve("C", "less")], ("C",), "first"),
    ([approve("A", "first"), approve("B", "first"), approve("C", "less"), approve("A", "less")], ("C", "A"), "less"),
])
def test_who_stands_for_a_face_and_which_two_last_agreed_on(told, by, agreed):
    found = consents_approvals.approved(consents.standings(lines(yes(), *told))[key(0)], POLICY, FACES.get)
    assert (found.by, found.agreed) == (by, as_now(FACES[agreed]))


@pytest.mark.parametrize(("before", "after", "more"), [
    ({"status": None}, {"status": "detained"}, True), ({"term_kind": None}, {"term_kind": "term"}, True),
    ({"place": "653101"}, {"place": "653100"}, False), ({"place": "653100"}, {"place": "653101"}, True),
    ({"place": "Kashgar City"}, {"place": "Kashgar Prefecture"}, False), ({"place": "653101"}, {"place": "653125"}, True),
    ({"place": "near 653101"}, {"place": "653101"}, True), ({"place": "near 653101"}, {"place": "near 653100"}, False),
    ({"place": "653101"}, {"place": "somewhere"}, True), ({"place": "somewhere"}, {"place": "653101"}, True),
    ({"arrest_earliest": "2017-05-01"}, {"arrest_earliest": "2017-01-01"}, False),
    ({"arrest_earliest": "2017-01-01"}, {"arrest_earliest": "2017-05-01"}, True),
    ({"arrest_latest": "2017-05-31"}, {"arrest_latest": "2017-12-31"}, False),
    ({"arrest_latest": "2017-12-31"}, {"arrest_latest": "2017-05-31"}, True),
    ({"term_months_min": 204.0}, {"term_months_min": 180.0}, False),
    ({"term_months_max": 204.0}, {"term_months_max": 180.0}, True),
])
def test_a_place_around_and_wider_bounds_say_less(before, after, more):
    assert says_more(face(**before), face(**after)) is more


MAY = {"kind": "detention", "edtf": "2017-05", "place": "653101"}
BROTHER = {"class": "sibling", "count": 1, "outcome": "released", "of": ["x"]}


@pytest.mark.parametrize(("before", "after", "more"), [
    ({"events": [MAY]}, {"events": [MAY | {"edtf": "2017", "place": "653100"}]}, False),
    ({"events": [MAY]}, {"events": [MAY | {"kind": "release"}]}, True),
    ({"events": [MAY]}, {"events": [MAY | {"edtf": "2018"}]}, True),
    ({}, {"relatives": [BROTHER]}, True), ({"relatives": [BROTHER]}, {}, False),
    ({"relatives": [BROTHER]}, {"relatives": [BROTHER | {"outcome": None}]}, False),
    ({"relatives": [BROTHER]}, {"relatives": [BROTHER | {"count": 2}]}, True),
    ({"level": "partial"}, {"level": "full"}, True), ({"level": "full"}, {"level": "partial"}, False),
    ({"minor": True}, {"minor": False}, True), ({"minor": False}, {"minor": True}, False),
])
def test_what_else_says_more(before, after, more):
    assert says_more(as_now(face()) | before, as_now(face()) | after) is more


@pytest.mark.parametrize(("told", "name", "needed"), [
    ([], "first", 2), ([approve("A", "first"), approve("B", "first")], "less", 1),
    ([approve("A", "first"), approve("B", "first")], "more", 2),
    ([approve("A", "first"), approve("B", "first"), no()], "first", 2),
])
def test_how_many_have_to_approve_a_face_now(told, name, needed):
    standing = consents.standings(lines(yes(), *told))[key(0)]
    found = consents_approvals.approved(standing, POLICY, FACES.get)
    assert consents_approvals.still_needed(found, standing, POLICY, FACES[name]) == needed


def test_a_face_of_the_first_version_is_read_as_one_of_somebody_named():
    assert as_now(face()) == face() | {"v": 2, "level": "full", "minor": False, "relatives": [], "asks": []}


def test_what_is_left_of_a_face_is_nothing_without_its_name_or_without_anything():
    assert consents_faces.trimmed(as_now(face()), ALL - {"name"}, POLICY) is None
    partly = as_now(face(name=None)) | {"level": "partial", "names": []}
    assert consents_faces.trimmed(partly, ALL - {"name"}, POLICY)["columns"]["arrest"] == "2017-05"
    assert consents_faces.trimmed(partly, frozenset({"name", "home"}), POLICY) is None


@pytest.mark.parametrize(("allowed", "left"), [(None, 1), (frozenset({"kin", "other"}), 1), (frozenset({"other"}), 0)])
def test_a_relative_is_left_while_that_relative_allows_it(allowed, left):
    told = BROTHER | {"of": [consents_faces.digest(key(0), "kin")]}
    rule = Policy("journalists", "", POLICY.whole | {"audiences": {"journalists": POLICY.rules | {"relatives": ["class"]}}})
    found = consents_faces.trimmed(as_now(face()) | {"relatives": [told]}, ALL | {"relatives"}, rule, allowed)
    assert found["relatives"] == [told | {"count": None, "outcome": None}] * left


@pytest.mark.parametrize(("fields", "text"), [(ALL, "A baker."), (ALL - {"birth"}, None), (ALL - {"home"}, "A baker.")])
def test_a_text_goes_with_anything_that_it_may_have_told(fields, text):
    shape = as_now(face(summary_en="A baker."))
    assert consents_faces.trimmed(shape, fields, POLICY)["columns"]["summary_en"] == text


def test_a_face_whose_bytes_were_changed_is_no_face(tmp_path):
    name = consents_faces.save(tmp_path, face())
    assert consents_faces.load(tmp_path, name) == face()
    path = tmp_path / "projections" / f"{name}.json"
    path.write_bytes(path.read_bytes().replace(b"1971", b"1972"))
    assert consents_faces.load(tmp_path, name) is None


def test_undone_lines_do_not_count(tmp_path):
    world = make(tmp_path / "world")
    approvals = [one for one in decisions.read(world.log) if one.kind == "approve" and one["case"] == key(0)]
    world.say("undo", undo=approvals[0].seq)
    standing = consents.standings(decisions.read(world.log))[key(0)]
    assert len(standing.approvals) == 1
    assert consents.allowed_fields(standing, POLICY, DAY)


def test_the_audiences_a_case_is_approved_for():
    told = lines(yes(), approve("A", "first"), approve("B", "first"))
    assert consents_approvals.audiences(told, [POLICY], FACES.get) == {key(0): "journalists"}
    assert consents_approvals.audiences(told[:2], [POLICY], FACES.get) == {}
