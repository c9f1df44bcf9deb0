"""Serving: when a site does not start and what it says, and how one edition takes the place of another."""

import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace

import httpx
import pytest

from casebook import schema, serving
from casebook.folders import REPOSITORY
from casebook.serving import checks, editions, patience
from casebook.serving.checks import NotServed
from web_fixtures import PASSWORDS, PUBLIC_IDS, make_accounts, make_casebook, make_cases, make_edition, serving_site


@pytest.fixture
def folders(tmp_path):
    return make_casebook(tmp_path)


def refusal(folders, **options) -> str:
    """Why a site over these folders does not start."""
    with pytest.raises(NotServed) as refused:
        serving.application(serving.Site(folders, **options))
    return str(refused.value)


def changed_metadata(tmp_path: Path, old: str, new: str) -> Path:
    text = (REPOSITORY / "metadata.yml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "changed.yml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_database_without_an_allow_block_stops_the_start(folders, tmp_path):
    shutil.copy(folders.cases, tmp_path / "backup.db")
    assert "no allow block for database 'backup'" in refusal(folders, files=[tmp_path / "backup.db"])


def test_contacts_are_opened_by_no_site_whatever_they_are_called(folders, tmp_path):
    path = tmp_path / "people.db"
    db = schema.connect(path)
    schema.create_tables(db, schema.CONTACTS)
    db.close()
    metadata = changed_metadata(tmp_path, "\n  published:\n", "\n  people: {allow: true}\n  published:\n")
    assert "which no site opens" in refusal(folders, files=[path], metadata=metadata)


def test_a_second_file_of_a_known_name_stops_the_start(folders, tmp_path):
    (tmp_path / "other").mkdir()
    shutil.copy(folders.cases, tmp_path / "other" / "cases.db")
    assert "named cases" in refusal(folders, files=[folders.cases, tmp_path / "other" / "cases.db"])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            "    allow: {roles: [researcher]}\n    allow_sql",
            "    alow: {roles: [researcher]}\n    allow_sql",
            "did you mean 'allow'",
        ),
        ("\n  cases:\n", "\n  casse:\n", "did you mean 'cases'"),
        ("      claims:\n", "      climas:\n", "did you mean 'claims'"),
        (
            "allow_sql: {roles: [researcher]}\ndatabases",
            "allow_sqk: {roles: [researcher]}\ndatabases",
            "did you mean 'allow_sql'",
        ),
        ("allow: {roles: [journalist, researcher]}", "allow: {role: [journalist, researcher]}", "did you mean 'roles'"),
        ("title: Casebook", "title: Casebook\ntitle: Again", "written twice"),
        ("title: Casebook", "plugins: {}", "not known in the file"),
        ("facets: [status, place, ethnicity, sex, term_kind]", "facets: [a, b, c, d, e, f]", "at most 5 facets"),
    ],
)
def test_an_unknown_key_stops_the_start_with_its_line_and_the_likely_name(folders, tmp_path, old, new, words):
    path = changed_metadata(tmp_path, old, new)
    said = refusal(folders, metadata=path)
    assert words in said
    assert f"{path}, line " in said


def test_a_removed_allow_block_stops_the_start(folders, tmp_path):
    path = changed_metadata(tmp_path, "    allow: {roles: [researcher]}\n    allow_sql", "    allow_sql")
    assert "no allow block for database 'cases'" in refusal(folders, metadata=path)


def test_the_press_site_opens_the_current_edition_and_nothing_else(folders, tmp_path):
    assert "nothing else" in refusal(folders, press=True, files=[folders.cases])
    other = tmp_path / "published.db"
    shutil.copy(folders.cases, other)
    assert "nothing else" in refusal(folders, press=True, files=[other])
    assert serving.application(serving.Site(folders, press=True, files=[folders.published]))


def test_the_research_site_does_not_take_another_file_for_the_edition(folders, tmp_path):
    shutil.copy(folders.cases, tmp_path / "published.db")
    assert "current edition" in refusal(folders, files=[tmp_path / "published.db"])


def test_without_an_edition_or_cases_nothing_starts(folders):
    folders.cases.rename(folders.cases.with_name("away"))
    assert "this file is missing" in refusal(folders)
    (folders.editions / "current").unlink()
    assert "no edition has been published yet" in refusal(folders)


def test_an_edition_that_was_not_found_clean_is_not_shown(folders):
    make_edition(folders, 2, ("Alim Tursun",), result="leak")
    assert "no passing check.json" in refusal(folders)


def test_an_edition_whose_bytes_changed_is_not_shown(folders):
    path = folders.editions / "1" / "published.db"
    path.chmod(0o644)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert "not the file that was published" in refusal(folders)


def test_an_edition_signed_by_another_key_is_not_shown(folders):
    (folders.editions / "1" / "manifest.sig").write_text("bm9ib2R5\n")
    assert "not signed" in refusal(folders)


def test_a_busy_port_is_said_so():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(NotServed, match=r"Port \d+ on 127.0.0.1 is in use by another program. Fix: --port"):
            serving.listen("127.0.0.1", other.getsockname()[1])


def test_the_command_says_why_and_ends_with_one(tmp_path):
    (tmp_path / "data").mkdir()
    command = [sys.executable, REPOSITORY / "scripts" / "serve.py", "--data", tmp_path / "data", "--press"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr.startswith("Not started. ") and "make build" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_who_is_withdrawn_is_gone_from_the_next_request_on(folders):
    with serving_site(folders) as site:
        reader = site.client("journalist1")
        assert "Aygul Sattar" in reader.get("/cases").text
        make_edition(folders, 2, ("Alim Tursun",))
        for address in ("/cases", "/cases.csv", "/published/cases.json", "/published/cases.csv", "/cases/cccc3333dd"):
            assert "Aygul" not in reader.get(address).text
        assert "Edition 2" in reader.get("/").text


def test_no_answer_is_stale_or_mixed_while_editions_change(folders):
    for number in range(2, 12):
        make_edition(folders, number, (f"Person {number}a", f"Person {number}b"))
    with serving_site(folders) as site:
        reader = site.client("journalist1")
        changer = threading.Thread(target=lambda: [_show(folders, number) for number in list(range(2, 12)) * 4])
        changer.start()
        shown = []
        while changer.is_alive() or len(shown) < 50:
            names = [row["name"] for row in reader.get("/cases.json").json()]
            shown.append(names)
        changer.join()
        assert all(len(names) == 2 and names[0][:-1] == names[1][:-1] for names in shown)
        assert reader.get("/cases.json").json()[0]["name"] == "Person 11a"


def test_no_request_fails_while_the_first_ones_come_or_editions_change(folders):
    """Pages, not only data: Datasette renders none before it has prepared itself, which it does once an instance."""
    for number in range(2, 6):
        make_edition(folders, number, (f"Person {number}a", f"Person {number}b"))
    with serving_site(folders) as site:
        reader, answers = site.client("journalist1"), []

        def ask():
            answers.extend(reader.get(address).status_code for address in ("/", "/data", "/published/cases") * 6)

        askers = [threading.Thread(target=ask) for _ in range(6)]
        for asker in askers:
            asker.start()
        for number in (2, 3, 4, 5):
            time.sleep(0.2)
            _show(folders, number)
        for asker in askers:
            asker.join()
        assert set(answers) == {200}


def _show(folders, number: int) -> None:
    from casebook import editions

    editions.make_current(folders.editions, number, folders.build)


def test_while_the_current_edition_may_not_be_shown_nothing_is(folders):
    """The one before may hold somebody whom the new one was made to leave out."""
    with serving_site(folders) as site:
        reader = site.client("journalist1")
        make_edition(folders, 2, ("Somebody Leaked",), result="leak")
        for _ in range(2):
            assert reader.get("/cases").status_code == 503
        make_edition(folders, 3, ("Alim Tursun",))
        assert "Alim Tursun" in reader.get("/cases").text


@pytest.mark.parametrize("tamper", [
    lambda path: (path.chmod(0o644), path.write_bytes(path.read_bytes().replace(b"Alim", b"Evil"))),
    lambda path: path.unlink(),
], ids=["written over", "destroyed"])  # fmt: skip
def test_an_edition_that_is_changed_while_it_is_served_is_closed(folders, tamper):
    with serving_site(folders) as site:
        reader = site.client("journalist1")
        assert "Alim Tursun" in reader.get("/cases").text
        tamper(folders.editions / "1" / "published.db")
        assert reader.get("/cases").status_code == 503


def test_an_edition_that_could_not_be_opened_is_tried_again(folders, monkeypatch):
    with serving_site(folders) as site:
        reader = site.client("journalist1")
        make_edition(folders, 2, ("Aygul Sattar",))
        body = (folders.editions / "2" / "manifest.sig").read_bytes()
        (folders.editions / "2" / "manifest.sig").write_bytes(b"")
        assert reader.get("/cases").status_code == 503
        (folders.editions / "2" / "manifest.sig").write_bytes(body)
        monkeypatch.setattr(editions, "AGAIN", 0.0)
        assert "Aygul Sattar" in reader.get("/cases").text


def test_nothing_is_shown_while_no_edition_is_current(folders):
    with serving_site(folders) as site:
        reader = site.client("journalist1")
        (folders.editions / "current").unlink()
        assert reader.get("/cases").status_code == 503
        make_edition(folders, 2, ("Alim Tursun",))
        assert reader.get("/cases").status_code == 200


def test_an_edition_is_not_shown_after_a_consent_of_it_has_ended(folders, monkeypatch):
    today, tomorrow = date.today(), date.today() + timedelta(1)
    make_edition(folders, 2, ("Alim Tursun",), until=today.isoformat())
    with serving_site(folders) as site:
        reader = site.client("journalist1")
        assert reader.get("/cases").status_code == 200
        monkeypatch.setattr(editions, "date", SimpleNamespace(today=lambda: tomorrow))
        assert reader.get("/cases").status_code == 503
        monkeypatch.setattr(checks, "date", SimpleNamespace(today=lambda: tomorrow))
        assert "consent that it rests on ended" in refusal(folders)
        make_edition(folders, 3, ("Aygul Sattar",))
        assert "Aygul Sattar" in reader.get("/cases").text


def test_a_build_put_in_place_is_read_at_once(folders, tmp_path):
    with serving_site(folders) as site:
        reader = site.client("researcher1")
        assert reader.get("/cases/sources.json?_shape=array").json()[0]["title"] == "Sheet of the families"
        make_cases(tmp_path / "new" / "cases.db")
        import sqlite3

        db = sqlite3.connect(tmp_path / "new" / "cases.db")
        db.execute("UPDATE sources SET title = 'Another build' WHERE id = 1")
        db.commit()
        db.execute("PRAGMA journal_mode=DELETE")
        db.close()
        for rest in ("-wal", "-shm"):
            folders.cases.with_name("cases.db" + rest).unlink(missing_ok=True)
        (tmp_path / "new" / "cases.db").rename(folders.cases)
        assert reader.get("/cases/sources.json?_shape=array").json()[0]["title"] == "Another build"


SLOW = {
    "silent": b"",
    "half a header": b"GET / HTTP/1.1\r\nHost: x\r\n",
    "half a form": b"POST /-/login HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\nusername=",
}


@pytest.mark.parametrize("begun", SLOW)
def test_who_does_not_end_a_request_is_cut_off_and_shuts_nobody_out(folders, monkeypatch, begun):
    monkeypatch.setattr(patience, "ARRIVING", 0.3)
    monkeypatch.setattr(patience, "MOST", 6)
    with serving_site(folders) as site:
        where = ("127.0.0.1", httpx.URL(site.url).port)
        slow = [socket.create_connection(where, timeout=10) for _ in range(5)]
        for connection in slow:
            connection.sendall(SLOW[begun])
        assert {_end(connection) for connection in slow} == {b""}
        assert httpx.get(f"{site.url}/-/login").status_code == 200


def test_a_request_without_end_is_cut_off(folders):
    with serving_site(folders) as site, socket.create_connection(("127.0.0.1", httpx.URL(site.url).port)) as endless:
        endless.sendall(b"GET / HTTP/1.1\r\nX: ")
        with pytest.raises(OSError):
            _pour(endless)


def _pour(connection: socket.socket) -> None:
    for _ in range(100):
        connection.sendall(b"x" * 100_000)
        time.sleep(0.01)


def _end(connection: socket.socket) -> bytes:
    with connection:
        try:
            return connection.recv(1000)
        except ConnectionResetError:
            return b""


def test_the_sites_write_nothing_into_the_build(folders):
    before = folders.cases.read_bytes(), folders.published.read_bytes()
    with serving_site(folders) as site:
        reader = site.client("researcher1")
        for address in ("/", "/cases?q=Tursun", "/cases/claims", "/published/cases"):
            assert reader.get(address).status_code == 200
    assert (folders.cases.read_bytes(), folders.published.read_bytes()) == before


def test_the_first_start_prints_where_passwords_are_and_never_the_passwords_and_a_second_changes_nothing(folders):
    for name in ("accounts.yml", "session.key"):
        (folders.keys / name).unlink()
    first = _started(folders)
    lines = (folders.keys / "first-passwords.txt").read_text().splitlines()[2:]
    assert len(lines) == 4
    assert str(folders.keys / "first-passwords.txt") in first
    for line in lines:
        name, role, password = line.split()
        assert f"{name:<12} {role}" in first and password not in first
    kept = {path.name: path.read_bytes() for path in folders.keys.iterdir() if path.name != "sessions.db"}
    assert _started(folders).splitlines()[1:] == first.splitlines()[1:]
    assert {path.name: path.read_bytes() for path in folders.keys.iterdir() if path.name != "sessions.db"} == kept


def test_the_press_site_does_without_everything_private_and_holds_no_other_file(folders):
    """It runs where neither databases nor sources, decisions and signing keys are, and what it has open is named here."""
    make_accounts(folders)
    for path in (folders.cases, folders.contacts, folders.keys / "signing.key", *folders.keys.glob("*.idkey")):
        path.unlink(missing_ok=True)
    for folder in (folders.sources, folders.decisions):
        shutil.rmtree(folder, ignore_errors=True)
    with _serving(folders, "--press") as (url, process), httpx.Client(base_url=url) as reader:
        reader.post("/-/login", data={"username": "journalist1", "password": PASSWORDS["journalist1"]})
        assert reader.get("/cases").status_code == 200
        assert reader.get(f"/cases/{PUBLIC_IDS[0]}").status_code == 200
        place = Path(f"/proc/{process.pid}/fd")
        held = {one.readlink() for one in place.iterdir() if one.is_symlink()}
    below = {path.relative_to(folders.data).parts[0] for path in held if path.is_relative_to(folders.data)}
    assert below == {"editions", "keys"}
    assert {path.name for path in held if path.parent == folders.keys} <= {"sessions.db", "sessions.db-journal"}
    shown = {path.name for path in held if path.is_relative_to(folders.editions)}
    assert {name for name in shown if not name.startswith(f"{process.pid}-")} == {"published.db"}, "beside what it says it shows"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


@contextmanager
def _serving(folders, *options: str):
    """The command, serving on a free port, and its address."""
    port = _free_port()
    command = [sys.executable, REPOSITORY / "scripts" / "serve.py", "--data", folders.data, "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert _answers(f"http://127.0.0.1:{port}/-/login", process), process.stderr.read()
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.terminate()
            process.wait(20)


def _started(folders) -> str:
    """What the command prints when it serves; it is ended again once it answers."""
    port = _free_port()
    command = [sys.executable, REPOSITORY / "scripts" / "serve.py", "--data", folders.data, "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as serving_now:
        try:
            assert _answers(f"http://127.0.0.1:{port}/-/login", serving_now)
        finally:
            serving_now.terminate()
        printed, errors = serving_now.communicate(timeout=20)
    assert errors == ""
    assert f"http://127.0.0.1:{port}/" in printed
    return printed


def _answers(address: str, process) -> bool:
    for _ in range(300):
        if process.poll() is not None:
            return False
        try:
            return httpx.get(address).status_code == 200
        except httpx.TransportError:
            time.sleep(0.1)
    return False


def test_the_press_site_loads_nothing_that_could_write(folders):
    """What decides and publishes is not even in its memory."""
    code = (
        "import sys; from pathlib import Path; from casebook import serving; from casebook.folders import Folders;"
        " serving.application(serving.Site(Folders.of(Path(sys.argv[1])), press=True));"
        " print(sorted(n for n in sys.modules if n in ('casebook.judging', 'casebook.publishing', 'casebook.reviewing',"
        " 'casebook.pipeline', 'casebook.projecting', 'casebook.deciding')))"
    )
    run = [sys.executable, "-c", code, folders.data]
    told = subprocess.run(run, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(REPOSITORY / "scripts")})
    assert told.stdout == "[]\n"
