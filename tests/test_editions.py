"""Editions: signed, numbered, never written again, put in place by one rename."""

import json
import os

import pytest

from casebook import editions, signing
from casebook.editions import EditionError
from casebook.signing import KeyFileError
from publishing_world import make


@pytest.fixture
def world(tmp_path):
    found = make(tmp_path / "world")
    found.publish()
    return found


def test_the_current_edition_is_verified(world):
    edition = editions.current(world.places.editions)
    assert (edition.number, edition.checked, edition.path.name) == (1, True, "published.db")
    assert edition.path.parent.name == "1"
    assert sorted(edition.manifest) == [
        "audience", "cases", "check", "content", "date", "log", "number", "policy", "sha256", "until"]
    assert (world.places.build / "published.db").samefile(edition.path)
    assert edition.path.stat().st_mode & 0o222 == 0


def test_without_one_there_is_none(tmp_path):
    assert editions.current(tmp_path / "none") is None


def change_file(place):
    path = place / "published.db"
    path.chmod(0o644)
    body = bytearray(path.read_bytes())
    body[-1] ^= 1
    path.write_bytes(body)


def change_manifest(place):
    manifest = json.loads((place / "manifest.json").read_text())
    (place / "manifest.json").write_text(json.dumps(manifest | {"number": 2}))


@pytest.mark.parametrize("change", [
    change_file, change_manifest,
    lambda place: (place / "manifest.sig").write_text("AAAA"),
    lambda place: (place / "manifest.sig").unlink(),
    lambda place: (place / "manifest.json").unlink(),
    lambda place: (place / "manifest.json").write_text("{}"),
])
def test_a_changed_edition_is_refused(world, change):
    change(world.places.editions / "1")
    with pytest.raises(EditionError):
        editions.current(world.places.editions)


def test_another_key_does_not_verify(world, tmp_path):
    signing.sign(tmp_path / "other", b"")
    with pytest.raises(EditionError):
        editions.current(world.places.editions, tmp_path / "other")
    with pytest.raises(EditionError):
        editions.current(world.places.editions, tmp_path / "missing")


@pytest.mark.parametrize("body", [b"", b"{}", b'{"result":"clean"}', b'{"result":"leak","sha256":"x"}'])
def test_without_the_result_that_was_signed_it_was_not_checked(world, body):
    (world.places.editions / "1" / "check.json").write_bytes(body)
    assert not editions.current(world.places.editions).checked


def test_closing_shows_nothing(world):
    editions.close(world.places.editions, world.places.build)
    assert editions.current(world.places.editions) is None
    assert not (world.places.build / "published.db").exists()
    world.publish()
    assert editions.current(world.places.editions).number == 1


def test_of_a_destroyed_edition_the_manifest_stays(world):
    editions.destroy(editions.current(world.places.editions))
    (only,) = editions.every(world.places.editions, world.places.keys)
    assert (only.number, only.path.exists()) == (1, False)


def test_what_is_current_is_swapped_by_a_rename(world):
    before = os.lstat(world.places.editions / "current").st_ino
    editions.make_current(world.places.editions, 1, world.places.build)
    assert os.lstat(world.places.editions / "current").st_ino != before


def test_keys_are_made_once_and_damage_is_named(tmp_path):
    assert signing.id_key(tmp_path, "journalists") == signing.id_key(tmp_path, "journalists")
    assert signing.id_key(tmp_path, "public") != signing.id_key(tmp_path, "journalists")
    assert signing.is_signed(tmp_path, b"words", signing.sign(tmp_path, b"words"))
    assert not signing.is_signed(tmp_path, b"other", signing.sign(tmp_path, b"words"))
    for name in ("journalists.idkey", "signing.key"):
        (tmp_path / name).write_text("broken")
    with pytest.raises(KeyFileError, match=r"journalists\.idkey"):
        signing.id_key(tmp_path, "journalists")
    with pytest.raises(KeyFileError, match=r"signing\.key"):
        signing.sign(tmp_path, b"words")
