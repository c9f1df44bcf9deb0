"""Verifying an edition offline: what its publisher signed is genuine, whatever was altered is not."""

import json
import shutil
import sqlite3

import pytest
from click.testing import CliRunner

import publishing_world
import verify_edition
from casebook.verifying import NotVerified, verify


@pytest.fixture
def edition(tmp_path):
    world = publishing_world.make(tmp_path / "world")
    world.publish()
    copy = tmp_path / "copy"
    shutil.copytree(world.published().resolve().parent, copy)
    return copy, (world.places.keys / "signing.pub").read_text().strip()


def test_a_copy_is_verified_from_its_own_folder_and_the_publishers_key(edition):
    folder, key = edition
    found = verify(folder / "published.db", key)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert (found.number, found.cases, found.audience, found.sha256) == (1, 3, "journalists", manifest["sha256"])
    told = CliRunner().invoke(verify_edition.main, [str(folder), "--key", key])
    assert told.exit_code == 0 and told.output.startswith("Genuine: edition 1 of ")


def other_value(folder):
    with sqlite3.connect(folder / "published.db") as db:
        db.execute("UPDATE cases SET sex = 'male'")


def last_byte(folder):
    body = (folder / "published.db").read_bytes()
    (folder / "published.db").write_bytes(body[:-1] + bytes([body[-1] ^ 1]))


def other_manifest(folder):
    (folder / "manifest.json").write_bytes((folder / "manifest.json").read_bytes().replace(b'"number":1', b'"number":2'))


def other_check(folder):
    (folder / "check.json").write_bytes((folder / "check.json").read_bytes().replace(b'"clean"', b'"leak"'))


def no_signature(folder):
    (folder / "manifest.sig").unlink()


@pytest.mark.parametrize("harm", [other_value, last_byte, other_manifest, other_check, no_signature])
def test_what_was_altered_is_not_genuine(edition, harm):
    folder, key = edition
    harm(folder)
    with pytest.raises(NotVerified):
        verify(folder, key)
    assert CliRunner().invoke(verify_edition.main, [str(folder), "--key", key]).exit_code == 1


@pytest.mark.parametrize("key", ["00" * 32, "no key", ""])
def test_another_key_verifies_nothing(edition, key):
    with pytest.raises(NotVerified):
        verify(edition[0], key)
