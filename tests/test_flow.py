"""The whole flow on a generated source set: files in, an edition out, the same whichever way it came about."""

import json
import shutil
from dataclasses import dataclass
from datetime import date

import pytest

import other_sources
from casebook import approving, content, decisions, pipeline, publication, receipts, schema, understood
from casebook.folders import Folders

TODAY = date.today().isoformat()
SHEET, LIST, REGISTER, PAGES = (f"{layout}-7" for layout in ("sheet", "liste", "mingdan", "stranitsy"))
# What the headings of each layout are called, and the role in the key of a mention.
NAME = {SHEET: "Who", LIST: "personne", REGISTER: "人名", PAGES: "title"}


@dataclass
class World:
    """A data folder with generated sources, and what each row of them says."""

    folders: Folders
    told: dict

    def rows(self, query, path=None):
        db = schema.connect(path or self.folders.cases, readonly=True)
        found = [tuple(row) for row in db.execute(query)]
        db.close()
        return found


def hashes(folders):
    """What is in a build: one SHA-256 a table, whatever the numbers of its rows."""
    return dict(content.hashes(folders))


@pytest.fixture
def world(tmp_path):
    folders = Folders.of(tmp_path / "data")
    made = World(folders, other_sources.write(folders.sources, 7))
    pipeline.run(folders)
    return made


def test_every_row_becomes_a_record_and_every_fact_a_claim(world):
    expected = [
        (f"{source}:{row.number}", row.name, row.birth, row.arrest, row.months)
        for source, rows in world.told.items() for row in rows
    ]  # fmt: skip
    said = world.rows(
        """SELECT r."key", max(CASE c.property WHEN 'name' THEN c.value END),
             max(CASE c.property WHEN 'birth' THEN c.edtf END), max(CASE c.property WHEN 'date' THEN c.edtf END),
             CAST(max(CASE c.property WHEN 'term' THEN c.amount_min END) AS INTEGER)
           FROM records r JOIN claims c ON c.record = r.id GROUP BY r.id"""
    )
    assert sorted(said) == sorted(expected)


def test_rows_in_are_rows_stored_and_rows_set_aside(world):
    assert world.rows("SELECT rows_in, rows_stored, rows_quarantined FROM files") == [(4, 4, 0)] * 4


def test_a_claim_points_to_its_words(world):
    wrong = [
        key for key, content_, column, start, end, raw in world.rows(
            """SELECT c."key", r.content, c."column", c.span_start, c.span_end, c.raw
               FROM claims c JOIN records r ON r.id = c.record""")
        if json.loads(content_)[column][start:end] != raw
    ]  # fmt: skip
    assert wrong == []


def test_whoever_passed_the_news_on_is_in_contacts_alone(world):
    secrets = [text for rows in world.told.values() for row in rows for text in (row.informant, row.phone) if text]
    held = "\n".join(str(row) for row in world.rows("SELECT raw FROM contacts", world.folders.contacts))
    assert [secret for secret in secrets if secret not in held] == []
    for path in (world.folders.cases, world.folders.issues):
        text = path.read_bytes().decode("utf-8", "replace")
        assert [secret for secret in secrets if secret in text] == [], path.name


def test_every_cell_was_understood_and_the_unmapped_column_is_an_issue(world):
    assert {column.share for column in understood.columns(schema.connect(world.folders.cases, readonly=True))} == {1.0}
    assert world.rows("SELECT code, \"column\" FROM issues WHERE code LIKE '%column%'") == [("unmapped_column", "来源")]


def test_a_second_run_changes_nothing(world):
    before = hashes(world.folders)
    summary = pipeline.run(world.folders)
    assert (summary.files, summary.unchanged) == ({}, 4)
    assert hashes(world.folders) == before


def corrected(world, tmp_path):
    """The same sheet with one sentence changed and one row gone, as a new file."""
    first, *rest = world.told[SHEET]
    _, text, _ = other_sources.english([other_sources.longer(first), *rest[:-1]])
    path = tmp_path / "sheet-2.tsv"
    path.write_bytes(text)
    return path


def from_nothing(folders, tmp_path):
    """The content of a build made at once from the same sources and log."""
    again = Folders.of(folders.data, build=tmp_path / "again")
    pipeline.run(again)
    return hashes(again)


def test_a_corrected_file_changes_what_changed_and_equals_a_build_from_nothing(world, tmp_path):
    path = corrected(world, tmp_path)
    receipts.receive(world.folders.sources / SHEET, path, "sheet.tsv")
    taken = pipeline.run(world.folders).files[f"{SHEET}/sheet-2.tsv"]
    assert (taken.new, taken.changed, taken.unchanged, taken.absent) == (0, 1, 2, 1)
    assert hashes(world.folders) == from_nothing(world.folders, tmp_path)


def test_undo_brings_back_what_was(world, tmp_path):
    before = hashes(world.folders)
    receipts.receive(world.folders.sources / SHEET, corrected(world, tmp_path), "sheet.tsv")
    pipeline.run(world.folders)
    assert hashes(world.folders) != before
    receipts.undo(world.folders.sources / SHEET, None)
    pipeline.run(world.folders)
    assert hashes(world.folders) == before


def test_sources_that_come_later_equal_sources_that_were_there(world, tmp_path):
    other = Folders.of(tmp_path / "other")
    for names in ((REGISTER, SHEET), (PAGES, LIST)):
        for name in names:
            shutil.copytree(world.folders.sources / name, other.sources / name)
        pipeline.run(other)
    assert hashes(other) == hashes(world.folders)


def test_what_two_people_approve_is_published_and_nothing_else(world):
    log, row = world.folders.decisions, world.told[SHEET][0]
    decisions.append(log, "case", "Nadia", case="c" * 32, members=[f"{SHEET}:{row.number}/subject:{NAME[SHEET]}"])
    decisions.append(log, "consent", "Nadia", case="c" * 32, giver="family", fields=["all"], given=TODAY,
                     purposes=["journalists"], how="by letter", basis="consent")  # fmt: skip
    pipeline.run(world.folders)
    rule = publication.rules(world.folders, "journalists")
    question = approving.ask(world.folders, rule, "c" * 32, TODAY)
    approving.answer(world.folders, question, "Nadia")
    assert publication.publish(world.folders, "journalists", TODAY)[0].published == 0
    approving.answer(world.folders, question, "Rosa")
    assert publication.publish(world.folders, "journalists", TODAY)[0].published == 1
    published = world.rows("SELECT name, birth, arrest, term_months_min FROM cases", world.folders.published)
    assert published == [(row.name, row.birth, row.arrest, row.months)]
    everything = world.folders.published.read_bytes().decode("utf-8", "replace")
    others = {told.name for rows in world.told.values() for told in rows} - {row.name}
    assert [name for name in sorted(others | {row.informant, row.phone}) if name in everything] == []
