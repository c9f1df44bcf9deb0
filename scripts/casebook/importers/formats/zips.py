"""Opens the zip files that office documents are, when they are safe to unpack, and reads their XML safely."""

import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from casebook.importers.shapes import Options, Refused

RATIO = 100
DECLARATIONS = [
    word.encode(encoding) for word in ("<!DOCTYPE", "<!ENTITY") for encoding in ("utf-8", "utf-16-le", "utf-16-be")
]
DEEPEST = 200  # elements within elements: no office program writes more than a few dozen
SMALL = 1_000_000  # below this, packing tightly is no sign of a bomb


def opened(path: Path, options: Options) -> zipfile.ZipFile:
    """The zip file; raises Refused when it is damaged, locked, or would unpack to more than the source allows."""
    try:
        pack = zipfile.ZipFile(path)
        members = pack.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise damaged(path) from None
    unpacked = sum(member.file_size for member in members)
    tight = any(member.file_size > max(SMALL, RATIO * member.compress_size) for member in members)
    if unpacked > options.max_unpacked_bytes or tight or unpacked > max(SMALL, RATIO * path.stat().st_size):
        pack.close()
        raise Refused(
            "zip_bomb",
            f"{path.name} would unpack to {unpacked:,} bytes, more than {options.max_unpacked_bytes:,} or more than "
            f"{RATIO} times its size",
            "If you trust the file, save it as CSV, or allow more in source.yml with `max_unpacked_megabytes:`",
        )
    if any(member.flag_bits & 1 for member in members):
        pack.close()
        raise Refused("locked", f"{path.name} is locked with a password", "Save it without a password")
    return pack


def damaged(path: Path) -> Refused:
    """The refusal of a file that is not what its name says, or not whole."""
    return Refused("damaged_file", f"{path.name} is damaged, or is not a {path.suffix} file", "Ask for it again")


def xml(pack: zipfile.ZipFile, name: str, path: Path) -> Element | None:
    """The XML of one member, None when there is none; raises Refused for entities, outside references and damage."""
    parse, forbidden = _parser(path)
    if name not in pack.namelist():
        return None
    try:
        with pack.open(name) as member:
            root = parse(member, forbid_dtd=True).getroot()
    except forbidden:
        raise hostile(path) from None
    except (ParseError, zipfile.BadZipFile, zlib.error, ValueError, OSError, EOFError, LookupError, RuntimeError):
        raise damaged(path) from None
    if _is_too_deep(root):
        raise hostile(path)
    return root


def _is_too_deep(root: Element) -> bool:
    level = [root]
    for _ in range(DEEPEST):
        level = [child for element in level for child in element]
        if not level:
            return False
    return True


def check_xml(pack: zipfile.ZipFile, path: Path) -> None:
    """Raise Refused when any member declares a document type, the door of entities and outside references."""
    _parser(path)
    for name in pack.namelist():
        if name.lower().endswith((".xml", ".rels", ".vml")):
            try:
                text = pack.read(name)
            except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError):
                raise damaged(path) from None
            if any(sign in text for sign in DECLARATIONS):
                raise hostile(path)


def hostile(path: Path) -> Refused:
    """The refusal of a file whose XML tries to unfold or to fetch something."""
    return Refused(
        "hostile_xml",
        f"{path.name} holds XML that would unfold without end or fetch other files",
        "Do not open it; ask who sent it and tell whoever keeps this machine safe",
    )


def unsafe(path: Path) -> Refused:
    """The refusal to read XML without the library that makes it safe."""
    return Refused(
        "no_defusedxml", f"{path.name} cannot be read safely: defusedxml is not installed or is switched off",
        "Run `make serve` again",
    )  # fmt: skip


def _parser(path: Path):
    """defusedxml's parser and the error it raises; raises Refused when it is not installed: nothing else is safe."""
    try:
        from defusedxml import DefusedXmlException, ElementTree
    except ImportError:
        raise unsafe(path) from None
    return ElementTree.parse, DefusedXmlException
