"""Reads the text of a DOCX document as a person sees it, and what they may not see: comments, deletions, notes."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from casebook.importers.formats import zips
from casebook.importers.formats.documents import Document, Line
from casebook.importers.shapes import Options

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
HEADINGS = {"heading 1", "title"}
REFERENCES = {
    f"{W}commentReference": "comments",
    f"{W}footnoteReference": "footnotes",
    f"{W}endnoteReference": "endnotes",
}
OFF = {"0", "false", "off"}


def read(path: Path, options: Options) -> Document:
    """The document's paragraphs and tables in order; a heading of level 1 becomes a line beginning with "# ".

    A table of two columns gives lines "left: right", others "a | b | c". Lines carry notes: comments, deleted,
    footnotes, endnotes, strike, hidden. Raises Refused as `zips` does.
    """
    with zips.opened(path, options) as pack:
        body = zips.xml(pack, "word/document.xml", path)
        if body is None or body.find(f"{W}body") is None:
            raise zips.damaged(path)
        headings = _headings(zips.xml(pack, "word/styles.xml", path))
        beside = {
            "comments": _by_id(zips.xml(pack, "word/comments.xml", path)),
            "footnotes": _by_id(zips.xml(pack, "word/footnotes.xml", path)),
            "endnotes": _by_id(zips.xml(pack, "word/endnotes.xml", path)),
        }
        notes = {"macros": True} if any("vbaProject" in name for name in pack.namelist()) else {}
    lines = [
        Line(text, number, found)
        for number, element in enumerate(_blocks(body.find(f"{W}body")), 1)
        for text, found in _lines(element, headings, beside)
    ]
    for kind in sorted({kind for line in lines for kind in line.notes or ()}):
        notes[kind] = sum(len((line.notes or {}).get(kind, ())) for line in lines)
    return Document("paragraph", lines, notes)


def _headings(styles: Element | None) -> set[str]:
    """The ids of the styles that are headings of level 1, whatever the language of the program that wrote them."""
    found = styles.iter(f"{W}style") if styles is not None else ()
    named = ((style.get(f"{W}styleId"), style.find(f"{W}name")) for style in found)
    return {key for key, name in named if name is not None and (name.get(f"{W}val") or "").lower() in HEADINGS}


def _by_id(part: Element | None) -> dict[str, str]:
    """The text of each comment or note by its id; who wrote it is left out, for it may be the informant."""
    found = {}
    for item in part if part is not None else ():
        text = "\n".join(_text(paragraph, {}) for paragraph in item.iter(f"{W}p")).strip()
        if text:
            found[item.get(f"{W}id")] = text
    return found


def _blocks(parent: Element) -> Iterator[Element]:
    """The paragraphs and tables of a body in order, those within content controls too."""
    for child in parent:
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"):
            yield from _blocks(child)


def _lines(element: Element, headings: set[str], beside: dict) -> Iterator[tuple[str, dict | None]]:
    """The lines of one paragraph or table, each with its notes."""
    if element.tag == f"{W}tbl":
        yield "", None
        for row in element.iter(f"{W}tr"):
            cells = [" ".join(_text(part, {}) for part in cell.iter(f"{W}p")).strip() for cell in row.findall(f"{W}tc")]
            found: dict[str, list[str]] = {}
            _text(row, found, beside)
            yield (": " if len(cells) == 2 else " | ").join(cells), found or None
        yield "", None
        return
    found = {}
    text = _text(element, found, beside)
    style = element.find(f"{W}pPr/{W}pStyle")
    if style is not None and style.get(f"{W}val") in headings and text.strip():
        text = "# " + " ".join(text.split())
    for number, line in enumerate(text.split("\n")):
        yield line, (found or None) if number == 0 else None
    yield "", None


def _text(element: Element, found: dict[str, list[str]], beside: dict | None = None) -> str:
    """The text a person sees in an element; what they do not see, or see struck out, goes into `found`."""
    pieces: list[str] = []
    for node in element:
        if node.tag in (f"{W}moveFrom", FALLBACK, f"{W}pPr", f"{W}rPr"):
            continue
        if node.tag == f"{W}t":
            pieces.append(node.text or "")
        elif node.tag == f"{W}delText":
            found.setdefault("deleted", []).append(node.text or "")
        elif node.tag in SIGNS:
            pieces.append(SIGNS[node.tag])
        else:
            _note(node, found, beside or {})
            inner = _text(node, found, beside)
            if node.tag == f"{W}r" and inner:
                _look(node, inner, found)
            pieces.append(f"\n{inner}" if node.tag == f"{W}p" and pieces else inner)
    return "".join(pieces)


def _look(run: Element, text: str, found: dict[str, list[str]]) -> None:
    """Note that a run is struck out or hidden."""
    for tag, kind in (("strike", "strike"), ("dstrike", "strike"), ("vanish", "hidden")):
        mark = run.find(f"{W}rPr/{W}{tag}")
        if mark is not None and mark.get(f"{W}val") not in OFF:
            found.setdefault(kind, []).append(text)


def _note(node: Element, found: dict[str, list[str]], beside: dict) -> None:
    """Note the comment, footnote or endnote that an element refers to."""
    if (name := REFERENCES.get(node.tag)) and (text := beside.get(name, {}).get(node.get(f"{W}id"))):
        found.setdefault(name, []).append(text)
