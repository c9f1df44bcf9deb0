"""The checker looks at what the press site really sends: a leak in a template, page, header or export is found."""

import http.client
import io
import re
import shutil
from dataclasses import replace

import openpyxl
import pytest

import publishing_world
from casebook.checking import check, pages, served, visiting
from casebook.folders import REPOSITORY
from casebook.pages import outlines
from casebook.serving.checks import site_hash
from publishing_world import DAY, INFORMANTS

PARTS = ("scripts", "plugins", "static", "templates", "metadata.yml", "data/vocabularies")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    made = publishing_world.make(tmp_path_factory.mktemp("pages") / "world")
    drawn = re.sub(r"\D", "", next(iter(outlines.drawing()["counties"].values()))["path"])[:8]
    made.change("INSERT INTO contacts (record, kind, value, raw) VALUES ('list:0', 'phone', ?, ?)", drawn, drawn, contacts=True)
    made.publish()
    return made


@pytest.fixture
def site(tmp_path):
    """A copy of the repository as far as it is served."""
    for part in PARTS:
        copy = shutil.copytree if (REPOSITORY / part).is_dir() else shutil.copy
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        copy(REPOSITORY / part, tmp_path / part)
    return tmp_path


def result(world, site):
    return check(world.published(), replace(world.evidence, site=site), DAY)


def change(site, part, old, new):
    path = site / part
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


# One of its numbers has the figures of an outline of the map.
def test_the_site_as_it_is_says_nothing_that_nobody_approved(world):
    found = result(world, REPOSITORY)
    assert found.get("findings") == [] and found["result"] == "clean"
    assert found["answers"] > 100
    assert found["site"] == site_hash() == served.sha256(REPOSITORY)


NAME = INFORMANTS[0][0]
LEAKS = {
    "a template": ("templates/home.html", "People detained", f"{NAME}: people detained"),
    "an attribute": ("templates/base.html", '<main id="content">', f'<main id="content" title="{NAME}">'),
    "a comment": ("templates/cases.html", "{% block content %}", "{% block content %}<!-- " + NAME + " -->"),
    "the metadata": ("metadata.yml", "One row on the edition itself", f"Asked of {NAME}"),
    "a header of an export": (
        "scripts/casebook/exporting.py", "(b\"content-type\", f\"{kind}; charset=utf-8\".encode()),",
        f"(b\"content-type\", f\"{{kind}}; charset=utf-8\".encode()), (b\"x-by\", {NAME.encode()!r}),",
    ),
    "a document on paper": ("templates/dossier.html", "<footer>", f"<footer><p>{NAME}</p>"),
    "an export": ("scripts/casebook/exporting.py", 'yield "[\\n"', f'yield "[{NAME}\\n"'),
    "a page that fails": ("templates/changes.html", "{% block content %}", "{% block content %}{{ 1 / 0 }}"),
    "a site that does not start": ("metadata.yml", "title: Casebook", "titel: Casebook"),
}  # fmt: skip


def seeded(world, site, kind):
    part, old, new = LEAKS[kind]
    if kind == "an export":
        old, new = 'before = "[\\n"', f'before = "[\\"{NAME}\\",\\n"'
    change(site, part, old, new)
    return result(world, site)


def test_a_name_in_a_template_is_found_where_it_is_sent(world, site):
    found = seeded(world, site, "a template")
    assert found["result"] == "leak"
    assert "(page)./: a name kept in contacts.db (3 times)" in found["findings"]  # as it is, and in each language
    assert not any(NAME in line for line in found["findings"])


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted(LEAKS))
def test_every_way_out_of_the_site_is_watched(world, site, kind):
    assert seeded(world, site, kind)["result"] == ("not checked" if "not start" in kind else "leak")


def test_how_long_a_query_took_is_no_value_of_the_edition():
    body = b'{"query_ms": 12345678.25, "rows": [["abcdefghij", 1.5, "2017-05"]], "next": null}'
    answer = visiting.Answer("/published/cases.json", 200, "application/json", "", body)
    assert list(pages._texts(answer)) == [
        ("", ""), ("", "query_ms"), ("", "rows"), ("abcdefghij", "abcdefghij"), ("abcdefghij", "1.5"),
        ("abcdefghij", "2017-05"), ("", "next"),
    ]  # fmt: skip


def test_rows_in_json_line_by_line_are_read_as_json_and_addresses_as_what_they_say():
    body = b'{"id": 1, "text": "\\u827e\\u514b"}\n{"id": 2, "text": "Alim"}\n'
    answer = visiting.Answer("/published/case_names.json", 200, "text/plain", "", body)
    assert [text for _, text in pages._texts(answer)] == ["", "id", "1", "text", "艾克", "id", "2", "text", "Alim"]
    known = frozenset({"published", "next"})
    assert list(pages._unknown("/published?_next=1951%2C1951", known, frozenset())) == []
    assert list(pages._unknown("/published?_next=Someone%2C1951", known, frozenset())) == ["someone"]


def test_where_a_cell_stands_is_no_word_of_a_workbook():
    book, sent = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Alim", "Barat"])
    book.active.append(["Rahile"])
    book.save(sent)
    said = [text for _, text in pages._workbook(sent.getvalue())]
    assert {"Alim", "Barat", "Rahile"} <= set(said) and {"B1", "A2"}.isdisjoint(said)


def test_an_answer_that_breaks_off_is_asked_for_again_and_is_never_looked_at_in_part(monkeypatch):
    broken, whole = http.client.IncompleteRead(b"id,na"), visiting.Answer("/cases.csv", 200, "text/csv", "", b"id,name")
    coming = iter([broken, whole])
    monkeypatch.setattr(visiting, "PAUSE", 0)
    monkeypatch.setattr(visiting, "_sent", lambda *_: given(next(coming)))
    assert visiting._ask("http://127.0.0.1", "/cases.csv", "") == whole
    monkeypatch.setattr(visiting, "_sent", lambda *_: given(broken))
    with pytest.raises(visiting.CouldNotCheck, match="breaks off its answer to /cases.csv"):
        visiting._ask("http://127.0.0.1", "/cases.csv?q=Alim", "")


def given(answer):
    if isinstance(answer, Exception):
        raise answer
    return answer
