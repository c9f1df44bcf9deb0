"""Contacts: one person's at a time, rules first, and nothing is shown that was not written down before."""

import asyncio
import re
import socket
import threading
import time
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

import open_contact
from casebook import access, accounts, audit, chains, contacting, decisions
from casebook.contacting import NotOpened, Way
from casebook.custodian.desk import Desk
from casebook.serving import server
from web_fixtures import PASSWORDS, make_accounts
from workshop import ROWS, SHEET, Workshop

FIRST, SECOND = "1" * 32, "2" * 32
REASON = "call back about consent"
OTHER = "009,Ablet Niyaz,,,,,Ayshe Niyaz,+90 532 000 33 44,\n"
PHONE, OTHER_PHONE = "+90 532 000 11 22", "+90 532 000 33 44"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    shop = Workshop(tmp_path_factory.mktemp("contacts"))
    shop.source("list", SHEET, sheet_csv=ROWS + OTHER)
    for case, row in ((FIRST, "007"), (SECOND, "009")):
        decisions.append(shop.folders.decisions, "case", "Nadia", "", case=case, members=[f"list:{row}/subject:Name"])
    shop.run()
    return shop


@pytest.fixture
def folders(made, tmp_path):
    """A build that nobody writes to, with a log, keys and an audit log of this test's own."""
    log = tmp_path / "decisions"
    log.mkdir()
    for path in made.folders.decisions.glob("*.jsonl"):
        (log / path.name).write_bytes(path.read_bytes())
    own = replace(made.folders, data=tmp_path, decisions=log)
    own.keys.mkdir()
    accounts.write_private(own.keys / "session.key", "ab" * 32)
    accounts.write_private(own.keys / "accounts.yml", "[]\n")
    make_accounts(own)
    return own


def lines(folders):
    """What the audit log says of looks at contacts."""
    told = [line for line in audit.read(folders.audit) if line["action"] not in ("login", "logout")]
    return [{name: line[name] for name in line if name not in ("at", "prev", "seq")} for line in told]


def ways(folders, key, **given):
    return contacting.open_contacts(folders, contacting.find(folders, key), "Nadia", REASON, **given)


def test_the_contacts_of_one_person_are_those_of_whoever_spoke_of_them(folders):
    told = "list:007/informant:Told by"
    assert ways(folders, FIRST) == [
        Way("name", "Halide Qurbanova", "informant", told, "list:007"),
        Way("phone", PHONE, "informant", told, "list:007"),
    ]
    assert ways(folders, "list:007/subject:Name") == ways(folders, FIRST)
    assert [way.value for way in ways(folders, SECOND)] == ["Ayshe Niyaz", OTHER_PHONE]
    assert ways(folders, "list:008/subject:Name") == []


def test_who_looked_and_why_is_written_down_without_numbers(folders):
    person = contacting.find(folders, FIRST)
    contacting.open_contacts(folders, person, "Nadia", f"asked to call {PHONE} today")
    contacting.open_contacts(folders, contacting.find(folders, "list:008/subject:Name"), "Nadia", REASON)
    first, second = lines(folders)
    assert first == {"by": "Nadia", "action": "contact", "case": FIRST, "although": False,
                     "reason": f"asked to call {'█' * len(PHONE)} today"}  # fmt: skip
    assert set(second) == {"by", "action", "hashed", "although", "reason"} and "008" not in second["hashed"]


def test_nothing_is_opened_when_it_cannot_be_written_down(folders, monkeypatch):
    opened = []
    monkeypatch.setattr(contacting, "_ways", lambda *_: opened.append(1) or [])
    person = contacting.find(folders, FIRST)
    audit.note(folders.audit, "Nadia", "export")
    (folders.audit / audit.HEAD).write_text("7 " + "0" * 64)
    with pytest.raises(chains.BrokenChain):
        contacting.open_contacts(folders, person, "Nadia", REASON)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(audit, "note", full)
    with pytest.raises(OSError, match="No space"):
        contacting.open_contacts(folders, person, "Nadia", REASON)
    assert opened == []


@pytest.mark.parametrize("reason", ["", "   ", "because", "a b"])
def test_without_a_reason_nothing_is_opened(folders, reason):
    with pytest.raises(NotOpened, match="why"):
        contacting.open_contacts(folders, contacting.find(folders, FIRST), "Nadia", reason)
    assert lines(folders) == []


@pytest.mark.parametrize("key", ["", "%", "list:%", "*", "' OR 1=1 --", "list:007", "007"])
def test_nobody_is_found_by_a_part_of_a_key(folders, key):
    with pytest.raises(NotOpened, match="nobody of this key"):
        contacting.find(folders, key)


def test_what_came_of_a_call_is_a_step_of_the_case(folders):
    person = contacting.find(folders, FIRST)
    contacting.note_outcome(folders, person, "Nadia", "no_answer", "2030-01-02")
    (step,) = [line for line in decisions.read(folders.decisions) if line.kind == "step"]
    assert step.fields == {"case": FIRST, "step": "call", "date": date.today().isoformat(), "answer": "no_answer",
                           "due": "2030-01-02", "next": "call", "owner": "Nadia"}  # fmt: skip
    assert lines(folders) == [{"by": "Nadia", "action": "call", "case": FIRST, "outcome": "no_answer", "due": "2030-01-02"}]


def test_what_came_of_it_is_one_of_the_list_and_its_day_a_day(folders):
    person = contacting.find(folders, FIRST)
    for outcome, due in (("Halide said yes", ""), ("spoke", "soon")):
        with pytest.raises(NotOpened):
            contacting.note_outcome(folders, person, "Nadia", outcome, due)
    assert lines(folders) == []


def test_who_asked_not_to_be_contacted_again_is_not(folders):
    contacting.note_outcome(folders, contacting.find(folders, FIRST), "Nadia", "not_again")
    with pytest.raises(NotOpened, match="asked not to be contacted"):
        ways(folders, FIRST)
    assert len(ways(folders, FIRST, although=True)) == 2
    assert lines(folders)[-1]["although"] is True


def test_next_are_the_calls_of_this_custodian_until_a_week_from_now(folders):
    first, second = (contacting.find(folders, key) for key in (FIRST, SECOND))
    contacting.note_outcome(folders, first, "Nadia", "no_answer", "2030-01-05")
    contacting.note_outcome(folders, second, "Emre", "no_answer", "2030-01-01")
    assert contacting.due(folders, "Nadia", "2029-12-28") == []
    assert contacting.due(folders, "Nadia", "2029-12-29") == [(first, "2030-01-05")]
    contacting.note_outcome(folders, first, "Nadia", "spoke")
    assert contacting.due(folders, "Nadia", "2030-01-05") == []


def test_the_command_shows_the_rules_first(folders):
    where = [f"--{name}={getattr(folders, name)}" for name in ("data", "sources", "decisions", "build")]
    told = CliRunner().invoke(open_contact.main, [FIRST, "--reason", REASON, "--by", "Nadia", *where])
    assert told.exit_code == 0, told.output
    said = told.output.splitlines()
    assert [line.partition(". ")[2] for line in said[: len(contacting.rules())]] == contacting.rules()
    assert said[-1] == f"  informant, phone: {PHONE}  (list:007)"
    assert OTHER_PHONE not in told.output
    told = CliRunner().invoke(open_contact.main, [FIRST, *where])
    assert told.exit_code == 1 and PHONE not in told.output


def test_contacts_are_read_by_what_writes_checks_and_keeps_them_and_shown_by_nothing_else():
    scripts = Path(contacting.__file__).parents[1]
    readers = {path.relative_to(scripts).as_posix() for path in scripts.rglob("*.py") if "folders.contacts" in path.read_text()}
    assert readers <= {
        "casebook/backing_up/gathering.py", "casebook/backing_up/restoring.py", "casebook/contacting.py", "casebook/content.py",
        "casebook/database.py", "casebook/publication.py", "casebook/rehearsing.py", "casebook/register.py",
        "casebook/sweeping.py", "casebook/intake.py", "casebook/telling.py", "casebook/pipeline.py", "custodian.py",
    }  # fmt: skip


@pytest.fixture
def desk(folders):
    """The screen over HTTP on a free port; `desk(name)` is a browser of somebody who has logged in, or of nobody."""
    with closing(socket.socket()) as bound:
        bound.bind(("127.0.0.1", 0))
        running = server(Desk(folders))
        thread = threading.Thread(target=asyncio.run, args=[running.serve(sockets=[bound])], daemon=True)
        thread.start()
        while not running.started:
            time.sleep(0.01)
        url = f"http://127.0.0.1:{bound.getsockname()[1]}"
        browsers = []

        def browser(name=None):
            client = httpx.Client(base_url=url, timeout=20)
            browsers.append(client)
            if name:
                fields = {"username": name, "password": PASSWORDS[name], "token": token(client.get("/-/login"))}
                assert client.post("/-/login", data=fields).status_code == 303
            return client

        yield browser
        for client in browsers:
            client.close()
        running.should_exit = True
        thread.join(10)


def token(page):
    return re.search(r'name="token" value="([^"]+)"', page.text)[1]


def send(client, where, **fields):
    return client.post(where, data={"token": token(client.get("/")), **fields})


def test_a_custodian_reads_the_rules_opens_one_person_and_says_what_came_of_it(folders, desk):
    client = desk("custodian1")
    page = client.get("/")
    assert PHONE not in page.text and contacting.rules()[0] in page.text
    shown = send(client, "/open", person=FIRST, reason=REASON)
    assert PHONE in shown.text and shown.text.index(contacting.rules()[0]) < shown.text.index(PHONE)
    assert shown.headers["cache-control"] == "private, no-store"
    assert OTHER_PHONE not in shown.text
    assert [line["action"] for line in lines(folders)] == ["contact"]
    assert PHONE not in client.get("/").text
    other = send(client, "/open", person=SECOND, reason=REASON)
    assert "One person at a time" in other.text and OTHER_PHONE not in other.text
    tomorrow = (date.today() + timedelta(days=1)).isoformat()
    assert send(client, "/outcome", outcome="spoke", due=tomorrow).status_code == 303
    assert f"{tomorrow}: <bdi>Sabir Qurbanov</bdi>" in client.get("/").text
    assert OTHER_PHONE in send(client, "/open", person=SECOND, reason=REASON).text


def test_nobody_else_sees_anything(folders, desk):
    for name in ("researcher1", "journalist1"):
        client = desk(name)
        for answer in (client.get("/"), client.post("/open", data={"person": FIRST, "reason": REASON})):
            assert answer.status_code == 403 and contacting.rules()[0] not in answer.text
    stranger = desk()
    for answer in (stranger.get("/"), stranger.post("/open", data={"person": FIRST, "reason": REASON})):
        assert (answer.status_code, answer.headers["location"]) == (303, "/-/login")
    assert lines(folders) == []


def test_forms_of_other_pages_open_nothing(folders, desk):
    client = desk("custodian1")
    fields = {"person": FIRST, "reason": REASON}
    assert client.post("/open", data=fields | {"token": "other"}).status_code == 403
    good = fields | {"token": token(client.get("/"))}
    assert client.post("/open", data=good, headers={"origin": "https://elsewhere.example"}).status_code == 403
    assert client.get("/open", params=good).status_code == 404
    assert lines(folders) == []


def test_the_screen_is_for_this_machine_alone(desk):
    client = desk("custodian1")
    for headers in ({"host": "casebook.example"}, {"x-forwarded-proto": "https"}, {"host": "127.0.0.1.example:80"}):
        assert client.get("/", headers=headers).status_code == 403


def test_it_shows_nothing_when_it_cannot_be_written_down(folders, desk):
    client = desk("custodian1")
    audit.note(folders.audit, "Nadia", "export")
    (folders.audit / audit.HEAD).write_text("7 " + "0" * 64)
    answer = send(client, "/open", person=FIRST, reason=REASON)
    assert answer.status_code == 500 and PHONE not in answer.text


def test_a_closed_casebook_shows_no_contacts_and_one_for_reading_alone_takes_no_outcome(folders, desk):
    client = desk("custodian1")
    good = token(client.get("/"))
    access.save(folders.keys, access.Access("read-only"))
    assert PHONE in client.post("/open", data={"person": FIRST, "reason": REASON, "token": good}).text
    assert client.post("/outcome", data={"outcome": "spoke", "token": good}).status_code == 503
    access.save(folders.keys, access.Access("closed"))
    answer = client.post("/open", data={"person": FIRST, "reason": REASON, "token": good})
    assert answer.status_code == 503 and PHONE not in answer.text
    assert [line["action"] for line in lines(folders) if line["action"] != "login"] == ["contact"]
