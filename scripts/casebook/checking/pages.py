"""Looking through what the press site sends: each text of each page and export, for anything private."""

import csv
import io
import json
import re
import sqlite3
import string
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from defusedxml import ElementTree
from pypdf import PdfReader

from .finding import Finder
from .folding import fold
from .report import Findings
from .structure import contract, query
from .visiting import Answer, visit

MOST_CASES = 200  # cases whose own pages are visited, evenly through the edition; exports and lists hold all of them
NOBODY = "a" * 10
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LETTERS = string.ascii_uppercase
TIMING = "query_ms"  # how long a query took: never twice the same, and no value of an edition
MADE_OF = ("templates", "scripts/casebook/pages")
_ID = re.compile(r"[a-z2-7]{10}")
_TOKEN = re.compile(r"(?<![a-z0-9])[a-z2-7]{10}(?![a-z0-9])")  # an id within an address
_OUTLINE = re.compile(r"M[\d\s.,A-Za-z-]{40,}")  # what a map draws: so many figures in a row are anybody's number by chance
Text = tuple[str, str]  # the id of the case it is about, '' where it is about several, and the words


def look(edition: Path, site: Path, own: dict[str, frozenset[str]], approved: Iterable[str], tables: Iterable[str],
         finder: Finder, findings: Findings) -> tuple[int, list[tuple[str, str, Any]]]:
    """Visit the site over this edition; how many answers there were, and the words in them of unknown origin.

    `own`: the bare names published of each id; `approved`: every text that was approved. What else a page says are
    numbers, ids, words of vocabularies, and words that the site says of an edition without cases too.
    """
    every = frozenset(name for names in own.values() for name in names)
    ids = sorted(own)[:: max(1, len(own) // MOST_CASES)]
    ordinary, drawn = _ordinary(edition, site, tables)
    known = ordinary | own.keys() | {word for text in approved for word in fold(text)}
    strange, answers = {}, 0
    harmless = own.keys() | drawn  # texts of which nothing is asked, whoever they are about; ids were compared with their keys
    for answer in visit(edition, site, ids, tables):
        answers += 1
        where = "(export)" if answer.kind != "text/html" else "(page)"
        if answer.status >= 500:
            findings.add(where, _place(answer), "an answer that failed")
        for about, text in _texts(answer):
            if text in harmless:
                continue
            text = _TOKEN.sub(lambda found: "" if found[0] in own else found[0], text)
            unknown = list(_unknown(text, known, finder.vocabulary))
            if not unknown and not finder.hits(text):
                harmless.add(text)
            for kind in finder.kinds(text, own.get(about, every)):
                findings.add(where, _place(answer), kind)
            for words in unknown:
                strange[words] = (where, _place(answer), words)
    return answers, list(strange.values())


def _unknown(text: str, known: frozenset[str], vocabulary: frozenset[str]) -> Iterator[str]:
    """The runs of words of a text that nothing explains."""
    run: list[str] = []
    for word in (*fold(unquote_plus(text) if "%" in text else text), ""):
        if word and not (word.isdigit() or word in known or word in vocabulary):
            run.append(word)
        elif run:
            yield " ".join(run)
            run = []


def _ordinary(edition: Path, site: Path, tables: Iterable[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The bare words of templates and pages and those that the site says of an edition in which there is nobody known, and
    the outlines that it draws of that."""
    files = [path for folder in MADE_OF for path in (site / folder).rglob("*") if path.suffix in (".html", ".py", ".po")]
    written = {word for path in files for word in fold(path.read_text(encoding="utf-8"))}
    with tempfile.TemporaryDirectory(prefix="casebook-check-") as folder:
        empty = Path(folder) / "published.db"
        _nobody(empty, query(edition, "SELECT number, date, audience, title, 0, 0, 0, 0 FROM edition"))
        visited = visit(empty, site, [NOBODY], tables, but=(".pdf",))  # slow to make, of the words of templates alone
        said = {text for answer in visited for _, text in _texts(answer)}
    return frozenset(written.union(*map(fold, said))), frozenset(filter(_OUTLINE.fullmatch, said))


def _nobody(path: Path, edition: list[tuple]) -> None:
    """An edition with one row a table, of which nothing is known."""
    with closing(sqlite3.connect(path)) as db:
        for statement in contract():
            db.execute(statement)
        for (table,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%STRICT'").fetchall():
            about = db.execute(f'PRAGMA table_info("{table}")').fetchall()
            row = [_nothing(name, kind, needed or key) for _, name, kind, needed, _, key in about]
            rows = edition if table == "edition" else [row]
            db.executemany(f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(about))})', rows)
        db.commit()


def _nothing(column: str, kind: str, needed: int) -> Any:
    if not needed:
        return None
    if kind == "INTEGER":
        return 1
    return NOBODY if column == "id" or column.endswith("_id") else ""


def _place(answer: Answer) -> str:
    """The kind of address, without ids, queries and whatever else may be somebody's."""
    path = answer.address.partition("?")[0]
    return _ID.sub("ID", path)


def _texts(answer: Answer) -> Iterator[Text]:
    yield "", answer.headers
    packed = {"application/pdf": _pdf, WORKBOOK: _workbook}.get(answer.kind)
    if packed:
        yield from packed(answer.body)
        return
    body = answer.body.decode("utf-8", "replace").removeprefix("\ufeff")
    reading = READERS.get(answer.kind.replace("geo+json", "json"), _whole)
    found = _ID.search(answer.address.partition("?")[0])
    for about, text in reading(body):
        yield about or (found.group() if found else ""), text


def _pdf(body: bytes) -> Iterator[Text]:
    """The lines that a document on paper shows, and what it says of itself."""
    document = PdfReader(io.BytesIO(body))
    yield from (("", str(value)) for value in (document.metadata or {}).values())
    for page in document.pages:
        yield from _whole(page.extract_text())


def _workbook(body: bytes) -> Iterator[Text]:
    """Every text and attribute of every part of a workbook, but for the places of cells where they are what they have to be."""
    with zipfile.ZipFile(io.BytesIO(body)) as book:
        for name in book.namelist():
            yield "", name
            row = 0
            for node in ElementTree.fromstring(book.read(name)).iter():
                part = node.tag.rpartition("}")[2]
                row += part == "row"
                place = node.get("r", "") if part in ("row", "c") and node.get("r", "").lstrip(_LETTERS) == str(row) else ""
                yield from (("", text) for text in (node.text, *node.attrib.values()) if text and text != place)


def _whole(body: str) -> Iterator[Text]:
    yield from (("", line) for line in body.splitlines())


def _csv(body: str) -> Iterator[Text]:
    for row in csv.reader(io.StringIO(body)):
        about = next((cell for cell in row if _ID.fullmatch(cell)), "")
        yield from ((about, cell) for cell in row)


def _json(body: str) -> Iterator[Text]:
    try:
        yield from _values(json.loads(body), "")
    except ValueError:
        yield from _whole(body)


def _values(node: Any, about: str) -> Iterator[Text]:
    if isinstance(node, dict):
        inside = next((value for value in node.values() if isinstance(value, str) and _ID.fullmatch(value)), about)
        for key, value in node.items():
            yield "", str(key)
            if key != TIMING or not isinstance(value, float):
                yield from _values(value, inside)
    elif isinstance(node, list):
        inside = next((value for value in node if isinstance(value, str) and _ID.fullmatch(value)), about)
        for value in node:
            yield from _values(value, inside)
    elif node is not None:
        yield about, str(node)


def _html(body: str) -> Iterator[Text]:
    reader = _Page()
    reader.feed(body)
    reader.close()
    yield from (("", text) for text in reader.found if text.strip())


def _lines(body: str) -> Iterator[Text]:
    """Lines, some of which may be a row each in JSON."""
    for line in body.splitlines():
        yield from _json(line) if line.startswith("{") else [("", line)]


def _xml(body: str) -> Iterator[Text]:
    """Every text and attribute of a feed."""
    for node in ElementTree.fromstring(body.encode()).iter():
        yield from (("", text) for text in (node.text, node.tail, *node.attrib.values()) if text)


READERS = {"text/html": _html, "text/csv": _csv, "application/json": _json, "text/plain": _lines, "application/atom+xml": _xml}


class _Page(HTMLParser):
    """Every text of a page: between tags, in attributes, in comments."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.found += [value for _, value in attrs if value]

    def handle_data(self, data):
        self.found.append(data)

    def handle_comment(self, data):
        self.found.append(data)
