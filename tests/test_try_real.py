"""`make try-real` says plainly when there is nothing to try; with the same layouts it fills sources of its own."""

from click.testing import CliRunner

from try_real import FILES, try_real

# Invented people in the four layouts.
RECORDS = {
    "campaign-2022-09.csv": "case_id,name_uyghur,date_of_birth,arrest_last_contact_date,summary\n"
                            "X1,Tolomir Sekuna,May 1970,2 June 2017,She has not been heard of.\n",
    "prisoners-zh.csv": "Name,Gender,Date of Birth,Date of Death,Place,Sentence,Source\n"
                        "柏岑澜,male,1961-02-29,,某地,life,x\n",
    "open-list-ru.txt": "== Галмир Ролосев (1901) | page 5\nдата ареста 1=04.10.1932\nприговор 1=10 лет\n",
    "sentences-ru.csv": "raw_value,code\n10 лет л/с,zak\nкак получится,other\n",
}  # fmt: skip


def run(*arguments):
    return CliRunner().invoke(try_real, [*map(str, arguments), "--no-serve"])


def test_without_the_records_it_says_so(tmp_path):
    done = run(tmp_path, "--into", tmp_path / "own")
    assert done.exit_code == 1
    assert "Nothing to try" in done.output
    assert not (tmp_path / "own").exists()


def test_it_imports_through_the_presets_and_says_what_was_understood(tmp_path):
    assert RECORDS.keys() == FILES.keys()
    for file, text in RECORDS.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    done = run(tmp_path, "--into", tmp_path / "own")
    assert done.exit_code == 0, done.output
    assert "4 files, 4 of them new" in done.output
    assert "100.0% of     1  campaign-2022-09: date_of_birth" in done.output
    assert "50.0% of     2  sentences-ru: raw_value" in done.output
    assert "sentences-ru: raw_value: как получится" in done.output
    assert "0 of them new" in run(tmp_path, "--into", tmp_path / "own").output
