"""The audit log: every line follows the one before, and whatever is done to the file afterwards shows."""

import json

import pytest

from casebook import audit
from casebook.chains import BrokenChain
from web_fixtures import CASE_KEY, PUBLIC_IDS, make_casebook, serving_site


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "audit"
    for number in range(1, 5):
        audit.note(place, "Nadia", "export", edition=number)
    return place


def lines(folder):
    return (folder / audit.LOG).read_bytes().splitlines(keepends=True)


def test_what_was_done_is_told_in_order(folder):
    assert [(line["seq"], line["by"], line["action"], line["edition"]) for line in audit.read(folder)] == [
        (number, "Nadia", "export", number) for number in range(1, 5)
    ]
    assert (folder / audit.LOG).stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700


def edited(found):
    found[1] = found[1].replace(b"Nadia", b"Zahra")


def removed(found):
    del found[1]


def reordered(found):
    found[1], found[2] = found[2], found[1]


def cut_off(found):
    del found[2:]


def emptied(found):
    found.clear()


def rewritten(found):
    entry = json.loads(found[-1]) | {"by": "Zahra"}
    found[-1] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() + b"\n"


@pytest.mark.parametrize("harm", [edited, removed, reordered, cut_off, emptied, rewritten])
def test_edits_removal_reordering_and_truncation_are_found(folder, harm):
    found = lines(folder)
    harm(found)
    (folder / audit.LOG).write_bytes(b"".join(found))
    with pytest.raises(BrokenChain):
        audit.read(folder)


@pytest.mark.parametrize("harm", [cut_off, emptied, rewritten])
def test_nothing_is_written_behind_an_end_that_is_not_the_end(folder, harm):
    found = lines(folder)
    harm(found)
    (folder / audit.LOG).write_bytes(b"".join(found))
    with pytest.raises(BrokenChain):
        audit.note(folder, "Nadia", "export", edition=9)


def test_a_crash_between_the_line_and_its_head_loses_nothing(folder):
    head = (folder / audit.HEAD).read_bytes()
    audit.note(folder, "Nadia", "export", edition=5)
    (folder / audit.HEAD).write_bytes(head)
    assert len(audit.read(folder)) == 5
    audit.note(folder, "Nadia", "export", edition=6)
    assert len(audit.read(folder)) == 6


def test_a_line_that_was_never_finished_is_set_aside(folder):
    with (folder / audit.LOG).open("ab") as log:
        log.write(b'{"seq":5,')
    audit.note(folder, "Nadia", "export", edition=5)
    assert [line["edition"] for line in audit.read(folder)] == [1, 2, 3, 4, 5]


def test_who_took_a_case_away_is_found_by_edition_and_case(tmp_path):
    audit.note(tmp_path, "Nadia", "export", edition=1)
    audit.note(tmp_path, "Karim", "export", edition=2, case="aaaa2222bb")
    audit.note(tmp_path, "Lina", "export", edition=2, case="cccc3333dd")
    audit.note(tmp_path, "Omar", "login")
    assert [who for who, _, _ in audit.exports(tmp_path, {1, 2}, "aaaa2222bb")] == ["Nadia", "Karim"]


def test_exports_and_looks_at_private_data_are_written_and_nothing_that_was_searched_for(tmp_path):
    folders = make_casebook(tmp_path)
    with serving_site(folders) as site:
        journalist, researcher = site.client("journalist1"), site.client("researcher1")
        for address in ("/cases", f"/cases/{PUBLIC_IDS[0]}.json", "/cases.csv?q=Alim", "/static/casebook.css"):
            assert journalist.get(address).status_code == 200
        researcher.get("/cases?q=Zukhra")
        researcher.get(f"/cases/{CASE_KEY}")
    came, written = audit.read(folders.audit)[:2], audit.read(folders.audit)[2:]
    assert [(line["by"], line["action"]) for line in came] == [("journalist1", "login"), ("researcher1", "login")]
    assert [(line["by"], line["action"], line["what"], line.get("case"), "search" in line) for line in written] == [
        ("journalist1", "export", "cases", PUBLIC_IDS[0], False),
        ("journalist1", "export", "cases.csv", None, True),
        ("researcher1", "read", "cases", None, True),
        ("researcher1", "read", "cases", CASE_KEY, False),
    ]
    words = (folders.audit / audit.LOG).read_text(encoding="utf-8")
    assert "Alim" not in words and "Zukhra" not in words
