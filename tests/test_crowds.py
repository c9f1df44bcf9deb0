"""Editions of cases without a name: who is a row, who is only counted, who waits, and what joining editions tells."""

import sqlite3
from collections import Counter, defaultdict
from contextlib import closing

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook import consents_faces, editions, policy, publication, publishing, publishing_file, signing
from casebook.checking import check
from casebook.publishing_candidates import PublishError, Report
from casebook.publishing_statistics import rounded
from nameless_world import FIRST, SAID, add, approve, crowd, face
from publishing_world import DAY, key, make

JULY = "2024-07-01"


@pytest.fixture
def world(tmp_path):
    return make(tmp_path / "world", approved=1)


def select(path, sql):
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as db:
        return db.execute(sql).fetchall()


def identity(world, number, audience="journalists"):
    return signing.published_id(signing.id_key(world.places.keys, audience), key(FIRST + number))


def nameless(path):
    return {row[0] for row in select(path, "SELECT id FROM cases WHERE level = 'partial'")}


def others(path):
    return {(topic, code): cases for topic, code, cases in select(
        path, "SELECT topic, code, cases FROM statistics WHERE scope = 'others'")}


def test_a_crowd_is_shown_without_a_name(world):
    crowd(world, range(6))
    report = world.publish()
    assert (report.published, report.counted, dict(report.held_back)) == (7, 0, {})
    rows = select(world.published(), "SELECT id, name, names, status, arrest, place, basis, last_confirmed FROM cases"
                                     " WHERE level = 'partial' ORDER BY rowid")
    assert rows == sorted((identity(world, number), None, None, "sentenced" if number % 2 else "detained", "2017", "653100",
                           "consent", None) for number in range(6))
    assert len(select(world.published(), "SELECT * FROM case_names")) == 2, "those of the one who is named"
    assert select(world.published(), "SELECT count(*) FROM search WHERE search MATCH 'kashgar'") == [(7,)]
    assert select(world.published(), "SELECT topic, code, cases, scope FROM statistics WHERE topic = 'status'") == [
        ("status", "detained", 4, "shown"), ("status", "sentenced", 3, "shown")]
    assert others(world.published()) == {}


def test_a_face_without_a_name_says_none_whatever_it_holds(world):
    """Whoever wrote a name into such a face by hand has not published it."""
    crowd(world, range(4))
    add(world, 4, name="Tursun Hidden", names="Tursun Hidden", summary_en="He baked.", occupation="baker")
    assert world.publish().published == 6
    assert "Hidden" not in str(select(world.published(), "SELECT * FROM cases"))
    assert select(world.published(), "SELECT count(*) FROM cases WHERE occupation IS NOT NULL OR summary_en IS NOT NULL"
                                     " OR names IS NOT NULL AND level = 'partial'") == [(0,)]


@pytest.mark.parametrize("finer", [{"arrest": "2017-05"}, {"place": "653101"}, {"age_group": "33-34"},
                                   {"arrest_latest": "2017-05-31"}])
def test_what_is_finer_than_the_level_does_not_leave(world, finer):
    crowd(world, range(7), **finer)
    assert world.publish().published == 8
    (column,) = finer
    assert select(world.published(), f"SELECT DISTINCT {column} FROM cases WHERE level = 'partial'") == [(None,)]


def test_fewer_than_k_alike_are_only_counted_and_the_field_that_helps_is_named(world):
    crowd(world, range(4))
    crowd(world, range(10, 13), place="653200")
    report = world.publish()
    assert (report.published, report.counted, dict(report.held_back)) == (1, 7, {"fewer than 5 alike": 7})
    assert report.coarser == ("place", 7)
    assert "  a coarser place would let 7 of those in that are too few alike" in publication.told(
        report, publication.Waiting())
    assert nameless(world.published()) == set()
    assert others(world.published()) == {("sex", "male"): 5, ("ethnicity", "uyghur"): 5, ("arrest", "2017"): 5}


def test_a_crowd_of_whom_all_the_same_would_follow_is_only_counted(world):
    crowd(world, range(8), status="deceased")
    report = world.publish()
    assert (report.counted, nameless(world.published())) == (8, set())
    assert others(world.published())["status", "deceased"] == 10


def test_those_who_may_only_be_counted_are_in_no_other_table(world):
    before = make(world.folder.parent / "before", approved=1)
    (before.places.keys).mkdir(parents=True, exist_ok=True)
    (before.places.keys / "journalists.idkey").write_text("0" * 64)
    world.places.keys.mkdir(parents=True, exist_ok=True)
    (world.places.keys / "journalists.idkey").write_text("0" * 64)
    crowd(world, range(12), "anonymous")
    for one in (before, world):
        one.publish()
    for table in ("cases", "case_names", "events", "places", "changes", "search_data", "edition"):
        assert select(world.published(), f"SELECT * FROM {table}") == select(before.published(), f"SELECT * FROM {table}")
    shown = "SELECT topic, code, cases FROM statistics WHERE scope = 'shown'"
    assert select(world.published(), shown) == select(before.published(), shown)
    assert others(world.published()) == {("sex", "male"): 10, ("ethnicity", "uyghur"): 10, ("arrest", "2017"): 10,
                                         ("place", "653100"): 10, ("status", "detained"): 5, ("status", "sentenced"): 5}


def test_a_level_is_never_exceeded(world):
    """Approved without a name, then allowed for counting only: no row, and nothing counted, until approved so."""
    crowd(world, range(6))
    world.consent(FIRST, level="anonymous")
    report = world.publish()
    assert report.published == 6 and report.held_back == {"approved with more than is allowed now": 1}


def test_additions_wait_for_a_batch_and_for_another_month(world):
    crowd(world, range(5))
    assert world.publish("2024-06-03").published == 6
    assert editions.current(world.places.editions).manifest["release"] == "2024-06"
    crowd(world, range(10, 15))
    report = world.publish("2024-06-20")
    assert (report.published, dict(report.held_back), report.is_new) == (6, {"waits for a batch": 5}, False)
    assert world.publish("2024-07-02").published == 11
    assert "  held back, waits for a batch: 5" in publication.told(report, publication.Waiting())


def test_a_batch_is_never_smaller_than_the_policy_says(world):
    with_policy(world, lambda rules: rules["release"].update(batch=12))
    crowd(world, range(10))
    report = world.publish()
    assert (report.published, report.counted, dict(report.held_back)) == (1, 0, {"waits for a batch": 10})
    crowd(world, range(10, 12))
    assert world.publish().published == 13


def test_those_who_are_named_never_wait(world):
    crowd(world, range(5))
    world.publish("2024-06-03")
    world.consent(1)
    world.approve(1)
    assert world.publish("2024-06-04").published == 7


@pytest.mark.parametrize("line", [("withdraw", {"giver": "family"}), ("hold", {})])
def test_a_withdrawal_never_waits_and_leaves_no_crowd_too_small(world, line):
    crowd(world, range(6))
    world.publish("2024-06-03")
    world.say(line[0], case=key(FIRST), **line[1])
    report = world.publish("2024-06-03")
    assert (report.published, report.departed, report.counted) == (6, 1, 0)
    world.say(line[0], case=key(FIRST + 1), **line[1])
    report = world.publish("2024-06-03")
    assert (report.published, report.departed, report.counted) == (1, 5, 4)


def test_a_correction_of_what_is_sensitive_never_waits(world):
    crowd(world, range(6))
    world.publish("2024-06-03")
    approve(world, 1, status="released")
    report = world.publish("2024-06-03")
    assert (report.published, report.corrected) == (7, 1)


def test_who_was_told_otherwise_before_is_no_longer_one_of_the_crowd(world):
    """Whoever has both editions sees one case whose place was another before."""
    crowd(world, range(6))
    crowd(world, range(10, 16), place="653200")
    world.publish("2024-06-03")
    approve(world, 1, status="sentenced", place="653200")
    report = world.publish("2024-07-03")
    assert (report.published, report.held_back["fewer than 5 alike"]) == (12, 1)
    assert identity(world, 1) not in nameless(world.published())


def test_new_ones_are_not_hidden_among_those_who_were_there_before(world):
    crowd(world, range(8))
    world.publish("2024-06-03")
    crowd(world, range(10, 13))
    report = world.publish("2024-07-03")
    assert (report.published, report.counted) == (9, 3)
    crowd(world, range(13, 15))
    assert world.publish("2024-08-03").published == 14


def named(number):
    return {"v": 1, "audience": "journalists", "case": key(FIRST + number), "example": False, "events": [],
            "names": [{"text": "Tursun Named"}], "columns": {"name": "Tursun Named", "names": "Tursun Named"}}


def test_who_was_once_shown_under_a_name_is_never_shown_without_it_while_that_edition_is_there(world):
    """The others have come since, so that nothing but the name tells them apart."""
    world.say("case", case=key(FIRST), members=["list:9/subject:Name"])
    world.consent(FIRST)
    world.approve(FIRST, face=named(0))
    world.publish("2024-05-03")
    world.consent(FIRST, level="partial")
    approve(world, 0)
    crowd(world, range(1, 7))
    report = world.publish("2024-06-03")
    assert (report.published, report.held_back["fewer than 5 alike"]) == (7, 1)
    assert identity(world, 0) not in nameless(world.published())


def test_without_the_file_that_named_somebody_a_crowd_can_be_a_crowd_again(world):
    world.say("case", case=key(FIRST), members=["list:9/subject:Name"])
    world.consent(FIRST)
    world.approve(FIRST, face=named(0))
    world.publish("2024-05-03")
    world.consent(FIRST, level="partial")
    approve(world, 0)
    crowd(world, range(1, 5))
    editions.destroy(next(editions.every(world.places.editions, world.places.keys)))
    assert world.publish("2024-06-03").published == 6


def with_policy(world, change):
    whole = yaml.safe_load(world.policy_file.read_text(encoding="utf-8"))
    change(whole["audiences"]["journalists"])
    world.policy_file.write_text(yaml.safe_dump(whole), encoding="utf-8")


def test_what_events_tell_counts_too(world):
    """Six of one crowd, of whom one has an event that the others have not; the level lists one kind of event."""
    with_policy(world, lambda rules: rules["levels"]["partial"].update(events=["kind", "edtf", "earliest", "latest"],
                                                                       event_kinds=["release"]))
    crowd(world, range(6))
    release = {"kind": "release", "edtf": "2019", "earliest": "2019-01-01", "latest": "2019-12-31", "place": None,
               "place_level": None, "term_kind": None, "months_min": None, "months_max": None}
    world.approve(FIRST, face=face(0, status="detained") | {"events": [release]})
    report = world.publish()
    assert (report.published, report.counted, report.coarser) == (6, 1, ("events", 1))
    world.approve(FIRST, face=face(0, status="detained") | {"events": [release | {"kind": "transfer"}]})
    assert world.publish("2024-07-03").published == 6, "the kind is not listed, so nothing of it is told; but it comes alone"
    assert select(world.published(), "SELECT count(*) FROM events JOIN cases ON cases.id = case_id"
                                     " WHERE level = 'partial'") == [(0,)]


def test_what_events_told_before_counts_too(world):
    """An edition told an event of one of six; the policy lists none any more, and today they are alike."""
    listed = {"events": ["kind", "edtf", "earliest", "latest"], "event_kinds": ["release"]}
    with_policy(world, lambda rules: rules["levels"]["partial"].update(listed))
    release = dict.fromkeys(("edtf", "earliest", "latest", "place", "place_level", "term_kind", "months_min", "months_max"))
    crowd(world, range(11))
    for number in range(5):
        world.approve(FIRST + number, face=face(number, status="sentenced" if number % 2 else "detained") | {
            "events": [{"kind": "release"} | release]})
    assert world.publish("2024-05-03").published == 12
    with_policy(world, lambda rules: [rules["levels"]["partial"].pop(part) for part in listed])
    assert world.publish("2024-06-03").published == 12
    world.say("hold", case=key(FIRST))
    report = world.publish("2024-06-03")
    assert (report.published, report.counted) == (7, 4), "those of whom a release was told are four, and not ten with the rest"


def test_an_earlier_edition_that_cannot_be_read_stops_cases_without_a_name(world):
    world.publish("2024-05-03")
    path = world.places.editions / "1" / "published.db"
    path.chmod(0o644)
    path.write_bytes(b"no database at all")
    crowd(world, range(6))
    with pytest.raises(PublishError, match="it cannot be read"):
        world.publish()


def test_an_audience_that_gets_named_cases_alone_needs_no_crowds_and_no_figures(world):
    def full_only(rules):
        for part in ("release", "statistics"):
            del rules[part]
        for level in ("partial", "anonymous"):
            del rules["levels"][level]

    with_policy(world, full_only)
    crowd(world, range(6))
    report = world.publish()
    assert (report.published, dict(report.held_back)) == (1, {"no consent at a level of this audience": 6})
    assert select(world.published(), "SELECT * FROM statistics") == []


def with_kin(world, number, count, outcome):
    """Somebody named of whose relatives something is said, with a consent of their own."""
    case, kin = key(FIRST + number), f"list:{FIRST + number}/relative:Kin"
    told = {"class": "child", "count": count, "outcome": outcome, "of": [consents_faces.digest(case, kin)]}
    world.say("case", case=case, members=[f"list:{FIRST + number}/subject:Name"])
    world.consent(FIRST + number, fields=["all", "relatives"])
    world.consent(FIRST + number, of=kin, giver="guardian", fields=["relatives"])
    name = f"Tursun {number}"
    world.approve(FIRST + number, face=face(number, "full", name=name, names=name) | {
        "names": [{"text": name, "script": "Latin", "kind": None}], "relatives": [told]})


def test_what_is_said_of_relatives_is_said_of_those_of_enough_others(world):
    for number in range(6):
        with_kin(world, number, 2, "in an orphanage" if number % 2 else "with grandparents")
    with_kin(world, 6, 7, "in an orphanage")
    world.publish()
    assert select(world.published(), "SELECT * FROM relatives") == [], "off unless the policy says otherwise"
    with_policy(world, lambda rules: rules.update(relatives=["class", "count", "outcome"]))
    assert world.publish().corrected == 6
    told = select(world.published(), "SELECT case_id, class, count, outcome FROM relatives")
    assert sorted(told) == sorted((identity(world, number), "child", 2,
                                   "in an orphanage" if number % 2 else "with grandparents") for number in range(6))
    world.say("withdraw", case=key(FIRST), giver="guardian", of=f"list:{FIRST}/relative:Kin")
    world.say("withdraw", case=key(FIRST + 1), giver="guardian", of=f"list:{FIRST + 1}/relative:Kin")
    assert world.publish().published == 8 and select(world.published(), "SELECT * FROM relatives") == []


def for_two_audiences(world):
    whole = yaml.safe_load(world.policy_file.read_text(encoding="utf-8"))
    whole["audiences"]["public"] = whole["audiences"]["journalists"] | {"title": "Cases", "purposes": ["public"]}
    world.policy_file.write_text(yaml.safe_dump(whole), encoding="utf-8")
    return policy.load(world.policy_file, "public")


def publish_for(world, rule, day):
    return publishing.publish(world.places, rule, day, lambda path: check(path, world.evidence, day))


def test_what_another_audience_was_told_counts_too(world):
    """One audience gets the place of two and not of the others: joined, they stand apart for the other one as well."""
    public = for_two_audiences(world)
    crowd(world, range(10))
    for number in range(10):
        where = "653200" if number < 4 else "653100" if number < 9 else None
        approve(world, number, audience="public", place=where, status="sentenced" if number % 2 else "detained")
    assert publish_for(world, public, "2024-05-03").published == 5
    report = world.publish("2024-06-03")
    assert (report.published, report.held_back["fewer than 5 alike"]) == (11, 0), "those who are not there are five too"
    world.say("hold", case=key(FIRST + 9))
    report = world.publish("2024-06-03")
    assert (report.published, report.counted) == (6, 4)
    ids = {identity(world, number, "public") for number in range(10)}
    assert not ids & nameless(world.published())


def test_a_lost_key_of_another_audience_stops_cases_without_a_name(world):
    public = for_two_audiences(world)
    world.consent(0, purposes=["journalists", "public"])
    publish_for(world, public, "2024-05-03")
    (world.places.keys / "public.idkey").unlink()
    assert world.publish().published == 1
    crowd(world, range(6))
    with pytest.raises(PublishError, match=r"public\.idkey"):
        world.publish()


def test_editions_of_two_audiences_are_compared_with_their_own(world):
    public = for_two_audiences(world)
    world.publish("2024-05-03")
    crowd(world, range(5))
    for number in range(5):
        approve(world, number, audience="public", status="sentenced" if number % 2 else "detained")
    assert publish_for(world, public, "2024-05-04").added == 5
    report = world.publish("2024-05-05")
    assert (report.added, report.corrected, report.departed) == (5, 0, 0)


def test_equal_content_is_no_new_edition_though_a_release_was_in_the_last(world):
    crowd(world, range(6))
    crowd(world, range(20, 26), "anonymous")
    first, again = world.publish("2024-06-03"), world.publish("2024-06-04")
    assert (first.is_new, again.is_new, world.publish("2024-08-04").is_new) == (True, False, False)


counts = st.dictionaries(st.sampled_from([("sex", "male"), ("sex", "female"), ("place", "653100")]), st.integers(0, 40))


@given(counts, counts, st.booleans())
def test_rounded_figures(now, before, may_rise):
    before = {key: told // 5 * 5 for key, told in before.items() if told >= 5}
    told = rounded(Counter(now), before, 5, may_rise=may_rise)
    for code, cases in told.items():
        assert cases % 5 == 0 and cases >= 5 and now[code] >= 5 and cases - now[code] < 5
        assert may_rise or cases <= before.get(code, 0)
    if may_rise:
        assert {code for code, cases in now.items() if cases >= 5} == told.keys()


def test_a_figure_that_was_rounded_otherwise_is_told_anew():
    assert rounded(Counter({"x": 17}), {"x": 15}, 10, may_rise=True) == {"x": 20}
    assert rounded(Counter({"x": 17}), {"x": 15}, 10, may_rise=False) == {}


@given(st.lists(st.integers(-1, 1), max_size=60), st.integers(5, 20))
def test_no_single_case_more_or_less_changes_a_figure_back_and_forth(steps, start):
    """Between two changes of one figure at least three cases came or went, until fewer than five are left."""
    now, told, since = start, rounded(Counter({"x": start}), {}, 5, may_rise=True), start
    for step in steps:
        now = max(0, now + step)
        then = rounded(Counter({"x": now}), told, 5, may_rise=True)
        if then != told:
            assert abs(now - since) >= 3 or now < 5 or not told
            since = now
        told = then


@pytest.mark.parametrize(("first", "then", "day", "figure"), [
    (7, 9, JULY, 5), (7, 10, JULY, 10), (7, 10, DAY, 5), (7, 5, DAY, 5), (7, 4, DAY, None), (4, 5, JULY, 5),
    (4, 5, DAY, 5), (12, 5, DAY, 5), (12, 7, DAY, 10),
])
def test_figures_of_who_is_only_counted(world, first, then, day, figure):
    crowd(world, range(first), "anonymous")
    world.publish(DAY)
    crowd(world, range(first, then), "anonymous")
    for number in range(then, first):
        world.say("withdraw", case=key(FIRST + number), giver="family")
    world.publish(day)
    assert others(world.published()).get(("sex", "male")) == figure


OPERATIONS = st.one_of(
    st.tuples(st.just("add"), st.integers(1, 7), st.sampled_from(["653100", "653200", None]), st.sampled_from([2, 3])),
    st.tuples(st.just("hold"), st.integers(0, 99)), st.tuples(st.just("withdraw"), st.integers(0, 99)),
    st.tuples(st.just("correct"), st.integers(0, 99), st.sampled_from(["653100", "653200"])),
    st.tuples(st.just("status"), st.integers(0, 99), st.sampled_from(["released", "detained"])),
    st.tuples(st.just("forget"), st.integers(0, 9)), st.tuples(st.just("wait"), st.integers(1, 2)),
)


def joined(world):
    """What somebody sees who has every edition that is still there: each row of the current one with its past."""
    there = [edition.path for edition in editions.every(world.places.editions, world.places.keys) if edition.path.exists()]
    sql = "SELECT id, sex, age_group, ethnicity, arrest, place, level, name, status FROM cases"
    told = [{row[0]: row[1:] for row in select(path, sql)} for path in there]
    current = select(world.published(), "SELECT id FROM cases WHERE level = 'partial'")
    groups, statuses = Counter(), defaultdict(set)
    for (one,) in current:
        past = tuple(edition.get(one, (None,))[:-1] for edition in told)
        groups[past] += 1
        statuses[past].add(told[-1][one][-1])
    return groups, statuses


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(OPERATIONS, min_size=3, max_size=9))
def test_whatever_happens_whoever_joins_the_editions_finds_crowds(tmp_path_factory, operations):
    world = make(tmp_path_factory.mktemp("world") / "w", approved=1)
    known, month = [], 1
    for kind, *what in operations:
        if kind == "add":
            crowd(world, range(len(known), len(known) + what[0]), place=what[1])
            known += range(len(known), len(known) + what[0])
        elif kind == "wait":
            month += what[0]
        elif kind == "forget":
            for edition in list(editions.every(world.places.editions, world.places.keys))[: what[0]][:-1]:
                editions.destroy(edition)
        elif known:
            number = known[what[0] % len(known)]
            if kind in ("hold", "withdraw"):
                world.say(kind, case=key(FIRST + number), **({"giver": "family"} if kind == "withdraw" else {}))
            else:
                approve(world, number, **{"correct": {"place": what[1]}, "status": {"status": what[1]}}.get(kind, {}))
        before = nameless(world.published()) if world.published().exists() else set()
        report = world.publish(f"{2024 + month // 12}-{month % 12 + 1:02}-05")
        groups, statuses = joined(world)
        assert all(size >= 5 for size in groups.values()), "k"
        assert all(len(values - {None}) >= 2 or values == {None} for values in statuses.values()), "l"
        new = nameless(world.published()) - before
        assert not new or len(new) >= 5
        assert report.published == len(select(world.published(), "SELECT * FROM cases"))


def test_the_order_in_which_cases_came_changes_nothing(tmp_path):
    made = []
    for name, order in (("one", range(12)), ("other", reversed(range(12)))):
        world = make(tmp_path / name, approved=1)
        world.places.keys.mkdir(parents=True, exist_ok=True)
        (world.places.keys / "journalists.idkey").write_text("1" * 64)
        for number in order:
            crowd(world, [number], "partial" if number < 7 else "anonymous")
        found = publishing.made(world.places, publishing.publishing_earlier.load(
            world.places.editions, world.places.keys, "journalists"), world.policy, DAY, Report())
        publishing_file.write(tmp_path / f"{name}.db", found)
        made.append((tmp_path / f"{name}.db").read_bytes())
    assert made[0] == made[1] and len(SAID) == 8
