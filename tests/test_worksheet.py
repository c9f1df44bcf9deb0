"""The sheet of matches for work offline: what goes out, what comes back, and what is refused."""

import csv
import io

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import worksheet as command
from casebook import decisions, schema
from casebook.harmless import harmless, original
from casebook.matches.worksheet_back import WorksheetError, read
from matching_world import ALIM, MIHRAY, OTHER_ALIM, SABIR, judged, make, 沙比尔, 米热依, 阿里木


@pytest.fixture
def shop(tmp_path):
    return make(tmp_path / "world")


def run(shop, *arguments: str) -> str:
    outcome = CliRunner().invoke(command.main, [*arguments, "--data", str(shop.path)])
    assert outcome.exception is None or isinstance(outcome.exception, SystemExit), outcome.exception
    return outcome.output


@pytest.fixture
def sheet(shop):
    """The path of a sheet as it goes out."""
    path = shop.path / "matches.csv"
    run(shop, "out", str(path))
    return path


def rows(path, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), delimiter=delimiter))


def fill(path, *filled: tuple[int, str, str], delimiter: str = ",") -> None:
    """Write choice and reason into these rows (from 0), as a spreadsheet would save it."""
    found = rows(path)
    for number, choice, reason in filled:
        found[number] |= {"choice": choice, "reason": reason}
    save(path, found, delimiter)


def save(path, found, delimiter: str = ",") -> None:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(found[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(found)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


def test_a_row_holds_both_sides_in_the_order_of_the_queue(sheet):
    found = rows(sheet)
    assert [(row["first key"], row["second key"]) for row in found] == [
        (MIHRAY, 米热依), (SABIR, 沙比尔), (ALIM, OTHER_ALIM), (ALIM, 阿里木), (OTHER_ALIM, 阿里木)]  # fmt: skip
    told = {name: value for name, value in found[1].items() if value and name not in ("check", "seen", "why")}
    assert told == {
        "probability": "0.97", "first: names": "Sabir Qurbanov", "second: names": "沙比尔·库尔班", "first: born": "1971",
        "second: born": "1971-04-03", "second: sex": "male", "second: home": "Hotan County", "first: detained": "2017-05",
        "second: detained": "2017-05-14", "first: place": "Hotan County", "first: sentence": "180 to 180 months",
        "second: sentence": "180 to 180 months", "first: status": "sentenced", "second: status": "sentenced",
        "first: sources": "An invented sheet, row 2", "second: sources": "An invented register, row 2",
        "first key": SABIR, "second key": 沙比尔,
    }  # fmt: skip


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_what_was_filled_in_is_written_once(shop, sheet, delimiter):
    fill(sheet, (1, "same", "one village"), (2, "D", ""), (3, "Unsure", ""), delimiter=delimiter)
    assert "3 of 3 judgements are new" in run(shop, "in", str(sheet), "--by", "Nadia")
    lines = [("Nadia", SABIR, 沙比尔, "same", "one village"), ("Nadia", ALIM, OTHER_ALIM, "different", ""),
             ("Nadia", ALIM, 阿里木, "unsure", "")]  # fmt: skip
    assert judged(shop) == lines
    assert "0 of 3 judgements are new" in run(shop, "in", str(sheet), "--by", "Nadia")
    found = rows(sheet, delimiter)
    found[3] |= {"choice": "same", "reason": "asked again"}
    save(sheet, found)
    assert "1 of 3 judgements are new" in run(shop, "in", str(sheet), "--by", "Nadia")
    assert judged(shop) == [*lines, ("Nadia", ALIM, 阿里木, "same", "asked again")]


def test_a_row_on_which_somebody_else_decided_since_is_told_and_not_written(shop, sheet):
    decisions.append(shop.folders.decisions, "match", "Emre", a=SABIR, b=沙比尔, choice="different")
    fill(sheet, (0, "same", ""), (1, "same", ""))
    told = run(shop, "in", str(sheet), "--by", "Nadia")
    assert "1 of 2 judgements are new" in told and "row 3 was not: somebody has decided" in told
    assert judged(shop) == [("Emre", SABIR, 沙比尔, "different", ""), ("Nadia", MIHRAY, 米热依, "same", "")]


CHANGED = "column “first key”: the row is not about the pair it was written for"


@pytest.mark.parametrize(("change", "told"), [
    ({"choice": "perhaps"}, "column “choice”: this is no choice"),
    ({"reason": "they are brothers"}, "column “choice”: there is a reason and no choice"),
    ({"first key": SABIR, "choice": "same"}, CHANGED),
    ({"second key": "register:甲一/subject:姓名"}, CHANGED),
    ({"seen": "1"}, CHANGED),
    ({"check": "", "choice": "same"}, "column “check”: the row is not about"),
])  # fmt: skip
def test_a_row_that_is_wrong_is_told_by_file_row_and_column_and_nothing_is_written(shop, sheet, change, told):
    fill(sheet, (0, "same", ""))
    found = rows(sheet)
    found[4] |= change
    save(sheet, found)
    outcome = run(shop, "in", str(sheet), "--by", "Nadia")
    assert f"matches.csv, row 6, {told}" in outcome and judged(shop) == []


def test_two_rows_of_one_pair_that_say_different_things_are_refused(shop, sheet):
    fill(sheet, (0, "same", ""))
    found = rows(sheet)
    save(sheet, [*found, found[0] | {"choice": "different"}])
    assert "row 7, column “choice”: row 2 says something else of the same pair" in run(shop, "in", str(sheet), "--by", "Nadia")
    assert judged(shop) == []


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"choice,reason\nsame,x\n", b'choice,"\nsame'])
def test_what_is_no_sheet_of_ours_is_refused_in_words(content):
    with pytest.raises(WorksheetError, match="^matches.csv"):
        read(content, "matches.csv")


def test_no_cell_is_a_formula_and_names_come_back_whole(shop, sheet):
    db = schema.connect(shop.folders.cases)
    db.execute("UPDATE names SET text = '=cmd()' WHERE text = 'Sabir Qurbanov'")
    db.close()
    run(shop, "out", str(sheet))
    assert rows(sheet)[1]["first: names"] == "'=cmd()"
    assert sheet.stat().st_mode & 0o077 == 0


@given(st.text(alphabet="a'=+-@,;|\t\n\" ＝", max_size=12))
def test_what_was_made_harmless_is_had_back(text):
    assert original(harmless(text)) == text
