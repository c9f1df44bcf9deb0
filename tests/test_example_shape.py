"""The example that ships: what becomes of each source, and that between them they show every state there is."""

import json
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from casebook import importers, pipeline, publication, schema, sources
from casebook.folders import Folders
from casebook.importers.shapes import Row

SHIPPED = Path(__file__).resolve().parents[1] / "data"
TODAY = date.today().isoformat()
# Tables that nothing of the example fills: no importer reads organisations, pictures or shared events yet.
EMPTY = {"organisations", "media", "participants"}


@dataclass
class Example:
    folders: Folders

    def rows(self, query, path=None):
        db = schema.connect(path or self.folders.cases, readonly=True)
        found = [tuple(row) for row in db.execute(query)]
        db.close()
        return found


@pytest.fixture(scope="module")
def example(tmp_path_factory):
    """The example alone, built and published in a folder of its own."""
    data = tmp_path_factory.mktemp("example") / "data"
    for source in (SHIPPED / "sources").glob("example-*"):
        shutil.copytree(source, data / "sources" / source.name)
    (data / "decisions").mkdir()
    for log in (SHIPPED / "decisions").glob("example*.jsonl"):
        shutil.copy(log, data / "decisions")
    shutil.copytree(SHIPPED / "decisions" / "projections", data / "decisions" / "projections")
    folders = Folders.of(data, policy=SHIPPED / "policy.yml")
    assert pipeline.run(folders).refused == {}
    publication.publish(folders, "journalists", TODAY)
    return Example(folders)


def test_every_face_that_was_approved_ships_with_it():
    """Only what is forced in of the folder of decisions is under version control."""
    lines = [json.loads(line) for log in (SHIPPED / "decisions").glob("example*.jsonl") for line in log.read_text().splitlines()]
    named = {line["projection"] for line in lines if "projection" in line}
    assert {name for name in named if not (SHIPPED / "decisions" / "projections" / f"{name}.json").is_file()} == set()


def secrets():
    """Names of informants and telephone numbers, as the columns for them say, in every example source."""
    for folder in sorted((SHIPPED / "sources").glob("example-*")):
        source = sources.load(folder)
        for path in sorted((folder / "files").iterdir()):
            for sheet in importers.find(source.kind or path).read(path, source.options):
                for row in sheet.rows:
                    if isinstance(row, Row):
                        yield from private(source, sheet.headers, row.values)


def private(source, headers, values):
    for header, cell in zip(headers, values, strict=True):
        column = source.column(header)
        for entry in column.entries if column else ():
            if cell.strip() and ((entry.of, entry.property) == ("informant", "name") or entry.property == "phone"):
                yield cell.strip()


def test_everything_received_is_kept(example):
    assert example.rows("""SELECT s."key", f.rows_in, f.rows_stored, f.rows_quarantined
                           FROM files f JOIN sources s ON s.id = f.source ORDER BY f.id""") == [
        ("example-campaign-account", 1, 1, 0),
        ("example-campaign-sheet", 2, 2, 0),
        ("example-campaign-update", 1, 1, 0),
        ("example-court-list", 4, 4, 0),
        ("example-family-list", 6, 6, 0),
        ("example-family-list", 5, 5, 0),
        ("example-letter", 2, 2, 0),
        ("example-memorial-pages", 2, 2, 0),
        ("example-petition", 13, 13, 0),
        ("example-web-form", 3, 3, 0),
        ("example-workbook", 6, 6, 0),
    ]  # fmt: skip


def test_every_table_is_filled(example):
    counts = {table: example.rows(f'SELECT count(*) FROM "{table}"')[0][0] for table in schema.CASES}
    assert {table for table, count in counts.items() if not count} == EMPTY


def test_every_source_is_marked(example):
    assert example.rows('SELECT "key" FROM sources WHERE example IS NOT 1') == []
    assert example.rows("SELECT name FROM cases WHERE example IS NOT 1") == []


def test_the_cases(example):
    told = example.rows("""SELECT name, sex, birth, ethnicity, home, arrest, term_kind,
                           term_months_min, term_months_max, records FROM cases WHERE case_key IS NOT NULL""")
    assert set(told) == {
        ("Akber Hushur", None, "1982", "Uyghur", "Onsu", "2017-05", "term", 204, 204, 3),
        ("Mamat Ablat", None, None, None, None, None, "term", 192, 204, 1),
        ("Qaharjan Sönmes", "male", "1979", "Uyghur", "Yarkand", "[2017-06,2018-04]", "term", 144, 180, 3),
        ("Nurzat Otkurhan", "female", "1979-03-03", "Uyghur", "Kashgar City", "2017-22", "term", 84, 108, 1),
        ("Nurzat Otkurhan", "female", "1994", "Uyghur", "Ghulja City", "2018-01", None, None, None, 1),
        ("Perwine Yolwas", "female", "1985", "Uyghur", "Korla", "2018-39", None, None, None, 2),
        ("Arslanbeg Yolwas", "male", "1981", "Uyghur", "Korla", "2016-02", "term", 132, 132, 2),
        ("Sadirjan Buran", "male", "1950", "Uyghur", "Karakax", "2017-05", None, None, None, 1),
        ("Otkurjan Elmasbeg", "male", "1972", "Uyghur", "Kuqa", "2016-09-11", "life", None, None, 2),
        ("Mihribanu Qasirga", "female", "1988", "Uyghur", "Hotan Prefecture", "2017-10", "term", 72, 96, 2),
        ("Baturxan Ildam", "male", "1993-06-15", None, "Ghulja City", "2018-01-12", None, None, None, 1),
        ("马槐川", "male", "1964-08", "Hui", "Changji City", "2018-39", "term", 120, 120, 1),
        ("Tilewhan Zhuldyzuly", "male", "1968", "Kazakh", "Tacheng City", "2017-03?", "term", 60, 84, 1),
        ("Zöhregül Tarimbeg", "female", "1990-11-12", "Uyghur", "Hotan Prefecture", "2021", None, None, None, 3),
        ("Темирлан Көкөтөев", "male", "1961", "Kyrgyz", "Artux", "2017-23", "term", 168, 168, 1),
    }  # fmt: skip


def test_a_second_arrest_is_a_spell_of_its_own(example):
    spells = """SELECT n.text, s.number, group_concat(e.kind || ' ' || coalesce(e.edtf, '-'), ', ')
                FROM spells s JOIN events e ON e.spell = s.id JOIN names n ON n.mention = s.mention
                JOIN mentions m ON m.id = s.mention
                WHERE m."key" IN ('example-memorial-pages:1/subject:title', 'example-web-form:T-3/subject:ad')
                GROUP BY s.id ORDER BY s.id"""
    assert [(name, number, sorted(events.split(", "))) for name, number, events in example.rows(spells)] == [
        ("Темирлан Көкөтөев", 1, ["detention 2009-02-14", "release 2012", "sentence -"]),
        ("Темирлан Көкөтөев", 2, ["detention 2017-23", "held -", "sentence -"]),
        ("Zöhregül Tarimbeg", 1, ["detention 2017-11", "release 2019-03", "sentence -"]),
        ("Zöhregül Tarimbeg", 2, ["detention 2021"]),
    ]
    assert example.rows("""SELECT c.kind FROM contradictions c JOIN persons p ON p.id = c.person
                           JOIN mentions m ON m.person = p.id
                           WHERE m."key" = 'example-memorial-pages:1/subject:title'""") == []


def test_four_kinds_of_nothing(example):
    told = example.rows("""SELECT r."key", c."column", c.absence FROM claims c JOIN records r ON r.id = c.record
                           WHERE c."column" IN ('Peine', 'ceza') AND r.state <> 'absent' AND c.absence IS NOT NULL""")
    assert sorted(told) == [
        ("example-family-list:F-03", "Peine", "withheld"), ("example-family-list:F-04", "Peine", "none"),
        ("example-web-form:T-1", "ceza", "unknown"), ("example-web-form:T-2", "ceza", "withheld"),
        ("example-web-form:T-3", "ceza", "none"),
    ]  # fmt: skip
    blank = """SELECT count(*) FROM claims c JOIN records r ON r.id = c.record
               WHERE r."key" = 'example-workbook:002' AND c."column" = 'Sentence'"""
    assert example.rows(blank) == [(0,)]


def test_two_accounts_that_differ_stay_two(example):
    assert sorted(example.rows("""SELECT c.name, x.property, x.kind FROM contradictions x
                                  JOIN cases c ON c.person = x.person""")) == [
        ("Qaharjan Sönmes", "date", "incompatible"), ("Qaharjan Sönmes", "term", "incompatible"),
    ]  # fmt: skip


def test_one_person_in_three_scripts_and_more(example):
    scripts = """SELECT DISTINCT n.script FROM names n JOIN mentions m ON m.id = n.mention WHERE m.person =
                 (SELECT person FROM mentions WHERE "key" = 'example-family-list:F-01/subject:Nom')"""
    assert {script for (script,) in example.rows(scripts)} == {"Latn", "Arab", "Hani", "Cyrl"}


def test_a_relative_who_is_a_case_too(example):
    both = """SELECT count(DISTINCT person) FROM mentions
              WHERE "key" IN ('example-family-list:F-05/relative:Sœur', 'example-family-list:F-03/subject:Nom')"""
    assert example.rows(both) == [(1,)]


def test_a_date_that_a_spreadsheet_damaged_keeps_both_readings(example):
    assert example.rows("SELECT raw, edtf FROM claims WHERE raw = 'Mar-17'") == [("Mar-17", "2017-03?")]


def test_what_a_corrected_list_no_longer_says_is_kept(example):
    gone = """SELECT r."key", c.raw FROM claims c JOIN records r ON r.id = c.record
              WHERE c.standing = 'no longer said by the source' AND c.property IN ('term', 'name')"""
    assert sorted(example.rows(gone)) == [
        ("example-family-list:F-02", "6 ans"), ("example-family-list:F-06", "Qelender Jigde"),
    ]  # fmt: skip


def test_informants_and_numbers_are_in_contacts_alone(example):
    known = set(secrets())
    assert len(known) > 8
    held = {raw for (raw,) in example.rows("SELECT raw FROM contacts", example.folders.contacts)}
    assert known - held == set()
    for path in (example.folders.cases, example.folders.published, example.folders.issues):
        text = path.read_bytes().decode("utf-8", "replace")
        assert sum(secret in text for secret in known) == 0, path.name


def test_numbers_in_running_text_are_masked_too(example):
    free = example.rows("SELECT DISTINCT \"column\" FROM contacts WHERE kind = 'phone'", example.folders.contacts)
    assert {column for (column,) in free} == {"Téléphone", "telefon", "Remarques", "text"}


def test_who_is_published_and_who_is_not(example):
    published = {name for (name,) in example.rows("SELECT name FROM cases", example.folders.published)}
    assert published == {
        "Akber Hushur", "Mamat Ablat", "Qaharjan Sönmes", "Nurzat Otkurhan", "Perwine Yolwas", "Arslanbeg Yolwas",
        "Zöhregül Tarimbeg", "Sadirjan Buran", "Otkurjan Elmasbeg", "Темирлан Көкөтөев",
    }  # fmt: skip


def test_the_name_of_the_public_case_is_published_in_both_scripts(example):
    names = """SELECT n.text FROM case_names n JOIN cases c ON c.id = n.case_id WHERE c.name = 'Akber Hushur'"""
    assert {text for (text,) in example.rows(names, example.folders.published)} == {"Akber Hushur", "艾克白尔·吾舒尔"}


def test_what_was_approved_is_what_the_sources_still_say(example):
    rule = publication.rules(example.folders, "journalists")
    assert publication.waiting(example.folders, rule, TODAY) == publication.Waiting()
