"""Readers of files, one module for each kind of file; `docs/importers.md` shows how to add one."""

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from types import ModuleType

from casebook.importers.shapes import Refused

OLD = {
    ".xls": "Open it in a spreadsheet program and save it as .xlsx or .ods",
    ".doc": "Open it in a word processor and save it as .docx",
    ".rtf": "Open it in a word processor and save it as .docx",
    ".odt": "Open it in a word processor and save it as .docx",
    ".numbers": "Export it as .xlsx or as CSV (UTF-8)",
}


@cache
def kinds() -> dict[str, ModuleType]:
    """Every importer by its name: the modules of this folder that say which `SUFFIXES` they read."""
    found = {}
    for module in pkgutil.iter_modules(__path__):
        loaded = importlib.import_module(f"{__name__}.{module.name}")
        if hasattr(loaded, "SUFFIXES"):
            found[module.name] = loaded
    return found


def find(kind_or_path: str | Path) -> ModuleType:
    """The importer of that name ("table"), or the one for that file's suffix; raises Refused when there is none."""
    modules = kinds()
    if isinstance(kind_or_path, str) and kind_or_path in modules:
        return modules[kind_or_path]
    suffix = Path(kind_or_path).suffix.lower()
    for module in modules.values():
        if suffix in module.SUFFIXES:
            return module
    known = ", ".join(sorted(suffix for module in modules.values() for suffix in module.SUFFIXES))
    raise Refused(
        "unknown_kind",
        f"no importer reads {suffix or 'a file without a suffix'}",
        OLD.get(suffix, f"Known suffixes: {known}; or name the importer in source.yml as kind: {' | '.join(modules)}"),
    )


def kind_of(path: Path) -> str:
    """The name of the importer for that file's suffix; raises Refused when there is none."""
    return find(Path(path)).__name__.rpartition(".")[2]
