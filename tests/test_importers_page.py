"""The page on importers shows one that works."""

from pathlib import Path
from types import ModuleType

from casebook import importers
from casebook.importers.shapes import Options, Quarantined, Row
from reading_files import written

PAGE = Path(__file__).resolve().parents[1] / "docs" / "importers.md"


def test_the_importer_on_the_page_reads_its_files(tmp_path):
    module = ModuleType("cards")
    exec(PAGE.read_text(encoding="utf-8").split("```python\n")[1].split("```")[0], module.__dict__)
    path = written(tmp_path, "a.card", "FN:A\nTEL:1\nEND\nFN:B\nwhat?\nEND\n")
    ((sheet, rows),) = [(sheet, list(sheet.rows)) for sheet in module.read(path, Options())]
    assert sheet.headers == ("FN", "TEL")
    assert rows[0] == Row("card 1", ("A", "1")) and isinstance(rows[1], Quarantined)


def test_the_page_names_every_importer_and_its_suffixes():
    page = PAGE.read_text(encoding="utf-8")
    for name, module in importers.kinds().items():
        assert all(f"`{word}`" in page for word in (name, *module.SUFFIXES)), name
