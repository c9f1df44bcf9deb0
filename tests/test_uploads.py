"""Files that nobody should have sent: refused at the door, or read in a process of their own, and nothing left of them."""

import io
import os
import stat
import sys
import zipfile

import pytest
from openpyxl import Workbook, load_workbook

from casebook import audit
from casebook.guard import uploads
from casebook.inbox import drafts, process
from casebook.inbox.desk import Desk as Inbox
from reviewing_site import Desk, plain
from test_inbox import compared, seen, upload
from web_fixtures import make_casebook, serving_site


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    made = make_casebook(tmp_path_factory.mktemp("uploads"))
    made.sources.mkdir()
    return made


@pytest.fixture(scope="module")
def site(folders):
    with serving_site(folders) as site:
        yield site


@pytest.fixture(scope="module")
def desk(site):
    return Desk(site, "researcher1", "/inbox")


@pytest.fixture
def at_once(monkeypatch):
    """What is done in a process of its own is done here."""
    monkeypatch.setattr(Inbox, "run", lambda self, draft, do: process.attempt(self.folders, draft, do))


def left(folders) -> list[str]:
    return sorted(path.name for path in drafts.place(folders).iterdir()) if drafts.place(folders).exists() else []


def parts(*fields: tuple[str, str, bytes]) -> bytes:
    """The body of a multipart form: (name, filename, content)."""
    found = b""
    for name, file, content in fields:
        named = f'; filename="{file}"' if name == "file" else ""
        found += f'--edge\r\ncontent-disposition: form-data; name="{name}"{named}\r\n\r\n'.encode() + content + b"\r\n"
    return found + b"--edge--\r\n"


def post(desk, body: bytes, kind: str = "multipart/form-data; boundary=edge", **headers: str):
    return desk.client.post("/inbox", content=body, headers={"content-type": kind} | headers)


def test_nobody_but_a_researcher_sends_a_file(site, folders):
    before = left(folders)
    for name, status in ((None, 303), ("journalist1", 405), ("custodian1", 405)):
        client = site.client(name)
        assert client.post("/inbox", files={"file": ("a.csv", b"Name\nA\n")}).status_code == status
    assert left(folders) == before


def test_a_press_site_takes_none(tmp_path):
    with serving_site(make_casebook(tmp_path), press=True) as press:
        client = press.client("researcher1")
        assert client.post("/inbox", files={"file": ("a.csv", b"Name\nA\n")}).status_code == 405
        assert client.get("/inbox").status_code == 404


def test_what_is_no_upload_of_this_session_is_refused_and_nothing_is_left(desk, folders, monkeypatch):
    desk.look("/inbox")
    before, token, file = left(folders), ("token", "", desk.token.encode()), ("file", "a.csv", b"Name\nA\n")
    wrong = ("token", "", b"another")
    assert post(desk, parts(token, file), kind="text/csv").status_code == 415
    assert post(desk, parts(token, file), kind="multipart/form-data").status_code == 415
    assert post(desk, parts(file, token)).status_code == 403
    assert post(desk, parts(wrong, file)).status_code == 403
    assert post(desk, parts(token, file), origin="https://elsewhere.example").status_code == 403
    assert post(desk, parts(token, file), **{"sec-fetch-site": "cross-site"}).status_code == 403
    assert post(desk, parts(token, file)[:-20]).status_code == 400
    assert post(desk, parts(token, file, file)).status_code == 400
    assert post(desk, parts(token, ("more", "", b"x"), file)).status_code == 400
    assert post(desk, b"--edge\r\nno header at all\r\n\r\n").status_code == 400
    assert post(desk, parts(("token", "", b"x" * 5000), file)).status_code == 413
    monkeypatch.setattr(uploads, "LONGEST_FILE", 1000)
    monkeypatch.setattr(uploads, "AROUND", 1000)
    answer = post(desk, parts(token, ("file", "a.csv", b"x" * 2100)))
    assert answer.status_code == 413 and "larger than 20 MB" in answer.text

    def bit_by_bit():
        yield parts(token, ("file", "a.csv", b"x" * 1100))

    assert desk.client.post("/inbox", content=bit_by_bit(),
                            headers={"content-type": "multipart/form-data; boundary=edge"}).status_code == 413  # fmt: skip
    assert left(folders) == before


@pytest.mark.parametrize(("name", "words"), [
    ("tool.exe", "no importer reads .exe"), ("old.xls", "save it as .xlsx"), ("plain", "no name with an ending"),
    ("", "Choose a file"), ("+90 532 000 11 22.csv", "telephone number"),
])  # fmt: skip
def test_a_file_that_no_importer_reads_is_refused_by_its_name(desk, folders, name, words):
    before, token = left(folders), ("token", "", desk.look("/inbox") and desk.token.encode())
    answer = post(desk, parts(token, ("file", name, b"x")))
    assert answer.status_code == 422 and words in plain(answer.text).replace("\xa0", " ")
    assert left(folders) == before


def bomb() -> bytes:
    """A workbook of 200 MB of nothing."""
    file = io.BytesIO()
    book = Workbook()
    book.active.append(["Name"])
    book.save(file)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 200_000_000)
    return file.getvalue()


def test_a_bomb_and_a_picture_called_a_workbook_are_told_and_take_no_more_than_they_may(desk):
    for name, content in (("bomb.xlsx", bomb()), ("picture.xlsx", b"\x89PNG\r\n\x1a\n" + b"\0" * 500)):
        _, html = compared(desk, upload(desk, name, content))
        assert "It cannot be taken in so" in html and "Take it in" not in html and "Throw it away" in html


def test_a_process_that_is_stopped_by_its_limits_is_told_in_words(site, desk, folders, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    _, html = compared(desk, upload(desk, "a.csv", "Name,Born\nA,1980\n"))
    assert process.TOO_MUCH in plain(html)


def test_formulas_and_signs_that_turn_text_around_stay_text_and_the_file_comes_back_as_a_workbook(desk, folders, at_once):
    rows = "Name,Born,Taken\n=cmd|'/C calc'!A0,1980,\"when the figs were ripe\"\nAlim\u202etxt.exe,1981,May 2017\n"
    address, _ = compared(desk, upload(desk, "turned\u202e\u2066.csv", rows))
    assert address and "\u202e" not in desk.html and "turned.csv" in plain(desk.html)
    number = address.rpartition("/")[2]
    held = drafts.load(folders, number)
    assert [stat.S_IMODE(path.stat().st_mode) for path in (held.file, held.folder)] == [0o600, 0o700]
    desk.send("sort", draft=number, title="A list", language="en")
    html = seen(desk, address)
    assert "\u202e" not in html and "when the figs were ripe" in html and "2 new" in plain(html)
    answer = desk.client.get(f"{address}/workbook")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [[cell.value for cell in row] for row in sheet][1][:2] == ["=cmd|'/C calc'!A0", "1980"]
    assert {cell.data_type for row in sheet for cell in row} <= {"s", "inlineStr", "n"}
    comments = {cell.coordinate: cell.comment.text for row in sheet for cell in row if cell.comment}
    assert "stays as written" in comments["C2"] and "C3" not in comments


def test_a_workbook_comes_back_without_its_formulas_and_only_to_whoever_brought_it(site, desk, folders, at_once):
    book, file = Workbook(), io.BytesIO()
    book.active.title = "People"
    book.active.append(["Name", "Born", "Taken", "Told by"])
    book.active.append(["Alim Tohti", "=1+1", "when the figs were ripe", "Zumret Helpful"])
    book.active.append(["Patime Semet", 1980, "May 2017", "Zumret Helpful"])
    book.active.column_dimensions["A"].width = 44
    book.save(file)
    address, _ = compared(desk, upload(desk, "people.xlsx", file.getvalue()))
    desk.send("sort", draft=address.rpartition("/")[2], title="People of a friend", language="en")
    assert "Zumret" not in seen(desk, address)
    back = load_workbook(io.BytesIO(desk.client.get(f"{address}/workbook").content))["People"]
    assert back.column_dimensions["A"].width == 44 and back["D2"].value == "Zumret Helpful" and back["B2"].value is None
    assert "stays as written" in back["C2"].comment.text
    other = site.client("researcher2")
    assert other.get(address).status_code == 200 and other.get(f"{address}/workbook").status_code == 404
    assert audit.read(folders.audit)[-1]["action"] == "read"
    assert "took the workbook back" in [line.get("did") for line in audit.read(folders.audit)]


def test_a_draft_that_was_never_taken_in_expires_and_can_be_thrown_away(desk, folders, at_once):
    addresses = [compared(desk, upload(desk, f"{name}.csv", "Name,Born\nA,1980\n"))[0] for name in "ab"]
    first, second = (address.rpartition("/")[2] for address in addresses)
    long_ago = 1_000_000
    os.utime(drafts.place(folders) / first / "upload", (long_ago, long_ago))
    assert desk.client.get(addresses[0]).status_code == 404
    assert desk.send("receive", draft=first).status_code == 404
    desk.look(addresses[1])
    assert desk.send("discard", draft=second).headers["location"] == "/inbox"
    assert desk.client.get(addresses[1]).status_code == 404
    upload(desk, "c.csv", "Name,Born\nA,1980\n")
    assert not {first, second} & set(left(folders))


def test_odd_forms_write_nothing(desk):
    for kind, fields in (("sort", {"draft": "../x"}), ("return", {"of": "../x", "receipt": "1"}), ("discard", {}),
                         ("return", {"of": "x", "receipt": "y"}), ("receive", {"draft": "f" * 31})):  # fmt: skip
        assert desk.send(kind, **fields).status_code == 400
    assert desk.send("receive", draft="f" * 32).status_code == 404
    assert desk.send("sort", draft="f" * 32, source="nowhere/x").status_code == 404
