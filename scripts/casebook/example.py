"""The example that ships: its sources, its lines of the log and what was made of it; and their removal."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from casebook import chains, decisions, sources
from casebook.folders import Folders
from casebook.log_file import head_file


@dataclass(frozen=True)
class Part:
    """Something of the example: where it lies, what it is in words, and which files of that folder, if not all."""

    path: Path
    words: str
    files: tuple[Path, ...] = ()


def parts(folders: Folders) -> list[Part]:
    """Everything of the example that is there, in the order in which it is safe to remove it.

    What was made of it goes first, so that no site can show what has no source any more. Raises SourceError when a
    source.yml cannot be read and BrokenChain when a log was changed: neither is a moment to remove anything.
    """
    listed = example_sources(folders)
    logs = [log for log in decisions.files(folders.decisions) if is_example(log)]
    if not listed and not logs:
        return []
    others = [log for log in decisions.files(folders.decisions) if log not in logs]
    made = [Part(folders.build, "the build, which is made again from what stays")]
    if not _faces(others):
        made.append(Part(folders.editions, "the editions, which hold nobody but the example"))
    faces = _kept(folders, _faces(logs) - _faces(others))
    if faces:
        made.append(Part(faces[0].parent, f"faces that were approved ({len(faces)})", faces))
    lines = [Part(log, f"{len(chains.read(log))} lines of the log", (log, head_file(log))) for log in logs]
    folder = [Part(source, "a source") for source in listed]
    return [part for part in made + lines + folder if part.path.exists()]


def example_sources(folders: Folders) -> list[Path]:
    """The folders of sources whose source.yml says `example: true`."""
    found = sorted(folders.sources.glob(f"*/{sources.NAME}"))
    return [file.parent for file in found if sources.load(file.parent).example]


def is_example(log: Path) -> bool:
    """Whether every line of this chain says `example: true`, and it has one."""
    lines = chains.read(log)
    return bool(lines) and all(line.get("example") is True for line in lines)


def remove(part: Part) -> None:
    """Remove one part, a folder with all that is in it unless the part names files."""
    if part.path.is_dir() and not part.files:
        shutil.rmtree(part.path)
    for file in part.files or (part.path,):
        file.unlink(missing_ok=True)


def _faces(logs: list[Path]) -> set[str]:
    """The hashes of the projections that lines of these chains approve."""
    return {line["projection"] for log in logs for line in chains.read(log) if line["kind"] == "approve"}


def _kept(folders: Folders, faces: set[str]) -> tuple[Path, ...]:
    """The files of these projections that are there."""
    files = (folders.decisions / "projections" / f"{face}.json" for face in sorted(faces))
    return tuple(file for file in files if file.exists())
