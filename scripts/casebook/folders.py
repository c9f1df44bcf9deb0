"""Where everything lies: the folders of one Casebook, and the options by which a command may name others."""

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

REPOSITORY = Path(__file__).resolve().parents[2]
PRIVATE = 0o077  # umask of every command: what it makes is for its owner alone


@dataclass(frozen=True)
class Folders:
    """The folders of one Casebook; what people made and what the machine made never share one."""

    data: Path
    sources: Path
    decisions: Path | None
    build: Path
    policy: Path

    @classmethod
    def of(
        cls,
        data: Path | str | None = None,
        sources: Path | str | None = None,
        decisions: Path | str | None = None,
        build: Path | str | None = None,
        policy: Path | str | None = None,
    ) -> "Folders":
        """The folders meant by a command's options; each not given lies in `data` (the repository's by default).

        With other sources and no decisions named, the decisions are those beside these sources, if any.
        """
        base = Path(data) if data else REPOSITORY / "data"
        if decisions:
            log = Path(decisions)
        elif sources:
            beside = Path(sources).parent / "decisions"
            log = beside if beside.is_dir() else None
        else:
            log = base / "decisions"
        return cls(
            data=base,
            sources=Path(sources) if sources else base / "sources",
            decisions=log,
            build=Path(build) if build else base / "build",
            policy=Path(policy) if policy else base / "policy.yml",
        )

    @property
    def cases(self) -> Path:
        return self.build / "cases.db"

    @property
    def contacts(self) -> Path:
        return self.build / "contacts.db"

    @property
    def published(self) -> Path:
        return self.build / "published.db"

    @property
    def issues(self) -> Path:
        return self.build / "issues.csv"

    @property
    def editions(self) -> Path:
        return self.data / "editions"

    @property
    def keys(self) -> Path:
        return self.data / "keys"

    @property
    def audit(self) -> Path:
        return self.data / "audit"


def options(command: Callable) -> Callable:
    """Give a click command the folder options; it is called with `folders=Folders(...)` in their place, and what it makes
    is for its owner alone."""
    path = click.Path(path_type=Path, file_okay=False)

    @click.option("--data", type=path, help="Folder with everything (default: the repository's data).")
    @click.option("--sources", type=path, help="Folder of sources (default: DATA/sources).")
    @click.option("--decisions", type=path, help="Folder of the decision log (default: DATA/decisions).")
    @click.option("--build", type=path, help="Folder for what is made (default: DATA/build).")
    @click.option(
        "--policy",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Policy of editions (default: DATA/policy.yml).",
    )
    @functools.wraps(command)
    def wrapped(*args, data, sources, decisions, build, policy, **kwargs):
        os.umask(PRIVATE)
        folders = Folders.of(data, sources, decisions, build, policy)
        return command(*args, folders=folders, **kwargs)

    return wrapped
