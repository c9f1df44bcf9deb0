"""What researchers decide on the research site: who may, what is written, and that nothing is written twice or lost."""

import subprocess
import sys
import threading

import pytest

from casebook import audit, decisions, editions, reviewing_aside, reviewing_forms, reviewing_process, schema
from casebook.folders import Folders
from casebook.guard.rules import SENT
from publishing_world import PEOPLE, key
from reviewing_site import Desk, nothing_beside, plain, prepare, served, written

SCRIPTS = reviewing_aside.SCRIPTS
CASE = key(0)
FACE, CONSENTS = f"/cases/{CASE}/face", f"/cases/{CASE}/consents"
CONSENT = {
    "case": CASE, "giver": "family", "purposes": ["keep", "journalists"], "level": "full", "fields": ["name", "arrest"],
    "given": "2024-05-01", "how": "told on the telephone, read back",
}  # fmt: skip


@pytest.fixture
def aside(monkeypatch):
    """The jobs that would be carried out beside the site; here they are as if done."""
    return nothing_beside(monkeypatch)


@pytest.fixture
def world(tmp_path, aside):
    return prepare(tmp_path / "world")


@pytest.fixture
def site(world):
    with served(world) as site:
        yield site


@pytest.fixture
def nadia(site):
    return Desk(site, "researcher1", FACE)


def form(kind: str) -> dict:
    """A form of each kind that would be written if it came from where it should."""
    return {
        "approve": {"case": CASE, "audience": "journalists", "projection": "0" * 64}, "case": {"member": "list:3/subject:Name"},
        "claim": {"claim": "n0Latin", "choice": "accept", "was": "Tursun Barat", "back": "/contradictions"},
        "correct": {"claim": "birth0", "was": "1971-04-03", "value": "1972", "property": "birth", "reason": "misread",
                    "back": "/contradictions"},
        "differ": {"a": "dd0", "b": "dd1", "choice": "both", "back": "/contradictions"},
        "tell": {"about": "list:0/subject:Name", "entry": "0" * 16, "relation": "brother", "when": "2024", "how": "own eyes",
                 "channel": "call", "language": "en", "words": "He was taken away.", "back": f"/cases/{CASE}/told"},
        "read": {"record": "list:0", "claims": "", "shown": "0" * 64},
        "consent": CONSENT, "edition": {}, "hold": {"case": CASE, "what": "whole"}, "step": {"case": CASE, "step": "letter"},
        "doubt": {"case": CASE, "source": "list"}, "sent": {"case": CASE, "what": "letter", "to": "an embassy"},
        "add": {"case": "0" * 32, "name": "Somebody New", "known": "no", "written": "en"},
        "return": {"of": "list", "receipt": "1"}, "sort": {"draft": "0" * 32, "title": "A list"},
        "receive": {"draft": "0" * 32}, "discard": {"draft": "0" * 32}, "campaign": {"campaign": "list", "projection": "0" * 64},
        "match": {"a": "list:0/subject:Name", "b": "list:1/subject:Name", "choice": "same"},
        "summary": {"case": CASE, "language": "en", "text": "A baker."},
        "undo": {"case": CASE, "undo": "1", "chain": "log.jsonl"}, "withdraw": {"case": CASE, "giver": "family", "what": "whole"},
    }[kind]  # fmt: skip


KINDS = sorted(reviewing_forms.FORMS)


def test_every_form_is_in_the_table_of_the_guard_and_has_a_page():
    assert {("decisions", kind) for kind in reviewing_forms.FORMS} == set(SENT)
    assert set(reviewing_forms.PAGES) == set(reviewing_forms.FORMS) and set(SENT.values()) == {"researcher"}


@pytest.mark.parametrize("kind", KINDS)
def test_nobody_but_a_researcher_from_a_page_of_this_session_writes(site, nadia, world, aside, kind):
    """A journalist, a custodian, a stranger; another site, another session, no token; other bodies, another method."""
    address, good = f"/decisions/{kind}", form(kind) | {"token": nadia.token, "seen": nadia.seen}
    others = {name: site.client(name) for name in ("journalist1", "custodian1", None)}
    codes = {str(name): client.post(address, data=good).status_code for name, client in others.items()}
    assert codes == {"journalist1": 405, "custodian1": 405, "None": 303}
    assert others[None].post(address, data=good).headers["location"] == "/-/login"
    for headers in ({"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"}, {"origin": "https://example.org"}):
        assert nadia.client.post(address, data=good, headers=headers).status_code == 403
    other = Desk(site, "researcher2", FACE)
    for token in ("", "x", other.token, nadia.token[:-1]):
        for headers in ({}, {"origin": "null"}, {"sec-fetch-site": "same-origin"}):
            assert nadia.client.post(address, data=good | {"token": token}, headers=headers).status_code == 403
    assert nadia.client.post(address, json=good).status_code == 415
    assert nadia.client.post(address, files={"token": (None, nadia.token)}).status_code == 415
    assert nadia.client.get(address).status_code == 404 and nadia.client.put(address, data=good).status_code == 405
    assert (written(world), aside) == ([], [])


@pytest.mark.parametrize("kind", KINDS)
def test_the_press_site_takes_no_form_from_anybody(world, aside, kind):
    with served(world, press=True) as press:
        for name in ("researcher1", "journalist1"):
            client = press.client(name)
            assert client.post(f"/decisions/{kind}", data=form(kind)).status_code == 405
            assert {client.get(page).status_code for page in (FACE, CONSENTS, "/waiting")} == {404}
    assert (written(world), aside) == ([], [])


@pytest.mark.parametrize("address", ["/decisions", "/decisions/", "/decisions/match/1", "/decisions/HOLD", "/decisions/hold.json",
                                     "/cases", FACE, "/waiting", "/published/cases", "/-/login/x"])
def test_no_other_address_takes_a_form(nadia, address):
    answer = nadia.client.post(address, data=form("hold") | {"token": nadia.token, "seen": nadia.seen})
    assert answer.status_code == 405


@pytest.mark.parametrize(("fields", "status"), [
    ({"reason": "x" * 20_001}, 413), ({"reason": "ئ" * 10_001}, 413), ({"extra": ["x" * 19_000] * 14}, 413),
    ({f"n{n}": "x" for n in range(201)}, 413), ({"reason": "a\0b"}, 400), ({"reason": "a\x1bb"}, 400),
    ({"case": "nobody"}, 400), ({"case": f"{CASE}/../x"}, 400),
])  # fmt: skip
def test_a_form_is_bounded_and_hides_nothing(nadia, world, fields, status):
    assert nadia.send("hold", **form("hold") | fields).status_code == status
    assert written(world) == []


def test_a_text_of_twenty_thousand_bytes_in_any_script_is_taken_whole(nadia, world):
    words = "ئانىسى، 母亲\r\n" * 800 + "end"
    assert nadia.send("withdraw", **form("withdraw"), reason=words).status_code == 303
    assert written(world)[0]["reason"] == words.replace("\r\n", "\n")


def test_an_old_browser_that_blanks_the_origin_is_known_by_the_token(nadia, world):
    answer = nadia.client.post("/decisions/hold", headers={"origin": "null"},
                               data=form("hold") | {"token": nadia.token, "seen": nadia.seen})
    assert answer.status_code == 303 and len(written(world)) == 1


def test_the_name_in_the_log_is_that_of_the_account(nadia, world):
    nadia.send("hold", **form("hold"), by="researcher2", name="Somebody", username="researcher2")
    assert written(world) == [{"by": "researcher1", "kind": "hold", "reason": "", "case": CASE}]


LINES = [
    ("summary", {"case": CASE, "language": "fr", "text": "Boulanger, arrêté."},
     {"case": CASE, "language": "fr", "text": "Boulanger, arrêté."}),
    ("hold", {"case": CASE, "what": "part", "fields": ["place", "birth"]}, {"case": CASE, "fields": ["birth", "place"]}),
    ("undo", {"case": CASE, "undo": "5", "chain": "log.jsonl"}, {"undo": 5}),
    ("withdraw", {"case": CASE, "who": "family list:0/informant:By", "what": "part", "fields": "name", "reason": "she wrote"},
     {"case": CASE, "giver": "family", "mention": "list:0/informant:By", "fields": ["name"]}),
    ("withdraw", {"case": CASE, "who": "person", "what": "whole", "for": "some", "audiences": ["journalists"]},
     {"case": CASE, "giver": "person", "audiences": ["journalists"]}),
    ("consent", CONSENT, {"case": CASE, "giver": "family", "purposes": ["keep", "journalists"], "fields": ["arrest", "name"],
                          "level": "full", "given": "2024-05-01", "how": "told on the telephone, read back", "basis": "consent"}),
    ("consent", {"case": CASE, "giver": "representative", "mention": "m", "of": "r", "speaks_for": "held incommunicado",
                 "purposes": ["keep", "UN"], "given": "2024-05-01", "until": "2025-05-01", "how": "a letter", "evidence": "12"},
     {"case": CASE, "giver": "representative", "mention": "m", "of": "r", "speaks_for": "held incommunicado", "basis": "consent",
      "purposes": ["keep", "UN"], "fields": ["none"], "given": "2024-05-01", "until": "2025-05-01", "how": "a letter",
      "evidence": "12"}),
    ("consent", CONSENT | {"giver": "campaign"},
     {"case": CASE, "giver": "campaign", "purposes": ["keep", "journalists"], "fields": ["arrest", "name"], "level": "full",
      "given": "2024-05-01", "how": "told on the telephone, read back", "basis": "public campaign"}),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "fields", "line"), LINES)
def test_a_form_is_written_as_the_line_it_means(nadia, world, kind, fields, line):
    answer = nadia.send(kind, **fields)
    assert answer.status_code == 303, plain(answer.text)
    assert written(world) == [{"by": "researcher1", "kind": kind, "reason": fields.get("reason", "")} | line]
    assert "Written: you" in nadia.follow(answer)


@pytest.mark.parametrize(("kind", "fields", "words"), [
    ("hold", {"case": CASE, "what": "part"}, "Nothing is ticked"),
    ("withdraw", {"case": CASE, "what": "whole"}, "Say whose word it is"),
    ("withdraw", {"case": CASE, "who": "stranger", "what": "whole"}, "Say whose word it is"),
    ("consent", CONSENT | {"purposes": []}, "Nothing was allowed"),
    ("consent", CONSENT | {"fields": []}, "nothing is ticked of what may be shown"),
    ("consent", CONSENT | {"level": ""}, "under what identity"),
    ("consent", CONSENT | {"given": "May"}, "as year, month and day"),
    ("consent", CONSENT | {"until": "2024-04-30"}, "before the day it was given"),
    ("consent", CONSENT | {"how": " "}, "in which way"),
    ("summary", {"case": CASE, "language": "en", "text": " "}, "There is no text"),
    ("undo", {"case": CASE, "undo": "999", "chain": "log.jsonl"}, "there is no such line to undo"),
])  # fmt: skip
def test_what_a_form_leaves_open_is_asked_for_and_what_was_typed_stays(nadia, world, kind, fields, words):
    answer = nadia.send(kind, **fields | {"evidence": "the blue folder"})
    assert answer.status_code == 422 and words in plain(answer.text) and "Not written" in answer.text
    assert kind != "consent" or "the blue folder" in answer.text
    assert written(world) == []


def test_a_form_sent_twice_is_written_once(nadia, world):
    first, second = (nadia.send("hold", **form("hold")) for _ in range(2))
    assert (first.status_code, second.status_code) == (303, 303)
    assert len(written(world)) == 1


def test_two_researchers_at_once_never_lose_a_judgement(site, nadia, world):
    """Whoever comes second is shown what was decided meanwhile, keeps what was typed, and decides again."""
    emre = Desk(site, "researcher2", CONSENTS)
    nadia.send("hold", **form("hold"))
    answer = emre.send("consent", **CONSENT, evidence="the blue folder")
    assert answer.status_code == 409
    assert "researcher1 held it" in plain(answer.text) and "the blue folder" in answer.text
    assert len(written(world)) == 1
    emre.seen = str(int(emre.seen) + 1)
    assert f'name="seen" value="{emre.seen}"' in answer.text, "the form that came back has seen it"
    assert emre.send("consent", **CONSENT).status_code == 303
    assert [line["by"] for line in written(world)] == ["researcher1", "researcher2"]


def test_of_many_at_the_same_moment_one_is_written_and_all_others_are_asked_again(site, world):
    desks = [Desk(site, name, FACE) for name in ("researcher1", "researcher2") * 4]
    codes = []

    def decide(number, desk):
        fields = ["birth", "place", "sex", "arrest"][: number % 4 + 1]
        codes.append(desk.send("hold", case=CASE, what="part", fields=fields))

    threads = [threading.Thread(target=decide, args=pair) for pair in enumerate(desks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(written(world)) == 1
    found = sorted(answer.status_code for answer in codes)
    assert found in ([303] + [409] * 7, [303] * 2 + [409] * 6), "two of them sent the very same form in one name"


def test_a_first_case_is_opened_and_its_page_says_what_comes_next(site, nadia, world):
    log = world.log / "log.jsonl"
    world.change("UPDATE cases SET case_key = NULL WHERE case_key = ?", key(3))
    person = "/cases/list~3A3~2Fsubject~3AName"
    assert "Open a case" in nadia.look(person)
    nadia.seen = str(len([one for one in decisions.read(world.log) if one.get("members") == ["list:3/subject:Name"]]))
    before = log.read_bytes()
    answer = nadia.send("case", member="list:3/subject:Name")
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, person)
    assert log.read_bytes().startswith(before) and written(world)[0]["members"] == ["list:3/subject:Name"]
    assert nadia.send("case", member="list:0/subject:Name", seen="1").status_code == 422, "a case is open on that person"


def projection(html: str) -> str:
    return html.split('name="projection" value="')[1].split('"')[0]


def test_a_face_is_approved_by_two_and_each_sees_who_has(site, world):
    world.consent(3)
    page = f"/cases/{key(3)}/face"
    nadia, emre = Desk(site, "researcher1", page), Desk(site, "researcher2", page)
    assert "two different people have to approve it" in plain(nadia.html) and PEOPLE[3][0] in nadia.html
    whole = {"case": key(3), "audience": "journalists", "projection": projection(nadia.html)}
    assert nadia.send("approve", **whole).status_code == 303
    assert "You have approved exactly this." in nadia.look()
    assert "researcher1 has approved exactly this. With" in plain(emre.look()).replace("</strong>", "")
    assert emre.send("approve", **whole).status_code == 303
    assert "This is what is approved, by researcher1 and researcher2." in plain(nadia.look())
    assert [(line["by"], line["projection"]) for line in written(world)] == [
        ("researcher1", whole["projection"]), ("researcher2", whole["projection"])]


def test_nobody_approves_what_is_not_what_would_be_shown(nadia, world):
    world.consent(3)
    html = nadia.look(f"/cases/{key(3)}/face")
    world.change("UPDATE cases SET status = 'released' WHERE case_key = ?", key(3))
    answer = nadia.send("approve", case=key(3), audience="journalists", projection=projection(html))
    assert answer.status_code == 422 and "not what this page showed any more" in plain(answer.text)
    assert written(world) == []


def test_what_points_to_its_source_is_not_approved_unanswered(nadia, world):
    """Of the place only somebody inside is known to have told: who approves it says who else could have known."""
    world.consent(3)
    world.change("UPDATE claims SET points_to_source = 'yes' WHERE \"key\" = 'ethnicity3'")
    html = nadia.look(f"/cases/{key(3)}/face")
    assert 'name="answer-ethnicity"' in html and "who else could have known this?" in html
    whole = {"case": key(3), "audience": "journalists", "projection": projection(html)}
    assert nadia.send("approve", **whole).status_code == 422
    assert nadia.send("approve", **whole, **{"answer-ethnicity": "everybody in the village"}).status_code == 303
    assert written(world)[0]["answers"] == {"ethnicity": "everybody in the village"}


def test_a_summary_is_drafted_from_what_is_approved_and_written_by_a_person(nadia, world):
    drafted = nadia.html.split('id="text-en"')[1].split(">")[1].split("<")[0]
    assert PEOPLE[0][0] in drafted and "praying" not in drafted
    assert nadia.send("summary", case=CASE, language="en", text="A baker.").status_code == 303
    line = {"by": "researcher1", "kind": "summary", "reason": "", "case": CASE, "language": "en", "text": "A baker."}
    assert written(world) == [line]


def test_a_difference_is_marked_on_the_page_and_what_is_gone_is_listed(nadia, world):
    world.change("UPDATE cases SET status = 'released', ethnicity = NULL WHERE case_key = ?", CASE)
    html = nadia.look()
    assert 'Released <span class="fresh">new</span>' in html.replace("</bdi>", "").replace('<bdi dir="auto">', "")
    assert "Ethnicity: Uyghur" in plain(html[html.index("<del>"):html.index("</section>")])
    assert html.count('class="fresh"') == 2, "the status is new, and the words that explain the mark"


def test_a_hold_closes_what_is_shown_before_it_is_answered_and_researchers_go_on(site, nadia, world, aside):
    journalist = site.client("journalist1")
    assert PEOPLE[0][0] in journalist.get("/cases").text
    answer = nadia.send("hold", **form("hold"))
    assert editions.current(world.places.editions) is None and journalist.get("/cases").status_code == 503
    assert [(job.kind, job.closed) for job in aside] == [("hold", True)]
    page = nadia.follow(answer)
    assert "What readers saw was closed at once." in page and "No edition is shown now" in page
    assert {nadia.client.get(address).status_code for address in ("/", "/cases", "/data", f"/cases/{CASE}", "/waiting")} == {200}
    assert {nadia.client.get(address).status_code for address in ("/changes", "/changes.csv", "/published/cases")} <= {404}


def test_a_hold_that_is_lifted_by_one_waits_for_another(site, nadia, world):
    nadia.send("hold", **form("hold"))
    line = decisions.read(world.log)[-1].seq
    assert "You would be the first" in plain(nadia.look())
    assert nadia.send("undo", case=CASE, undo=str(line), chain="log.jsonl").status_code == 303
    assert "You have lifted it. Another person has to, too." in plain(nadia.look())
    emre = Desk(site, "researcher2", FACE)
    assert "researcher1 has lifted it already" in plain(emre.html)
    assert emre.send("undo", case=CASE, undo=str(line), chain="log.jsonl").status_code == 303
    assert "Held back now" not in emre.look()


def test_what_came_of_a_decision_is_told_to_whoever_took_it_alone(site, nadia):
    answer = nadia.send("hold", **form("hold"))
    emre = site.client("researcher2")
    assert "Written: you" in nadia.follow(answer)
    assert "Written: you" not in emre.get(answer.headers["location"]).text


def test_the_list_names_what_waits(site, nadia, world):
    world.consent(3, until="2999-01-01")
    world.change("UPDATE cases SET status = 'released' WHERE case_key = ?", key(1))
    nadia.send("hold", **form("hold"))
    words = plain(nadia.look("/waiting"))
    for found in (f"Never shown yet 1 Two different people have to approve each. {PEOPLE[3][0]}", PEOPLE[1][0],
                  f"{PEOPLE[0][0]} : everything, by researcher1"):
        assert found in words, found
    assert "Consents that end" not in words


def test_names_and_reasons_reach_no_command_line(world, monkeypatch):
    """What follows from a decision is done by another process, which is told the number of the line."""
    monkeypatch.undo()
    seen = {}

    class Process:
        returncode = 0

        def __init__(self, command, **options):
            seen.update(command=command, env=options["env"])
            self.stdin, self.stdout = self, ["told\n"]

        def write(self, text):
            seen["given"] = text

        def close(self):
            pass

        def __enter__(self):
            return self

        def __exit__(self, *_):
            pass

    monkeypatch.setattr(subprocess, "Popen", Process)
    line = world.say("withdraw", case=CASE, giver="family", reason="the brother Unmistakable wrote")
    work, job = reviewing_aside.Aside(Folders.of(world.folder)), reviewing_aside.Job("researcher1", "withdraw", (line,))
    work.add(job)
    assert job.ended.wait(10) and job.words == ["told"]
    assert seen["command"] == [sys.executable, "-m", "casebook.reviewing_process"]
    assert "Unmistakable" not in seen["given"] and f'["log.jsonl", {line.seq}, false]' in seen["given"]
    assert not [name for name in seen["env"] if name.startswith("CASEBOOK_HASH")]


def process(world, lines, publish=False):
    """What the process beside the site tells, and how it ends."""
    order = reviewing_process.order(Folders.of(world.folder), lines, publish)
    run = [sys.executable, "-m", "casebook.reviewing_process"]
    ended = subprocess.run(run, input=order, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(SCRIPTS)})
    return ended.returncode, ended.stdout, ended.stderr


def test_the_process_beside_the_site_applies_the_log_and_says_in_a_line_what_is_wrong(world):
    world.change("UPDATE cases SET case_key = NULL WHERE case_key = ?", key(3))
    line = world.say("summary", case=key(3), language="en", text="A baker.")
    assert process(world, [(line.file, line.seq, False)]) == (0, "", "")
    db = schema.connect(world.cases, readonly=True)
    assert db.execute("SELECT case_key, summary_en FROM cases WHERE case_key = ?", (key(3),)).fetchall() == [(key(3), "A baker.")]
    db.close()
    (world.log / "log.jsonl").write_bytes(b"{}\n")
    code, told, quiet = process(world, [], publish=True)
    assert (code, quiet) == (1, "") and "log.jsonl, line 1" in told


def test_whoever_decides_is_noted_before_it_is_written(nadia, world):
    nadia.send("hold", **form("hold"))
    line = audit.read(world.folder / "audit")[-1]
    assert (line["by"], line["action"], line["what"]) == ("researcher1", "judge", "decisions/hold")
