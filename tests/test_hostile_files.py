"""Hostile files: whatever is sent, reading it ends within five seconds and 500 MB, by rows or by a refusal in words."""

import json
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import reading_apart
from test_testimony import pdf
from test_workbook import cell, ods, row
from workshop import ROWS

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
DOCTYPE = f'<!DOCTYPE l [<!ENTITY a "ha">{LAUGHS}]>'


def packed(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, body in members.items():
            pack.writestr(name.replace("__", "/").replace("_xml", ".xml"), body)
    return path


def docx(path: Path, body: str, before: str = "", **others: str) -> Path:
    whole = f'<?xml version="1.0"?>{before}<w:document {WORD}><w:body>{body}</w:body></w:document>'
    return packed(path, word__document_xml=whole, **others)


def nested(tag: str, times: int) -> str:
    return f"<{tag}>" * times + f"</{tag}>" * times


def xlsx(path: Path, change) -> Path:
    """A workbook of one sheet whose parts are put through `change(name, body)`."""
    import openpyxl

    book = openpyxl.Workbook()
    for values in (["Name", "Born"], ["Alim", "1971"]):
        book.active.append(values)
    book.save(path)
    with zipfile.ZipFile(path) as pack:
        parts = {name: change(name, pack.read(name)) for name in pack.namelist()}
    return packed(path, **parts)


def in_sheet(old: bytes, new: bytes):
    return lambda name, body: body.replace(old, new) if "worksheets/" in name else body


def drawing(stream: bytes, filters: str = "", pages: int = 1) -> bytes:
    """A PDF whose pages all show one stream."""
    kids = "3 0 R " * pages
    parts = [b"<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {pages}/Kids[{kids}]>>".encode(),
             b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
             f"<<{filters}/Length {len(stream)}>>stream\n".encode() + stream + b"\nendstream",
             b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + part + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 6\n0000000000 65535 f \n%btrailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(out))


WORDS = b"BT /F1 12 Tf 72 700 Td (x) Tj ET\n"
RAW = {
    "deep.json": '[{"a":' + "[" * 2_000_000 + "]" * 2_000_000 + "}]",
    "deep.jsonl": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "number.json": '[{"a":' + "9" * 1_000_000 + "}]",
    "keys.json": json.dumps([{f"k{n}": 1} for n in range(60_000)]),
    "twice.json": "[{" + ",".join(['"a":1'] * 200_000) + "}]",
    "open.json": '["' * 500_000,
    "line.csv": "a,b\n" + "x" * 20_000_000,
    "quotes.csv": "a,b\n" + '"' * 5_000_001,
    "columns.csv": ",".join(f"h{n}" for n in range(200_000)) + "\n" + "," * 199_999,
    "equal.csv": "h," * 16_000 + "h",
    "signs.csv": ",;\t|" * 1_000_000,
    "nul.csv": b"\0" * 5_000_000,
    "bytes.csv": bytes(range(256)) * 20_000,
    "fences.txt": "---\n" * 200_000,
    "headings.md": "# A\nk: v\n\n" * 50_000,
    "spaces.md": "# " + " #" * 1_000_000 + "x",
    "colons.txt": "a: " + "x:" * 5_000_000,
    "breaks.txt": "\x0b\x0c\x1c\u2028" * 500_000,
    "fields.fields": "a: b\n" * 500_000,
    "bomb.pdf": drawing(zlib.compress(b"0" * 200_000_000, 9), "/Filter/FlateDecode"),
    "twice.pdf": drawing(zlib.compress(zlib.compress(WORDS * 1_000_000, 9), 9), "/Filter[/FlateDecode/FlateDecode]"),
    "words.pdf": drawing(zlib.compress(WORDS * 200_000, 9), "/Filter/FlateDecode"),
    "pages.pdf": drawing(WORDS * 20, pages=5000),
    "brackets.pdf": drawing(b"[" * 200_000),
    "objects.pdf": b"%PDF-1.4\n" + b"1 0 obj\n" * 1_000_000,
    "loop.pdf": drawing(b"").replace(b"/Kids[3 0 R", b"/Kids[2 0 R"),
    "end.docx": b"PK\5\6" + b"\xff" * 18,
}
MADE = {
    "deep.docx": lambda path: docx(path, nested("w:p", 60_000)),
    "controls.docx": lambda path: docx(path, nested("w:sdt", 5_000)),
    "laughs.docx": lambda path: docx(path, "<w:p><w:r><w:t>&j;</w:t></w:r></w:p>", DOCTYPE),
    "bomb.docx": lambda path: docx(path, "<w:p/>" * 4_000_000),
    "members.docx": lambda path: packed(path, **{f"f{n}": "" for n in range(60_000)}),
    "merged.xlsx": lambda path: xlsx(path, in_sheet(b"</sheetData>", b"</sheetData><mergeCells>" + 99 * (
        b'<mergeCell ref="A1:XFD1048576"/>') + b"</mergeCells>")),
    "laughs.xlsx": lambda path: xlsx(path, in_sheet(b"<worksheet", DOCTYPE.encode() + b"<worksheet")),
    "rows.xlsx": lambda path: xlsx(path, in_sheet(b'r="2"', b'r="99999999999999"')),
    "columns.xlsx": lambda path: xlsx(path, in_sheet(b'r="A2"', b'r="ZZZZZZ2"')),
    "deep.xlsx": lambda path: xlsx(path, in_sheet(b"<sheetData>", b"<sheetData>" + nested("row", 30_000).encode())),
    "date.xlsx": lambda path: xlsx(path, in_sheet(b"</row>", b'<c r="C2" s="1"><v>1e308</v></c></row>')),
    "repeat.ods": lambda path: ods(path.parent, row("a") + row(
        cell("x", 'table:number-columns-repeated="16000"'), attributes='table:number-rows-repeated="1000000"')),
    "deep.ods": lambda path: ods(path.parent, row("a") + nested("table:table-row-group", 20_000)),
    "spans.ods": lambda path: ods(path.parent, row("a") + row(cell(nested("text:span", 20_000)))),
}  # fmt: skip


@pytest.mark.parametrize("name", sorted({**RAW, **MADE}))
def test_a_hostile_file_is_read_or_refused_at_once(name, tmp_path):
    path = tmp_path / name
    if name in RAW:
        path.write_bytes(RAW[name] if isinstance(RAW[name], bytes) else RAW[name].encode())
    else:
        path = MADE[name](path)
    ended = reading_apart.read(path)
    assert ended.is_fair, ended


def seeds(folder: Path) -> dict[str, bytes]:
    """A small good file of each kind, by its ending."""
    folder.mkdir(exist_ok=True)
    made = {
        ".csv": ROWS.encode(), ".tsv": ROWS.replace(",", "\t").encode("utf-16"),
        ".json": b'{"records": [{"a": {"b": [1, null]}}]}',
        ".jsonl": b'{"a": "x"}\n{"a": 1e5}\n', ".md": "# Alim\nBorn: 1971\n\nTaken in May 2017.\n".encode("cp1251"),
        ".txt": "---\nName: Алим\n---\nВзяли в мае.\n".encode(), ".fields": b"Name: Alim\nBorn: 1971\n\nName: Ablet\n",
        ".pdf": pdf("Taken in May", "2017"),
        ".docx": docx(folder / "a.docx", '<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr><w:r><w:t>Alim</w:t></w:r></w:p>'
                      "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>").read_bytes(),
        ".xlsx": xlsx(folder / "a.xlsx", lambda name, body: body).read_bytes(),
        ".ods": ods(folder, row("Name") + row(cell("Alim"))).read_bytes(),
    }  # fmt: skip
    return {ending: body.encode() if isinstance(body, str) else body for ending, body in made.items()}


ODD = [
    b"\0", b'"', b"\xff\xfe", b"\xef\xbb\xbf", b"&x;", b"<!DOCTYPE x>", b"[" * 50, b"-1", b"9" * 40, b"\r", "\u202e".encode(),
    b"]]>", b"<a>", b"</", b"/Length 99999999", b"/Kids[2 0 R]", b"xref", b"%%EOF", b"1e999", b"NaN", b"\x1b[2J",
]  # fmt: skip
# Where (a share of the file), how many bytes are taken out there, what is put in their place, and how often.
SPLICES = st.tuples(
    st.floats(0, 1), st.integers(0, 40), st.one_of(st.binary(max_size=30), st.sampled_from(ODD)), st.integers(1, 300)
)


def spliced(body: bytes, splices) -> bytes:
    """A file in which some bytes are replaced by others, perhaps many times over."""
    for share, gone, new, times in splices:
        at = int(share * len(body))
        body = body[:at] + new * times + body[at + gone :]
    return body


def within(body: bytes, which: int, splices) -> bytes:
    """A zip in which one member is spliced, so that it can still be unpacked."""
    from io import BytesIO

    with zipfile.ZipFile(BytesIO(body)) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    name = sorted(parts)[which % len(parts)]
    parts[name] = spliced(parts[name], splices)
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for member, text in parts.items():
            pack.writestr(member, text)
    return out.getvalue()


CASES = st.tuples(
    st.sampled_from([".csv", ".tsv", ".json", ".jsonl", ".md", ".txt", ".fields", ".pdf", ".docx", ".xlsx", ".ods"]),
    st.booleans(), st.integers(0, 50), st.lists(SPLICES, min_size=1, max_size=4),
)  # fmt: skip


@pytest.fixture(scope="module")
def grounds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fuzz")
    return folder, seeds(folder / "seeds")


def read_spoilt(grounds, case) -> None:
    folder, good = grounds
    ending, inside, which, splices = case
    zipped = inside and ending in (".docx", ".xlsx", ".ods")
    body = within(good[ending], which, splices) if zipped else spliced(good[ending], splices)
    path = folder / f"spoilt{ending}"
    path.write_bytes(body)
    ended = reading_apart.read(path)
    assert ended.is_fair, ended


CHECKS = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
          "database": None, "derandomize": True}  # fmt: skip


@settings(max_examples=25, **CHECKS)
@example((".pdf", False, 0, [(1.0, 0, b"", 1)]))
@given(CASES)
def test_a_spoilt_file_is_read_or_refused(grounds, case):
    read_spoilt(grounds, case)


@pytest.mark.slow
@settings(max_examples=400, **CHECKS | {"derandomize": False})
@given(CASES)
def test_many_spoilt_files_are_read_or_refused(grounds, case):
    read_spoilt(grounds, case)
