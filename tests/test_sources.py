"""A source.yml is read strictly: what it may say, and each mistake with its line and the way out."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import source_schema, sources
from casebook.source_mapping import Column, Entry, When

FULL = """
title: A list
publisher: Somebody
language: tr
kind: table
encoding: gb18030
delimiter: ";"
sheets: [One, Two]
header_row: 3
day_month_order: DMY
century: 1900
region: CN
example: true
reported_by: organisation
how_known: told abroad
speaker: {role: informant, relation: wife, about: subject, points_to_source: possibly}
channel: form
key: No
columns:
  No: source_id
  Name: {property: name, script: Latin, split: ";"}
  Held: [held.facility, {property: held.place, says: doubtful}]
  Date of event:
    property: release.date
    when: {column: Event, is: [Released, free]}
    otherwise: detention.date
    spell: 2
  Wife: {property: name, of: "relative:WIFE", relation_column: Kin}
ignore: [Remarks]
absent: {unknown: no, none: [hiç]}
words: {sex: {e: erkek}, sentence.term: {007: 7 yıl}}
expect: {rows: 7}
"""


def source(folder: Path, text: str) -> sources.Source:
    """The source whose source.yml is that text."""
    (folder / sources.NAME).write_text(text, encoding="utf-8")
    return sources.load(folder)


def mistakes(folder: Path, text: str) -> list[tuple[int, str, str]]:
    """(line, words, fix) of each mistake in that source.yml."""
    with pytest.raises(sources.SourceError) as caught:
        source(folder, text)
    return [(mistake.line, mistake.words, mistake.fix) for mistake in caught.value.mistakes]


def test_everything_a_source_may_say_is_read(tmp_path):
    read = source(tmp_path, FULL)
    assert (read.name, read.folder, read.title, read.kind, read.encoding) == (
        tmp_path.name,
        tmp_path,
        "A list",
        "table",
        "gb18030",
    )
    assert (read.sheets, read.header_row, read.century, read.example, read.consent) == (
        ("One", "Two"),
        3,
        1900,
        True,
        "none",
    )
    assert read.speaker == sources.Speaker("informant", "wife", "subject", "possibly")
    assert read.expect_rows == (7, 7)
    assert read.absent == {"unknown": ("no",), "none": ("hiç",)}
    assert read.words == {"sex": {"e": "erkek"}, "sentence.term": {"007": "7 yıl"}}
    otherwise = Entry("date", "detention", spell=2)
    assert read.columns == (
        Column("No", (Entry("source_id"),)),
        Column("Name", (Entry("name", script="Latin", split=";"),)),
        Column("Held", (Entry("facility", "held"), Entry("place", "held", says="doubtful"))),
        Column("Date of event", (Entry(
            "date", "release", when=When("Event", frozenset({"released", "free"})), otherwise=otherwise, spell=2),)),
        Column("Wife", (Entry("name", of="relative:WIFE", relation_column="Kin"),)),
    )  # fmt: skip
    assert read.options.header_row == 3 and read.options.delimiter == ";" and read.options.encoding == "gb18030"


def test_a_condition_looks_at_words_not_at_their_case_and_spacing():
    when = When("Event", frozenset({"released"}))
    assert when.holds(" RELEASED. ") and not when.holds("not released")


def test_headings_are_matched_whatever_space_stands_around_and_within_them(tmp_path):
    read = source(tmp_path, FULL)
    assert read.column("  Date\n of  event ").header == "Date of event"
    assert read.column("date of event") is None
    known = ["No", "Name", "Event", "Kin", "Remarks", " Wife "]
    assert [read.knows(header) for header in [*known, "Other"]] == [True] * 6 + [False]


@pytest.mark.parametrize(("text", "line", "words", "fix"), [
    ("title: A\nkinds: table\n", 2, "'kinds' is not an option here", "Did you mean 'kind'?"),
    ("title: A\ncolumns:\n  N: nmae\n", 3, "'nmae' is not a property", "Did you mean 'name'?"),
    ("title: A\ncolumns:\n  N:\n    - name\n    - detentoin.date\n", 5, "'detentoin' is not a kind of event",
     "Did you mean 'detention'?"),
    ("title: A\ncolumns:\n  N: {property: name, scirpt: Han}\n", 3, "'scirpt' is not an option here",
     "Did you mean 'script'?"),
    ("title: A\ncolumns:\n  N:\n    property: name\n    of: relatives\n", 5, "'relatives' cannot stand for 'of'",
     "Write subject, informant, intermediary, witness, relative, or relative: with a code, such as relative:WIFE"),
    ("title: A\ncolumns:\n  D: date\n", 3, "'date' is said of an event",
     "Name the event: `detention.date`, `sentence.date`"),
    ("title: A\ncolumns:\n  D: detention.birth\n", 3, "'birth' is not said of an event", "Write `birth`"),
    ("title: A\ncolumns:\n  D: {script: Han}\n", 3, "'property' is missing from D", "Add `property:`"),
    ("title: A\ncentury: 1850\n", 2, "1850 cannot stand for 'century'", "Known here: 1900, 2000"),
    ("title: A\nchannel: calls\n", 2, "'calls' cannot stand for 'channel'", "Did you mean 'call'?"),
    ("title: A\nlanguage: english\n", 2, "'english' cannot stand for 'language'",
     "Write a language code of two letters, such as en, zh, ug"),
    ("title: A\nheader_row: two\n", 2, "what stands at 'header_row' does not fit",
     "It must be a number; see docs/source-yml.md"),
    ("title: A\nwords: {nmae: {a: b}}\n", 2, "'nmae' is not a property", "Did you mean 'name'?"),
    ("title: A\npreset: campaign-shet\n", 2, "there is no preset 'campaign-shet'", "Did you mean 'campaign-sheet'?"),
    ("title: A\nkey: a\ntitle: B\n", 3, "'title' stands here again, first on line 1", "Keep one of the two"),
    ("title: A\ncolumns:\n\tN: name\n", 3, "a tab stands where YAML needs spaces", "Put two spaces for each level"),
    ("title: &a A\npublisher: *a\n", 2, "an alias (*) stands here", "Write the value out"),
    ("kind: table\n", 1, "'title' is missing from the file", "Add `title:`"),
    ("", 1, "the file says nothing a source can use", "Write it as docs/source-yml.md shows"),
])  # fmt: skip
def test_each_mistake_is_told_with_its_line_and_the_way_out(tmp_path, text, line, words, fix):
    assert mistakes(tmp_path, text) == [(line, words, fix)]


def test_all_mistakes_are_told_at_once_with_the_file(tmp_path):
    with pytest.raises(sources.SourceError) as caught:
        source(tmp_path, "title: A\nkinds: x\ncentury: 1\n")
    assert str(caught.value).split("\n") == [
        f"{tmp_path}/source.yml:2: 'kinds' is not an option here. Did you mean 'kind'?",
        f"{tmp_path}/source.yml:3: 1 cannot stand for 'century'. Known here: 1900, 2000",
    ]
    assert (caught.value.file, caught.value.line) == (tmp_path / "source.yml", 2)


def test_a_folder_without_a_source_yml_is_a_mistake(tmp_path):
    with pytest.raises(sources.SourceError, match="there is no such file"):
        sources.load(tmp_path)


def test_words_and_headings_stay_as_they_are_written(tmp_path):
    read = source(tmp_path, "title: 1984\ncolumns:\n  007: name\n  No: sex\n  2017-05: birth\nignore: [on, 1]\n")
    assert (read.title, [column.header for column in read.columns]) == ("1984", ["007", "No", "2017-05"])
    assert read.ignore == {"on", "1"}


def test_a_preset_lies_under_the_source_s_own_words(tmp_path):
    read = source(
        tmp_path, "title: A\npreset: campaign-sheet\nlanguage: fr\ncolumns:\n  summary: text\nignore: [age_years]\n"
    )
    assert (read.language, read.key, read.kind, read.preset) == ("fr", "case_id", "table", "campaign-sheet")
    assert read.column("summary") == Column("summary", (Entry("text"),))
    assert read.column("ethnicity") == Column("ethnicity", (Entry("ethnicity"),), optional=True)
    assert read.column("age_years") is None and read.knows("age_years")


def test_testimonies_have_a_mapping_without_being_asked(tmp_path):
    read = source(tmp_path, "title: A\nkind: testimony\n")
    assert read.column("text").entries == (Entry("testimony"),) and read.column("heading").entries == (Entry("name"),)


def test_the_fingerprint_tells_whether_the_mapping_changed(tmp_path):
    first = source(tmp_path, "title: A\ncolumns: {N: name}\n").fingerprint
    assert source(tmp_path, "# a remark\ntitle: A\ncolumns:\n  N: name\n").fingerprint == first
    assert source(tmp_path, "title: A\ncolumns: {N: text}\n").fingerprint != first


@settings(max_examples=200, deadline=None)
@given(text=st.text('title: columns{}[],&*#|>-"\n\tabc', max_size=60))
def test_text_of_any_kind_is_read_or_is_a_mistake(tmp_path_factory, text):
    folder = tmp_path_factory.getbasetemp()
    try:
        source(folder, f"title: A\n{text}")
    except sources.SourceError as error:
        assert error.line >= 1 and error.words and error.fix


def test_the_page_explains_every_option():
    page = (Path(__file__).resolve().parents[1] / "docs" / "source-yml.md").read_text(encoding="utf-8")
    options = {*source_schema.SCHEMA["properties"], *source_schema.ENTRY["properties"]}
    assert sorted(option for option in options if f"`{option}`" not in page) == []


def test_the_page_s_example_is_read(tmp_path):
    page = (Path(__file__).resolve().parents[1] / "docs" / "source-yml.md").read_text(encoding="utf-8")
    read = source(tmp_path, page.split("```yaml\n")[1].split("```")[0])
    assert (read.key, len(read.columns), read.expect_rows) == ("N°", 8, (50, 80))
