"""Pages of template fields: a heading, then one `name=value` a line."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import importers
from casebook.importers import fields
from casebook.importers.shapes import Options, Quarantined, Refused, Row
from reading_files import only, refused, written

PAGES = """== Примеров Пример Примерович (1901) | page 12 | rev 34 2017-03-01
дата рождения=1901
профессия / место работы=учитель
дата ареста 1=04.10.1932
дата ареста 2=30.01.1951
примечание=первая строка
вторая строка, https://example.org/?a=b
== Образцова Анна | page 13
пол=женщина
сестра=[[Одна]]
сестра=[[Другая]]
"""


def test_each_page_is_a_row_under_the_names_of_all_fields(tmp_path):
    headers, rows = only(written(tmp_path, "p.txt", PAGES), "fields")
    assert headers == (
        "title", "page", "rev", "дата рождения", "профессия / место работы", "дата ареста 1", "дата ареста 2",
        "примечание", "пол", "сестра",
    )  # fmt: skip
    note = "первая строка\nвторая строка, https://example.org/?a=b"
    assert rows == [
        Row("page 12", ("Примеров Пример Примерович (1901)", "12", "34 2017-03-01", "1901", "учитель", "04.10.1932",
                        "30.01.1951", note, "", "")),
        Row("page 13", ("Образцова Анна", "13", "", "", "", "", "", "", "женщина", "[[Одна]]\n[[Другая]]")),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["== Имя", "== Имя ==", "==Имя=="])
def test_a_heading_may_be_bare(tmp_path, heading):
    assert only(written(tmp_path, "p.txt", f"{heading}\n|пол = м\n"), "fields") == (
        ("title", "пол"), [Row("line 1", ("Имя", " м"))],
    )  # fmt: skip


def test_what_stands_before_the_first_page_is_set_aside(tmp_path):
    _, rows = only(written(tmp_path, "p.txt", "a list\nx=1\n== A\ny=2\n"), "fields")
    assert [type(row) for row in rows] == [Quarantined, Row]
    assert (rows[0].content, rows[0].code) == ("a list\nx=1", "outside_a_page")


def test_a_file_without_pages_is_refused(tmp_path):
    assert refused(written(tmp_path, "p.txt", "x=1\n"), "fields").code == "no_page"
    assert refused(written(tmp_path, "q.txt", " \n"), "fields").code == "empty_file"


def test_pages_are_told_from_testimonies(tmp_path):
    assert fields.recognises(written(tmp_path, "a.txt", PAGES))
    assert not fields.recognises(written(tmp_path, "b.txt", "He was taken in May 2017.\n"))


@settings(max_examples=150, deadline=None)
@given(text=st.text("=|# \nаб[]:/x", max_size=60))
def test_text_of_any_kind_is_read_or_refused(tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_text(text, encoding="utf-8")
    try:
        for sheet in importers.find("fields").read(path, Options()):
            list(sheet.rows)
    except Refused as refusal:
        assert refusal.code and refusal.fix
