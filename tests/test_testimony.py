"""Written testimonies: a small header, then the words of one or many persons, from text, DOCX and PDF."""

from pathlib import Path

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook import importers
from casebook.importers.shapes import Options, Quarantined, Refused, Row
from reading_files import only, refused, sheets, written

KNOWN = frozenset({"told", "speaker", "born"})


def test_a_header_between_fences_gives_its_keys(tmp_path):
    path = written(
        tmp_path, "a.md", "---\ntold: March 2021\nspeaker: 'An aunt'\n---\n\nShe was taken.\n\nNo more is known.\n"
    )
    assert only(path) == (
        ("told", "speaker", "text"),
        [Row("line 1", ("March 2021", "An aunt", "She was taken.\n\nNo more is known."))],
    )


@pytest.mark.parametrize("header", ["Told: 2021\nSpeaker: An aunt\n", "told：2021\nSPEAKER: An aunt\n"])
def test_a_header_may_stand_without_fences_and_is_spelt_as_the_source_spells_it(tmp_path, header):
    path = written(tmp_path, "a.txt", header + "\nShe said: taken.\n")
    assert only(path, headers=KNOWN) == (
        ("told", "speaker", "text"),
        [Row("line 1", ("2021", "An aunt", "She said: taken."))],
    )


@pytest.mark.parametrize("words", ["She said: taken.\n\nThat is all.", "He: no.\nShe: yes.", "Call at 10:30\n\nDone."])
def test_words_with_a_colon_are_no_header(tmp_path, words):
    assert only(written(tmp_path, "a.txt", words), headers=KNOWN) == (("text",), [Row("line 1", (words,))])


def test_headings_begin_new_persons_and_the_header_above_holds_for_all(tmp_path):
    text = (
        "---\ntold: 2021\n---\n# First Person\nborn: 1980\n\nWords.\n\n---\n\n## more\n\n# Second Person\n\nOthers.\n"
    )
    assert only(written(tmp_path, "a.md", text), headers=KNOWN) == (
        ("told", "heading", "born", "text"),
        [
            Row("line 4", ("2021", "First Person", "1980", "Words.\n\n---\n\n## more")),
            Row("line 13", ("2021", "Second Person", "", "Others.")),
        ],
    )


def test_fenced_headers_begin_new_persons_too(tmp_path):
    text = "---\nname: A\n---\nOne.\n---\nname: B\nnote: first\n  second\n---\nTwo.\n"
    assert only(written(tmp_path, "a.md", text)) == (
        ("name", "note", "text"),
        [Row("line 1", ("A", "", "One.")), Row("line 5", ("B", "first\nsecond", "Two."))],
    )


def test_words_before_the_first_heading_are_set_aside(tmp_path):
    _, rows = only(written(tmp_path, "a.md", "To whom it may concern\n\n# A\n\nWords.\n"))
    assert [type(row) for row in rows] == [Quarantined, Row] and rows[0].code == "before_a_heading"


def test_empty_and_damaged_files_are_refused(tmp_path):
    assert refused(written(tmp_path, "a.md", " \n\n")).code == "empty_file"
    assert refused(written(tmp_path, "b.txt", "слова о человеке".encode("cp1251"))).code == "unclear_encoding"
    assert refused(written(tmp_path, "c.docx", "junk")).code == "damaged_file"
    assert refused(written(tmp_path, "d.pdf", "%PDF-1.4 junk")).code == "damaged_file"


def letter(folder: Path, change) -> Path:
    document = docx.Document()
    change(document)
    document.save(folder / "letter.docx")
    return folder / "letter.docx"


def test_a_letter_in_docx_is_read_in_order_with_its_tables(tmp_path):
    def change(document):
        table = document.add_table(rows=2, cols=2)
        for at, (key, value) in enumerate([("Told", "2021"), ("Speaker", "An aunt")]):
            table.cell(at, 0).text, table.cell(at, 1).text = key, value
        document.add_heading("A Person", 1)
        document.add_paragraph("First words.")
        wide = document.add_table(rows=1, cols=3)
        for at in range(3):
            wide.cell(0, at).text = str(at)
        document.add_paragraph("Last\twords.")

    headers, rows = only(letter(tmp_path, change), headers=KNOWN)
    assert headers == ("told", "speaker", "heading", "text")
    assert rows == [
        Row("paragraph 2", ("2021", "An aunt", "A Person", "First words.\n\n\n0 | 1 | 2\n\nLast\twords.")),
    ]


def test_headings_are_known_by_their_style_whatever_its_language(tmp_path):
    def change(document):
        style = document.styles.add_style("Überschrift", WD_STYLE_TYPE.PARAGRAPH)
        style.element.find(f"{{{style.element.nsmap['w']}}}name").set(f"{{{style.element.nsmap['w']}}}val", "heading 1")
        document.add_paragraph("Eine Person", style)
        document.add_paragraph("Worte.")

    assert only(letter(tmp_path, change))[1] == [Row("paragraph 1", ("Eine Person", "Worte."))]


def test_what_is_not_seen_in_a_letter_is_kept_beside_it_and_reported(tmp_path):
    def change(document):
        paragraph = document.add_paragraph("Kept ")
        paragraph._p.append(parse_xml(f"<w:ins {nsdecls('w')}><w:r><w:t>added</w:t></w:r></w:ins>"))
        paragraph._p.append(parse_xml(f"<w:del {nsdecls('w')}><w:r><w:delText>gone</w:delText></w:r></w:del>"))
        paragraph.add_run(" struck").font.strike = True
        paragraph.add_run(" hidden").font.hidden = True
        document.add_comment(paragraph.runs[0], "ask again", author="Somebody")

    ((sheet, rows),) = sheets(letter(tmp_path, change))
    assert sheet.notes == {"comments": 1, "deleted": 1, "hidden": 1, "strike": 1}
    assert rows == [Row("paragraph 1", ("Kept added struck hidden",), {
        "text": {"deleted": ["gone"], "strike": [" struck"], "hidden": [" hidden"], "comments": ["ask again"]},
    })]  # fmt: skip


def pdf(*pages: str) -> bytes:
    """A PDF with one line of text a page, written by hand."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>",
             "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]  # fmt: skip
    for number, page in enumerate(pages):
        drawn = f"BT /F1 12 Tf 72 700 Td ({page}) Tj ET" if page else ""
        parts.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
            f"/Contents {5 + 2 * number} 0 R>>"
        )
        parts.append(f"<</Length {len(drawn)}>>stream\n{drawn}\nendstream")
    out, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    end = f"trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode()


def test_the_text_of_a_pdf_is_one_testimony_over_its_pages(tmp_path):
    ((sheet, rows),) = sheets(written(tmp_path, "a.pdf", pdf("First words.", "", "Last words.")))
    assert rows == [Row("pages 1-3", ("First words.\nLast words.",))]
    assert sheet.notes == {"pages_without_text": [2]}


def test_a_pdf_of_pictures_is_refused_with_the_way_out(tmp_path):
    refusal = refused(written(tmp_path, "a.pdf", pdf("", "")))
    assert refusal.code == "no_text_layer" and "Type the text out" in refusal.fix


@settings(max_examples=60, deadline=None)
@given(content=st.one_of(st.binary(max_size=100), st.text("-#: \nab\0：", max_size=50).map(str.encode)))
@pytest.mark.parametrize("name", ["any.md", "any.docx", "any.pdf"])
def test_bytes_of_any_kind_are_read_or_refused(tmp_path_factory, name, content):
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(content)
    try:
        for sheet in importers.find(path).read(path, Options()):
            list(sheet.rows)
    except Refused as refusal:
        assert refusal.code and refusal.fix
