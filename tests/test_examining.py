"""The doctor: what is as it has to be is not mentioned; whatever is not is named with its fix."""

import os
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

import doctor
from casebook import accounts, audit, database, decisions, editions
from casebook.backing_up import recipients, taking
from casebook.examining import EXAMINED, examine, files, machine, state
from casebook.folders import REPOSITORY
from web_fixtures import make_casebook, make_edition

HASH = "pbkdf2_sha256$600000$abc$def"
CASE = "1" * 32


@pytest.fixture
def folders(tmp_path, monkeypatch):
    """A Casebook that is as it has to be, where nobody has left anything."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "tmp"))
    made = make_casebook(tmp_path)
    people = (("researcher1", "researcher"), ("researcher2", "researcher"))
    accounts.save(made.keys / "accounts.yml", [accounts.Account(name, HASH, (role,)) for name, role in people])
    (made.keys / "session.key").write_text("0123456789abcdef" * 4)
    (made.keys / "first-passwords.txt").unlink(missing_ok=True)
    for name in ("one", "two"):
        with (made.keys / recipients.FILE).open("a") as file:
            file.write(recipients.new_identity(tmp_path / name) + "\n")
    for folder in (made.keys, made.audit, made.build, made.editions, made.data / "backups"):
        folder.mkdir(exist_ok=True)
        folder.chmod(0o700)
    (made.keys / recipients.FILE).chmod(0o600)
    (made.data / "backups" / f"casebook-now{taking.ENDING}").touch()
    return made


def found(folders, *looks):
    return [finding.what.removeprefix(f"{folders.data}/") for look in looks for finding in look(folders)]


OF_FOLDERS = [look for look in EXAMINED if look not in (machine.disk, machine.environment)]


def test_what_is_as_it_has_to_be_is_not_mentioned(folders):
    assert found(folders, *OF_FOLDERS) == []


def read_by_others(folders):
    folders.build.chmod(0o755)
    folders.cases.chmod(0o644)
    return f"build: others of this machine can read it, or some of it ({sum(1 for p in folders.build.iterdir())} files)"


def keys_open(folders):
    folders.keys.chmod(0o750)
    return "keys: others of this machine can read it, or some of it (0 files)"


def a_copy(folders):
    (folders.data / "copy of cases").write_bytes(folders.cases.read_bytes())
    return "copy of cases: a database where none belongs"


def a_forgotten_log(folders):
    (folders.build / "old.db-wal").write_bytes(b"rows")
    return "build/old.db-wal: a database where none belongs"


def half_a_build(folders):
    folders.cases.rename(folders.build / "cases.new")
    return "build/cases.new: a database where none belongs"


def first_passwords(folders):
    (folders.keys / "first-passwords.txt").touch(0o600)
    return "keys/first-passwords.txt: the first passwords are still written down"


def a_simple_secret(folders):
    (folders.keys / "session.key").write_text("ab" * 32)
    return "keys/session.key: it is too short or too simple for a secret"


def a_quick_hash(folders):
    made = [accounts.Account(f"r{n}", HASH.replace("600000", "1000") if n else HASH, ("researcher",)) for n in range(2)]
    accounts.save(folders.keys / "accounts.yml", made)
    return "account r1: its password hash is too quick to try out"


def one_researcher(folders):
    accounts.save(folders.keys / "accounts.yml", [accounts.Account("r", HASH, ("researcher",))])
    return "keys/accounts.yml: fewer than two researchers, so nothing can be approved by two"


def damaged_accounts(folders):
    (folders.keys / "accounts.yml").write_text("- {name: r}\n")
    return "keys/accounts.yml: it must be a list of name, hash and roles."


def a_key_beside_its_backups(folders):
    recipients.new_identity(folders.keys / "key.txt")
    return "keys/key.txt: it opens the backups, and lies beside them"


def one_recipient(folders):
    path = folders.keys / recipients.FILE
    path.write_text(path.read_text().splitlines()[0])
    return f"keys/{recipients.FILE}: one key alone opens the backups, and can be lost"


def an_old_backup(folders):
    (path,) = (folders.data / "backups").iterdir()
    os.utime(path, (0, 0))
    days = (datetime.now(UTC) - datetime.fromtimestamp(0, UTC)).days
    return f"backups/{path.name}: the last backup is {days} days old"


def an_edited_log(folders):
    audit.note(folders.audit, "Nadia", "export", edition=1)
    (folders.audit / audit.LOG).write_bytes(b"")
    return "audit/audit.jsonl: it ends at line 0, and 1 were written."


def an_edition_of_somebody_else(folders):
    (folders.editions / "1" / editions.SIGNATURE).write_text("AAAA")
    return f"editions/1/{editions.MANIFEST}: it was not signed by the key in {folders.keys}."


def an_unchecked_edition(folders):
    make_edition(folders, 2, ("Alim Tursun",), result="leak")
    return "editions/2/published.db: it has no passing check that was signed"


def an_edition_past_its_day(folders):
    make_edition(folders, 2, ("Alim Tursun",), until="2024-01-01")
    return "editions/2/published.db: a consent that it rests on ended with 2024-01-01"


def a_clock_set_back(folders):
    later = (datetime.now(UTC) + timedelta(days=2)).isoformat(timespec="seconds").replace("+00:00", "Z")
    audit.note(folders.audit, "Nadia", "export", at=later)
    return f"the clock says {datetime.now(UTC) + timedelta(minutes=5):%Y-%m-%d %H:%M} UTC, and something was written at {later}"


HARMS = [
    read_by_others, keys_open, a_copy, a_forgotten_log, half_a_build, first_passwords, a_simple_secret, a_quick_hash,
    one_researcher, damaged_accounts, a_key_beside_its_backups, one_recipient, an_old_backup, an_edited_log,
    an_unchecked_edition, an_edition_past_its_day, a_clock_set_back,
]  # fmt: skip


@pytest.mark.parametrize("harm", HARMS)
def test_whatever_is_not_as_it_has_to_be_is_named(folders, harm):
    expected = harm(folders)
    assert found(folders, *OF_FOLDERS) == [expected]


def test_an_edition_that_was_not_signed_by_us_is_named(folders):
    expected = an_edition_of_somebody_else(folders)
    assert found(folders, state.editions_shown)[0] == expected


def test_consents_that_end_are_named_until_somebody_has_answered(folders):
    word = {"case": CASE, "giver": "family", "fields": ["all"], "purposes": ["journalists"], "how": "form", "basis": "consent"}
    decisions.append(folders.decisions, "consent", "Nadia", "", given="2024-01-01", until="2024-12-31", **word)

    def told(day):
        return [finding.what for finding in state.consents_ending(folders, day)]

    assert told("2024-11-30") == []
    assert told("2024-12-05") == [f"case {CASE}: a consent of family ends with 2024-12-31"]
    assert told("2025-01-01") == [f"case {CASE}: a consent of family ended with 2024-12-31"]
    decisions.append(folders.decisions, "consent", "Nadia", "", given="2025-01-01", **word)
    assert told("2025-01-01") == []


def test_what_killed_commands_leave_in_the_temporary_folder_is_named(folders, tmp_path):
    left = tmp_path / "tmp" / "casebook-0"
    left.mkdir()
    assert found(folders, files.left_by_commands) == []
    os.utime(left, (time.time() - 7200,) * 2)
    words = "left by commands that were killed; they may hold testimonies"
    assert found(folders, files.left_by_commands) == [f"{left} and 0 more: {words}"]


def test_a_full_disk_is_named(folders, monkeypatch):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda path: type("Usage", (), {"free": 10 << 20}))
    assert found(folders, machine.room) == [f"{folders.data}: 10 MB are free, too few for an import and a backup"]


def test_folders_that_are_copied_to_other_machines_are_named(folders, tmp_path):
    moved = replace(folders, data=tmp_path / "Dropbox" / "data")
    moved.data.mkdir(parents=True)
    assert f"{moved.data}: Dropbox copies it to other machines" in found(moved, machine.disk)


def test_what_tells_too_much_is_named(folders, monkeypatch):
    monkeypatch.setattr(machine, "find_spec", lambda name: name == "rich")
    monkeypatch.setenv("DATASETTE_SECRET", "x")
    monkeypatch.setattr(machine.resource, "getrlimit", lambda kind: (-1, -1))
    assert [what.partition(":")[0] for what in found(folders, machine.environment)] == [
        "the package rich is installed",
        "DATASETTE_SECRET is set in the environment",
        "a crash would leave a core file, with all that was in memory",
    ]


def test_rich_is_in_no_lock_of_what_serves():
    assert "\nrich==" not in (REPOSITORY / "requirements.lock").read_text()


def test_libraries_that_are_not_those_of_the_lock_are_named(tmp_path):
    lock = tmp_path / "lock"
    lock.write_text("datasette==0.65.5 \\\n    --hash=sha256:00\nPyYAML==6.0.2\nclick==8.1\n")
    told = [one.what for one in machine.libraries(lock, {"datasette": "0.65.4", "pyyaml": "6.0.2"})]
    assert told == [
        "datasette: 0.65.4 is installed, and 0.65.5 is the one that was tested",
        "click: it is not installed, and 8.1 is the one that was tested",
    ]


@pytest.mark.parametrize(
    ("version", "race"),
    [((3, 40, 1), True), ((3, 44, 6), False), ((3, 45, 0), True), ((3, 50, 7), False), ((3, 51, 2), True), ((3, 51, 3), False)],
)
def test_a_sqlite_that_cannot_bear_two_writers_is_named(version, race):
    assert any("two processes write" in one.what for one in machine.sqlite(version)) == race


def test_a_sqlite_that_is_too_old_must_be_replaced():
    assert [one.must for one in machine.sqlite((3, 36, 0))] == [True, False]


@pytest.fixture
def repository(tmp_path):
    def git(*command):
        names = ("-c", "user.name=a", "-c", "user.email=a")
        subprocess.run(["git", *names, *command], cwd=tmp_path, check=True, capture_output=True)

    git("init", "-q")
    for name in ("sources/example-list/a.csv", "sources/list/files/a.csv", "decisions/example.jsonl", "vocabularies/b.yml"):
        (tmp_path / "data" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / name).touch()
    (tmp_path / "x.db").touch()
    git("add", "-f", ".")
    git("commit", "-q", "-m", "all")
    git("rm", "-q", "x.db")
    git("commit", "-q", "-m", "gone")
    return tmp_path


def test_private_files_that_git_knows_are_named(repository):
    assert [one.what for one in files.in_git(repository)] == [
        "data/sources/list/files/a.csv: git keeps it",
        "x.db: it stands in the history of git",
    ]


def test_git_knows_nothing_private_of_this_repository():
    assert [one.what for one in files.in_git(REPOSITORY)] == []


def test_the_command_says_each_with_its_fix_and_ends_with_1_only_where_something_must_be_mended(folders, monkeypatch):
    path = folders.keys / "first-passwords.txt"

    def told():
        return CliRunner().invoke(doctor.main, ["--data", str(folders.data)])

    fixed = told()
    assert fixed.exit_code == 0, fixed.output
    path.touch(0o600)
    ended = told()
    assert ended.exit_code == 1
    said = f"! {path}: the first passwords are still written down.\n    Fix: hand each to its owner, then: rm {path}\n"
    assert said in ended.output


def test_what_must_be_mended_comes_first(folders):
    first_passwords(folders)
    order = [one.must for one in examine(folders)]
    assert order == sorted(order, reverse=True) and order[0]


def test_what_commands_make_is_for_its_owner_alone(folders):
    source = folders.sources / "list" / "files"
    source.mkdir(parents=True)
    (source.parent / "source.yml").write_text("title: A list\n")
    (source / "a.csv").write_text("Name\nAlim\n")
    before = set(folders.data.rglob("*"))
    database.remove(folders.cases)
    for script in ("import_sources.py", "backup.py"):
        command = [sys.executable, REPOSITORY / "scripts" / script, "--data", folders.data]
        assert subprocess.run(command, capture_output=True).returncode == 0
    made = [path for path in folders.data.rglob("*") if path not in before or path == folders.cases]
    assert {"cases.db", "contacts.db", "receipts.jsonl", "issues.csv"} < {path.name for path in made}
    assert [path.name for path in made if path.stat().st_mode & 0o077] == []
