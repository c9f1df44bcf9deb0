"""The policy: every column classed, nothing of a class that never leaves, mistakes named with their place."""

import pytest
import yaml

from casebook import schema
from casebook.policy import NEVER_LEAVE, PolicyError, check_columns, load
from publishing_world import DATA

WHOLE = yaml.safe_load((DATA / "policy.yml").read_text(encoding="utf-8"))


def press(whole):
    return whole["audiences"]["journalists"]


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
    (lambda whole: press(whole)["cases"].append("records"), "journalists/cases: records"),
    (lambda whole: press(whole)["cases"].append("nothing"), "journalists/cases: nothing"),
    (lambda whole: press(whole)["event_kinds"].append("letter"), "event_kinds: letter"),
    (lambda whole: press(whole)["events"].append("repeats"), "events: repeats"),
    (lambda whole: press(whole).update(level="anything"), "level"),
    (lambda whole: whole.pop("guarded"), "guarded"),
    (lambda whole: whole["audiences"].clear(), "no audience"),
])
def test_a_mistake_stops_the_build_and_is_named(changed, change, place):
    with pytest.raises(PolicyError) as caught:
        changed(change)
    assert place in str(caught.value)


@pytest.mark.parametrize("kind", NEVER_LEAVE)
def test_a_column_of_a_private_class_cannot_be_listed(changed, kind):
    with pytest.raises(PolicyError):
        changed(lambda whole: whole["cases"]["home"].update({"class": kind}))


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
