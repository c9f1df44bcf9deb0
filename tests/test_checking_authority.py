"""The checker works out by itself what people allowed, and comes to what the builder comes to, whatever the log says."""

import hashlib
import shutil
import tempfile
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook import chains, consents, consents_faces, decisions
from casebook.checking import authority
from casebook.decisions_schemas import LEVELS
from casebook.policy import load
from casebook.publishing_candidates import shown
from publishing_world import DATA, key

DAY = "2024-06-01"
KIN = "list:0/relative:Kin"
WORDS = (DATA / "policy.yml").read_text(encoding="utf-8").replace(
    "    levels:\n", "    relatives: [class, outcome]\n    levels:\n", 1)
NAMES = [{"text": "A", "script": "Latin", "kind": None}]
EVENT = dict.fromkeys(("kind", "edtf", "earliest", "latest", "place", "place_level", "term_kind", "months_min", "months_max"))
ARREST = EVENT | {"kind": "detention", "edtf": "2017-05", "place": "653101"}


def face(level="full", names=NAMES, events=(), relatives=(), asks=(), minor=False, **columns):
    told = {"sex": "male", "birth": "1971", "status": "detained", "arrest": "2017-05", "arrest_earliest": "2017-05-01",
            "arrest_latest": "2017-05-31", "place": "653101", "summary_en": None, "term_kind": "term",
            "term_months_min": 204.0, "term_months_max": 204.0, "end_latest": "2034-05-31"} | columns
    named = {"name": "A", "names": "A"} if level == "full" else {}
    return {"v": 2, "audience": "journalists", "case": key(0), "example": False, "level": level, "minor": minor,
            "columns": named | told, "names": list(names) if named else [], "events": list(events),
            "relatives": list(relatives), "asks": list(asks)}


BROTHER = {"class": "sibling", "count": 1, "outcome": "released", "of": [consents_faces.digest(key(0), KIN)]}
COARSE = {"place": "653100", "arrest": "2017", "arrest_earliest": "2017-01-01", "arrest_latest": "2017-12-31"}
FACES = [
    face(), face(status="released"), face(arrest="2017", arrest_earliest="2017-01-01", arrest_latest="2017-12-31"),
    face(place="653100"), face(place="653125"), face(place=None), face(events=[ARREST]), face(sex=None, asks=["birth"]),
    face(events=[ARREST | {"edtf": "2017", "place": "653100"}]), face(asks=["sex", "place"]),
    face(summary_en="A baker."),
    face(relatives=[BROTHER]), face(minor=True), face(names=[*NAMES, {"text": "B", "script": None, "kind": None}]),
    face(term_months_min=180.0, term_months_max=240.0), face(asks=["name"]),
    face("partial", **COARSE), face("partial", **COARSE | {"place": None}),
    face("anonymous", **COARSE), {name: value for name, value in face().items()
        if name not in ("level", "minor", "relatives", "asks")} | {"v": 1},
]  # fmt: skip
people = st.sampled_from(["Nadia", "Emre", "NADIA ", "Rosa"])
fields = st.lists(st.sampled_from([
    "all", "name", "sex", "birth", "arrest", "place", "sentence", "events", "relatives", "summary", "status", "unknown word",
]), min_size=1, max_size=6, unique=True)
days = st.sampled_from(["2024-01-01", "2024-05-31", DAY, "2024-06-02"])
givers = st.sampled_from(["family", "person", "guardian"])
wide = st.just(["all", "relatives"])


def line(kind, needed=None, optional=None):
    return st.tuples(st.just(kind), people, st.fixed_dictionaries(needed or {}, optional=optional or {}))


younger = st.just(key(1))
purposes = st.sampled_from([["journalists"], ["public", "UN"], ["keep"]])
form = {"how": st.just("form"), "given": st.just("2024-01-01"), "basis": st.just("consent")}
consent = line("consent", form | {"giver": givers, "fields": st.one_of(wide, wide, fields), "purposes": purposes},
               {"of": st.just(KIN), "until": days, "level": st.sampled_from(LEVELS), "case": younger})
withdrawal = line("withdraw", {"giver": givers},
                  {"fields": fields, "of": st.just(KIN), "audiences": st.just(["public"]), "case": younger})
hold = line("hold", {}, {"fields": fields, "auto": st.just("merge"), "case": younger})
answers = st.dictionaries(st.sampled_from(["sex", "place", "birth", "name"]), st.just("a street"), min_size=1)
approval = line("approve", {"face": st.integers(0, len(FACES) - 1)}, {"answers": answers})
both = st.tuples(st.just("both"), st.just(""), st.fixed_dictionaries(
    {"face": st.integers(0, len(FACES) - 1)}, optional={"answers": answers}))
match = line("match", {"a": st.just("list:0/subject:Name"), "b": st.just("sheet:1/subject:Name"),
                       "choice": st.sampled_from(["same", "different"])})
doubt = line("doubt", {"source": st.sampled_from(["list", "sheet", "other"])})
undo = line("undo", {"undo": st.integers(3, 20)})
anything = st.one_of(consent, both, both, both, both, approval, approval,
                     st.one_of(withdrawal, hold, match, doubt), undo)
start = ("consent", "Nadia", {"giver": "family", "fields": ["all", "relatives"], "purposes": ["journalists"],
                              "given": "2024-01-01", "how": "form", "basis": "consent"})
kin = ("consent", "Nadia", start[2] | {"giver": "person", "of": KIN})


@pytest.fixture(scope="module")
def folder():
    place = Path(tempfile.mkdtemp())
    (place / "policy.yml").write_text(WORDS, encoding="utf-8")
    for one in FACES:
        consents_faces.save(place, one)
    yield place
    shutil.rmtree(place)


@cache
def policy(folder):
    return load(folder / "policy.yml")


def write(folder, told):
    """The log of one case and of a younger one, which a match makes the same person.

    An undo of a line that is not there, or is one itself, is left out.
    """
    (folder / "log.jsonl").unlink(missing_ok=True)
    lines = [{"kind": "case", "by": "Nadia", "case": key(0), "members": ["list:0/subject:Name", "list:9/subject:Name"]},
             {"kind": "case", "by": "Nadia", "case": key(1), "members": ["sheet:1/subject:Name"]}]
    for kind, by, values in told:
        name = consents_faces.sha256(FACES[values["face"]]) if "face" in values else ""
        values = {word: value for word, value in values.items() if word != "face"}
        own = {"case": key(0)} if kind not in ("match", "doubt", "undo") else {}
        if name:
            own |= {"audience": "journalists", "projection": name}
        if kind == "undo" and (values["undo"] > len(lines) or lines[values["undo"] - 1]["kind"] == "undo"):
            continue
        for who in ("Nadia", "Emre") if kind == "both" else (by,):
            lines.append({"kind": "approve" if kind == "both" else kind, "by": who, **own, **values})
    prev, made = chains.START, []
    for seq, one in enumerate(lines, 1):
        made.append(chains.canonical({"v": 1, "at": "2024-03-01T10:00:00Z", "reason": "", **one, "seq": seq, "prev": prev}))
        prev = hashlib.sha256(made[-1]).hexdigest()
    (folder / "log.jsonl").write_bytes(b"".join(line + b"\n" for line in made))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(told=st.lists(anything, max_size=9))
def test_both_come_to_the_same(folder, told):
    write(folder, [start, kin, *told])
    log = decisions.read(folder)
    built, _ = shown(consents.standings(log).get(key(0), consents.Standing()), policy(folder), DAY, folder)
    read = authority.read(folder / "policy.yml", folder, None, "journalists", DAY, DATA / "vocabularies")
    found = read.by_case.get(key(0), [])
    assert len(found) == (built is not None)
    for theirs in found:
        said = {name: value for name, value in theirs["columns"].items() if value is not None}
        ours = {name: value for name, value in built["columns"].items() if value is not None}
        assert (theirs["level"], said) == (built["level"], ours)
        assert (theirs["names"], theirs["events"], theirs["relatives"]) == (built["names"], built["events"], built["relatives"])
