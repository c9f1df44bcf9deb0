"""Backups: from an archive and a secret key to a serving site with equal content, and nothing else ever comes of either."""

import hashlib
import shutil
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pyrage
import pytest
from click.testing import CliRunner

import backup
import restore
from casebook import audit, chains, content, database, decisions, disk, receipts, schema, signing
from casebook.backing_up import archive, recipients, restoring, taking
from casebook.backing_up.recipients import BackupError
from casebook.folders import REPOSITORY, Folders
from web_fixtures import make_casebook, serving_site

SCRIPTS = REPOSITORY / "scripts"
SHEET = "Name,Told by\nAlim Tursun,Halide Tursun\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A whole Casebook, and the secret keys of two people who can open its backups."""
    root = tmp_path_factory.mktemp("kept")
    folders = make_casebook(root)
    with closing(schema.connect(folders.contacts)) as db:
        schema.create_tables(db, schema.CONTACTS)
        db.execute("INSERT INTO contacts (record, kind, value) VALUES ('sheet:1', 'phone', '+90 532 000 11 22')")
    folders.issues.write_text("file,record\n", encoding="utf-8-sig")
    source = folders.sources / "sheet"
    (source / "files").mkdir(parents=True)
    (source / "source.yml").write_text("title: A sheet\n")
    (source / "files" / "sheet.csv").write_text(SHEET)
    receipts.take_stock(source, "tester")
    decisions.append(folders.decisions, "hold", "Nadia", "", case="1" * 32)
    audit.note(folders.audit, "Nadia", "export", edition=1)
    (folders.keys / "first-passwords.txt").write_text("for their owners alone")
    for name in ("one", "two"):
        line = recipients.new_identity(root / name)
        with (folders.keys / recipients.FILE).open("a") as file:
            file.write(f"{line}  # {name}\n")
    return root


@pytest.fixture
def kept(made, tmp_path):
    """(folders, the folder with both secret keys, where backups go), all for one test alone."""
    shutil.copytree(made / "data", tmp_path / "data", symlinks=True)
    return Folders.of(tmp_path / "data"), made, tmp_path / "out"


def take(folders, out):
    return taking.take(folders, out, (), "Emre", print)


def everything(folder: Path) -> dict[str, str]:
    """{path: SHA-256 or where a link leads} of what a restored Casebook has to have again."""
    apart, passing = ("build", "audit", "backups"), ("sessions.db", "first-passwords.txt", "lock")
    return {
        str(path.relative_to(folder)): str(path.readlink()) if path.is_symlink() else disk.sha256(path)
        for path in sorted(folder.rglob("*"))
        if (path.is_file() or path.is_symlink()) and path.relative_to(folder).parts[0] not in apart
        and path.suffix != ".lock" and path.name not in passing and "servers" not in path.parts
    }  # fmt: skip


def test_a_restored_casebook_is_the_one_that_was_backed_up(kept, tmp_path):
    folders, secrets, out = kept
    taken = take(folders, out)
    restoring.restore(taken.path, secrets / "one", tmp_path / "again", "Emre")
    again = Folders.of(tmp_path / "again")
    assert everything(again.data) == everything(folders.data)
    assert dict(content.hashes(again)) == dict(content.hashes(folders)) == taken.content
    assert [line["action"] for line in audit.read(again.audit)] == ["export", "restore"]
    assert [line["action"] for line in audit.read(folders.audit)] == ["export", "backup"]
    assert not (again.keys / "first-passwords.txt").exists()
    assert again.published.samefile(again.editions / "1" / "published.db")


def command(script, *given):
    return subprocess.run([sys.executable, SCRIPTS / script, *map(str, given)], capture_output=True, text=True)


def cases_shown(folders):
    with serving_site(folders) as site:
        return [site.client("researcher1").get(page).text for page in ("/cases.csv", "/published/cases.csv")]


def test_the_drill_from_backup_and_key_to_a_serving_site(kept, tmp_path, capsys):
    folders, secrets, out = kept
    shown = cases_shown(folders)
    made = command("backup.py", "--data", folders.data, "--out", out)
    assert made.returncode == 0, made.stderr
    shutil.rmtree(folders.data)
    began = time.monotonic()
    (path,) = out.iterdir()
    done = command("restore.py", path, "--identity", secrets / "two", "--to", tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert "content as it was at" in done.stdout
    assert cases_shown(folders) == shown
    with capsys.disabled():
        print(f"\nRestore drill: {time.monotonic() - began:.1f} s from archive and key to a serving site.")


def test_each_recipient_opens_it_alone_and_nobody_else_does(kept, tmp_path):
    folders, secrets, out = kept
    path = take(folders, out).path
    for name in ("one", "two"):
        restoring.restore(path, secrets / name, tmp_path / name, "Emre")
    recipients.new_identity(tmp_path / "stranger")
    with pytest.raises(BackupError, match="No matching keys"):
        restoring.restore(path, tmp_path / "stranger", tmp_path / "again", "Emre")
    assert not (tmp_path / "again").exists()


def test_nothing_of_it_can_be_read_without_a_key_and_no_copy_is_left(kept):
    folders, _, out = kept
    path = take(folders, out).path
    body = path.read_bytes()
    assert not [word for word in (b"Halide", b"+90 532", b"backup.json", b"SQLite") if word in body]
    assert path.stat().st_mode & 0o777 == 0o600
    assert not (folders.build / taking.COPIES).exists()
    assert list(out.iterdir()) == [path]


def test_what_is_there_is_never_overwritten(kept, tmp_path):
    folders, secrets, out = kept
    path = take(folders, out).path
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "a file").write_text("mine")
    for to in (tmp_path / "full", tmp_path / "full" / "a file"):
        with pytest.raises(BackupError, match="nothing is overwritten"):
            restoring.restore(path, secrets / "one", to, "Emre")
    assert [entry.name for entry in (tmp_path / "full").iterdir()] == ["a file"]


def flip(body: bytes, at: int) -> bytes:
    return body[:at] + bytes([body[at] ^ 1]) + body[at + 1 :]


@pytest.mark.parametrize("share", [0.0, 0.002, 0.3, 0.6, 0.999])
def test_a_flipped_bit_anywhere_restores_nothing(kept, tmp_path, share):
    folders, secrets, out = kept
    path = take(folders, out).path
    body = path.read_bytes()
    path.write_bytes(flip(body, int(share * len(body))))
    refuses(path, secrets, tmp_path)


@pytest.mark.parametrize("cut", [1, 16, 65_552, 100_000])
def test_a_part_of_it_or_more_than_it_restores_nothing(kept, tmp_path, cut):
    folders, secrets, out = kept
    path = take(folders, out).path
    body = path.read_bytes()
    for other in (body[:-cut], body + body[-cut:], b"", body[:cut]):
        path.write_bytes(other)
        refuses(path, secrets, tmp_path)


def refuses(path, secrets, tmp_path, words="", **given):
    with pytest.raises(BackupError, match=words or None):
        restoring.restore(path, secrets / "one", tmp_path / "again", "Emre", **given)
    assert not [entry for entry in tmp_path.iterdir() if "again" in entry.name]


def encrypted(to: Path, keys: Path, listed: dict, bodies: dict[str, bytes], folder: Path, signature=None) -> Path:
    """An archive that somebody made who has the public keys, which are no secret, and perhaps the signing key."""
    items = []
    for name, body in bodies.items():
        path = folder / hashlib.sha256(name.encode()).hexdigest()
        path.write_bytes(body)
        items.append(archive.Item(name, path, len(body), hashlib.sha256(body).hexdigest()))
    whole = {"v": 1, "at": "2026-11-24T10:00:00Z", "content": {}, "editions": {}, "faults": [], **listed}
    whole["files"] = whole.get("files") or [{"name": i.name, "bytes": i.bytes, "sha256": i.sha256} for i in items]
    whole["signed_by"] = (keys / "signing.pub").read_text().strip()
    body = chains.canonical(whole)
    with to.open("wb") as file:
        signed = signature or signing.sign(keys, body).encode()
        archive.write(file, recipients.recipients(keys), body, signed, items)
    return to


@pytest.fixture
def forge(kept, tmp_path):
    folders, secrets, _ = kept
    (tmp_path / "parts").mkdir()

    def make(words, bodies, *, listed=None, signature=None, **given):
        path = encrypted(tmp_path / "forged", folders.keys, listed or {}, bodies, tmp_path / "parts", signature)
        refuses(path, secrets, tmp_path, words, **given)

    return make


def test_who_has_the_public_keys_alone_cannot_make_one(forge):
    forge("was not signed", {"policy.yml": b"x"}, signature=b"AAAA" * 22)
    forge("not by the key that was given", {"policy.yml": b"x"}, signed_by="ab" * 32)


def test_an_older_one_is_refused_where_a_newer_must_exist(forge):
    forge("older than 2026-11-25", {"policy.yml": b"x"}, not_before="2026-11-25")


@pytest.mark.parametrize("name", ["../policy.yml", "/etc/casebook", "sources/../../x", "a\\b"])
def test_a_name_never_leaves_the_folder(forge, name):
    forge("outside of its folder", {name: b"x"})


def test_files_are_those_of_the_list_and_no_others(forge):
    one = {"name": "policy.yml", "bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest()}
    forge("not what was listed", {"policy.yml": b"y"}, listed={"files": [one]})
    forge("not what was listed", {"other.yml": b"x"}, listed={"files": [one]})
    forge("more than was listed", {"policy.yml": b"x", "other.yml": b"x"}, listed={"files": [one]})
    forge("not what was listed", {"policy.yml": b"x"}, listed={"files": [one, one | {"name": "two"}]})
    forge("another version", {"policy.yml": b"x"}, listed={"v": 2})
    forge("cannot be one", {"policy.yml": b"x"}, listed={"editions": {"current": "../x"}})


def test_any_other_file_is_no_archive(kept, tmp_path):
    folders, secrets, _ = kept
    keys = recipients.recipients(folders.keys)
    (tmp_path / "other").write_bytes(pyrage.encrypt(b"a letter", keys))
    refuses(tmp_path / "other", secrets, tmp_path)
    refuses(tmp_path / "none", secrets, tmp_path, "no such archive")


def test_without_anybody_to_open_it_no_backup_is_made(kept):
    folders, secrets, out = kept
    (folders.keys / recipients.FILE).unlink()
    told = CliRunner().invoke(backup.main, ["--data", str(folders.data), "--out", str(out)])
    assert told.exit_code == 1 and "nobody could open the backup" in told.output
    (folders.keys / recipients.FILE).write_text((secrets / "one").read_text())
    told = CliRunner().invoke(backup.main, ["--data", str(folders.data), "--out", str(out)])
    assert told.exit_code == 1 and "belongs on no server" in told.output and "AGE-SECRET" not in told.output
    assert not out.exists()


def test_a_key_is_made_once_and_is_that_of_age(tmp_path):
    told = CliRunner().invoke(backup.main, ["--new-identity", str(tmp_path / "key")])
    (identity,) = recipients.identities(tmp_path / "key")
    assert str(identity.to_public()) in told.output and "AGE-SECRET" not in told.output
    assert CliRunner().invoke(backup.main, ["--new-identity", str(tmp_path / "key")]).exit_code == 1
    assert recipients.identities(tmp_path / "key")


def test_what_was_changed_before_is_named_and_the_backup_made_all_the_same(kept, tmp_path):
    folders, secrets, out = kept
    (folders.sources / "sheet" / "files" / "sheet.csv").write_text("Name\nSomebody Else\n")
    told = CliRunner().invoke(backup.main, ["--data", str(folders.data), "--out", str(out)])
    assert told.exit_code == 2 and "it is not what was received" in told.output
    (path,) = out.iterdir()
    told = CliRunner().invoke(restore.main, [str(path), "--identity", str(secrets / "one"), "--to", str(tmp_path / "r")])
    assert told.exit_code == 0 and "Changed before the backup already: sheet/files/sheet.csv" in told.output


def test_a_damaged_database_is_not_backed_up_as_if_it_were_whole(kept):
    folders, _, out = kept
    with folders.contacts.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 4096)
    with pytest.raises(BackupError, match="make build"):
        take(folders, out)
    assert list(out.iterdir()) == [] and not (folders.build / taking.COPIES).exists()


def test_while_rows_are_written_it_waits_and_holds_the_whole(kept, tmp_path):
    folders, secrets, out = kept
    code = (
        "import sys, time; from casebook import database; from casebook.folders import Folders\n"
        "f = Folders.of(sys.argv[1])\n"
        "with database.lock(f, print), database.writing(f) as w, w.transaction():\n"
        "    print('begun', flush=True)\n"
        "    for n in range(300):\n"
        "        w.contacts.execute('INSERT INTO contacts (record, kind) VALUES (?, ?)', (f'r{n}', 'phone'))\n"
        "        time.sleep(0.001)\n"
    )
    writer = subprocess.Popen([sys.executable, "-c", code, folders.data], stdout=subprocess.PIPE, env={"PYTHONPATH": SCRIPTS})
    writer.stdout.readline()
    path = take(folders, out).path
    assert writer.wait(20) == 0
    restoring.restore(path, secrets / "one", tmp_path / "again", "Emre")
    with closing(schema.connect(tmp_path / "again" / "build" / "contacts.db", readonly=True)) as db:
        assert db.execute("SELECT count(*) FROM contacts").fetchone() == (301,)


def test_a_second_backup_at_once_is_refused(kept):
    folders, _, out = kept
    with taking._alone(folders.build), pytest.raises(BackupError, match="Another backup"):
        take(folders, out)


def test_without_a_build_what_people_made_is_kept(kept, tmp_path):
    folders, secrets, out = kept
    for path in (folders.cases, folders.contacts):
        database.remove(path)
    restoring.restore(take(folders, out).path, secrets / "one", tmp_path / "again", "Emre")
    assert everything(tmp_path / "again") == everything(folders.data)
