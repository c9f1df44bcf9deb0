"""Rehearsing: a run on copies that are thrown away, to show what it would do."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from casebook import schema
from casebook.folders import Folders


@contextmanager
def rehearsal(folders: Folders) -> Iterator[Folders]:
    """The same folders as copies that are thrown away, so that a run on them shows what it would do."""
    with tempfile.TemporaryDirectory(prefix="casebook-") as place:
        copy = replace(folders, sources=Path(place) / "sources", build=Path(place) / "build")
        shutil.copytree(folders.sources, copy.sources, copy_function=_copied)
        copy.build.mkdir()
        if folders.decisions and folders.decisions.is_dir():
            copy = replace(copy, decisions=Path(place) / "decisions")
            shutil.copytree(folders.decisions, copy.decisions, copy_function=_copied)
        for path in (folders.cases, folders.contacts):
            if path.exists():
                with (
                    closing(schema.connect(path, readonly=True)) as db,
                    closing(schema.connect(copy.build / path.name)) as to,
                ):
                    db.backup(to)
        yield copy


@contextmanager
def as_it_is(folders: Folders) -> Iterator[Folders]:
    """The folders themselves."""
    yield folders


def _copied(path: str, to: str) -> None:
    """Logs are copied, for a rehearsal writes to them; received files and faces are not, for nobody ever does."""
    if Path(path).parent.name in ("files", "projections"):
        Path(to).symlink_to(Path(path).resolve())
    else:
        shutil.copy2(path, to)
