"""The policy: every column classed, nothing of a class that never leaves, mistakes named with their place."""

import pytest
import yaml

from casebook import schema
from casebook.policy import NEVER_LEAVE, PolicyError, check_columns, load
from publishing_world import DATA

WHOLE = yaml.safe_load((DATA / "policy.yml").read_text(encoding="utf-8"))


def press(whole):
    return whole["audiences"]["journalists"]


def level(whole, name):
    return press(whole)["levels"][name]


@pytest.fixture
def changed(tmp_path):
    """Load the policy that ships with one change."""

    def load_with(change):
        whole = yaml.safe_load(yaml.safe_dump(WHOLE))
        change(whole)
        path = tmp_path / "policy.yml"
        path.write_text(yaml.safe_dump(whole), encoding="utf-8")
        return load(path)

    return load_with


def test_the_policy_that_ships_classes_every_column_and_lets_no_private_one_out():
    policy = load(DATA / "policy.yml")
    assert list(policy.whole["cases"]) == schema.names_of("cases")
    assert not {column["class"] for column in policy.columns.values()} & set(NEVER_LEAVE)
    for name in policy.levels:
        assert not {column["class"] for column in policy.at(name).columns.values()} & set(NEVER_LEAVE)
    off = {"records", "differs", "last_confirmed", "case_key", "person", "id", "approved"}
    assert not off & set(policy.columns)
    assert "reasons_believed" in policy.fields - policy.ordinary


@pytest.mark.parametrize(("change", "place"), [
    (lambda whole: whole["cases"].pop("home"), "cases: the column home"),
    (lambda whole: whole["cases"].update(phone={"class": "fact", "field": "name"}), "cases/phone"),
    (lambda whole: whole["cases"].update(home_address={"class": "fact", "field": "name"}), "cases/home_address"),
    (lambda whole: whole["cases"].update(span_start={"class": "fact", "field": "name"}), "cases/span_start"),
    (lambda whole: whole["cases"]["name"].pop("field"), "cases/name"),
    (lambda whole: whole["cases"]["name"].update({"class": "open"}), "cases/name/class"),
    (lambda whole: whole["cases"]["name"].update(colour="red"), "cases/name"),
    (lambda whole: level(whole, "full")["cases"].append("records"), "levels/full/cases: records"),
    (lambda whole: level(whole, "full")["cases"].append("nothing"), "levels/full/cases: nothing"),
    (lambda whole: level(whole, "full")["event_kinds"].append("letter"), "full/event_kinds: letter"),
    (lambda whole: level(whole, "full")["events"].append("repeats"), "full/events: repeats"),
    (lambda whole: level(whole, "partial")["quasi"].append("name"), "levels/partial: name"),
    (lambda whole: level(whole, "partial")["cases"].append("name"), "levels/partial/cases: name"),
    (lambda whole: level(whole, "partial")["cases"].append("summary_en"), "levels/partial/cases: summary_en"),
    (lambda whole: level(whole, "partial")["cases"].append("reasons_believed"), "partial/cases: reasons_believed"),
    (lambda whole: level(whole, "partial")["cases"].append("occupation"), "levels/partial: occupation"),
    (lambda whole: level(whole, "partial")["sensitive"].append("sex"), "named twice"),
    (lambda whole: level(whole, "partial").update(event_kinds=["sighting"]), "partial/event_kinds: sighting"),
    (lambda whole: level(whole, "partial").update(case_names=["text"]), "levels/partial"),
    (lambda whole: level(whole, "partial").update(k=4), "levels/partial/k"),
    (lambda whole: level(whole, "partial").update(l=1), "levels/partial/l"),
    (lambda whole: level(whole, "partial").pop("k"), "levels/partial"),
    (lambda whole: level(whole, "partial").pop("finest"), "levels/partial"),
    (lambda whole: level(whole, "partial")["finest"].update(place="village"), "finest/place"),
    (lambda whole: level(whole, "partial")["finest"].update(date="hour"), "finest/date"),
    (lambda whole: level(whole, "anonymous").update(cases=["name"]), "levels/anonymous"),
    (lambda whole: press(whole)["levels"].update(secret={}), "levels"),
    (lambda whole: press(whole)["levels"].clear(), "levels"),
    (lambda whole: press(whole).update(level="full"), "level"),
    (lambda whole: press(whole).pop("release"), "release"),
    (lambda whole: press(whole)["release"].update(every="day"), "release/every"),
    (lambda whole: press(whole)["release"].update(batch=1), "release/batch"),
    (lambda whole: press(whole)["statistics"].update(round=1), "statistics/round"),
    (lambda whole: press(whole)["statistics"]["topics"].append("records"), "statistics/topics"),
    (lambda whole: press(whole).update(relatives=["name"]), "relatives"),
    (lambda whole: (press(whole).update(relatives=["class"]), press(whole)["levels"].pop("partial")), "relatives"),
    (lambda whole: whole["cases"]["home"].update(finest="year"), "cases/home"),
    (lambda whole: whole["cases"]["arrest"].update(finest="county"), "cases/arrest"),
    (lambda whole: whole["cases"]["place_level"].update(size_of="nothing"), "cases/place_level"),
    (lambda whole: whole["cases"]["age_group"].update(years=1), "cases/age_group"),
    (lambda whole: whole["cases"]["age_group"].update(also="nothing"), "cases/age_group"),
    (lambda whole: whole.pop("guarded"), "guarded"),
    (lambda whole: whole["audiences"].clear(), "no audience"),
])
def test_a_mistake_stops_the_build_and_is_named(changed, change, place):
    with pytest.raises(PolicyError) as caught:
        changed(change)
    assert place in str(caught.value)


@pytest.mark.parametrize("kind", NEVER_LEAVE)
@pytest.mark.parametrize("column", ["sex", "name"])
def test_a_column_of_a_private_class_cannot_be_listed_at_any_level(changed, kind, column):
    with pytest.raises(PolicyError):
        changed(lambda whole: whole["cases"][column].update({"class": kind}))


@pytest.mark.parametrize(("name", "why"), [
    ("phone", "a contact cannot"), ("email", "a contact cannot"), ("home_address", "a contact cannot"),
    ("span_start", "a contact cannot"), ("informant_name", "no edition has"),
])
@pytest.mark.parametrize("at", ["full", "partial"])
def test_a_contact_cannot_be_listed_however_it_is_classed(changed, name, why, at):
    def change(whole):
        whole["cases"][name] = {"class": "fact", "field": "sex"}
        level(whole, at)["cases"].append(name)
        level(whole, at).get("quasi", []).append(name)

    with pytest.raises(PolicyError, match=f"cases/{name}: {why}"):
        changed(change)


def test_each_level_says_less_than_the_one_above_it():
    policy = load(DATA / "policy.yml")
    full, partial, counted = (policy.at(name) for name in policy.levels)
    assert policy.levels == ("full", "partial", "anonymous")
    assert {"name", "names", "summary_en"} <= full.columns.keys() and full.name_columns and full.event_kinds
    assert not {"name", "names", "summary_en"} & (partial.columns.keys() | counted.columns.keys())
    assert not (partial.name_columns or partial.event_kinds or counted.name_columns or counted.event_kinds)
    assert (full.columns["arrest"]["finest"], full.place_precision, full.event_precision) == ("month", None, "month")
    for one in (partial, counted):
        assert (one.columns["arrest"]["finest"], one.columns["arrest_latest"]["finest"]) == ("year", "year")
        assert (one.columns["place"]["finest"], one.place_precision, one.event_precision) == (
            "prefecture", "prefecture", "year")
    assert policy.columns == full.columns
    assert (policy.crowd["k"], policy.crowd["l"], policy.crowd["sensitive"]) == (5, 2, ["status"])
    assert policy.relatives == () and "relatives" not in policy.fields


def test_a_level_never_says_finer_than_the_column(changed):
    policy = changed(lambda whole: (whole["cases"]["arrest"].update(finest="year"),
                                    whole["cases"]["place"].update(finest="region"),
                                    level(whole, "partial")["finest"].update(date="day", place="county")))
    columns = policy.at("partial").columns
    assert (columns["arrest"]["finest"], columns["place"]["finest"]) == ("year", "region")
    assert policy.at("full").columns["place_level"]["finest"] == "region"


def test_what_is_said_of_relatives_needs_a_consent_that_names_it(changed):
    policy = changed(lambda whole: press(whole).update(relatives=["class", "count"]))
    assert "relatives" in policy.fields - policy.ordinary
    assert (policy.at("full").relatives, policy.at("partial").relatives) == (("class", "count"), ())


def test_an_unreadable_file_is_named_with_its_line(tmp_path):
    path = tmp_path / "policy.yml"
    path.write_text("cases:\n  id: {class: [\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="line 3"):
        load(path)
    with pytest.raises(PolicyError):
        load(tmp_path / "missing.yml")


def test_a_new_column_of_the_case_list_stops_the_build():
    policy = load(DATA / "policy.yml")
    check_columns(policy, schema.names_of("cases"))
    with pytest.raises(PolicyError, match="shoe_size"):
        check_columns(policy, [*schema.names_of("cases"), "shoe_size"])
