"""The sites: what each opens, put together from Datasette, the guard and the current edition."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from datasette.app import Datasette

from casebook import accounts, metadata
from casebook.consents import LAST_DAY
from casebook.editions import Edition
from casebook.folders import REPOSITORY, Folders
from casebook.guard.audit import Silent, auditor
from casebook.guard.door import doorkeeper
from casebook.guard.gate import Guard
from casebook.guard.one import OneReader
from casebook.pages import failures
from casebook.serving.checks import check_files, checked_edition, load_metadata, unchecked
from casebook.serving.editions import Front, Instance

if TYPE_CHECKING:
    from casebook.reviewing import Clerk

SETTINGS = {
    "default_allow_sql": False,
    "allow_download": False,
    "allow_csv_stream": False,
    "suggest_facets": False,
    "max_returned_rows": 200,
    "default_page_size": 50,
    "sql_time_limit_ms": 900,
    "facet_time_limit_ms": 200,
    "num_sql_threads": 3,
    "default_cache_ttl": 0,
    "truncate_cells_html": 600,
}


@dataclass(frozen=True)
class Site:
    """What is to be served: `press` opens published.db alone; `files` are databases to attach, by explicit path.

    `candidate` is the folder of an edition that has yet to be checked, for the checker alone.
    """

    folders: Folders
    press: bool = False
    files: Sequence[Path] = ()
    metadata: Path = REPOSITORY / "metadata.yml"
    candidate: Path | None = None

    def edition(self) -> Edition:
        """What this site shows; raises NotServed where it may not be shown."""
        if self.candidate:
            return unchecked(self.candidate)
        return checked_edition(self.folders.editions, self.folders.keys)

    def attached(self, edition: Edition | None) -> list[Path]:
        """The database files of this site with this edition, published.db first; without one, those that need none."""
        given = [path for path in self.files if edition or path.stem != "published"]
        if edition and not any(path.stem == "published" for path in given):
            given.insert(0, edition.path)
        if not self.press and not any(path.stem == "cases" for path in given):
            given.append(self.folders.cases)
        return given


def instance(site: Site, secret: str, hashes: dict, edition: Edition | None) -> Instance:
    """A Datasette over an edition (and cases.db); raises NotServed where anything about it is not right."""
    files = site.attached(edition)
    check_files(files, edition, press=site.press)
    described = load_metadata(site.metadata, files)
    names = {path.stem for path in files}
    described["databases"] = {name: about for name, about in described["databases"].items() if name in names}
    described["plugins"] = {"datasette-auth-passwords": hashes}
    immutable = [str(path) for path in files if path.stem == "published"]
    failures.take_over()
    return Instance(
        Datasette(
            files=[str(path) for path in files if path.stem != "published"],
            immutables=immutable,
            metadata=described,
            settings=SETTINGS,
            secret=secret,
            template_dir=str(REPOSITORY / "templates"),
            plugins_dir=str(REPOSITORY / "plugins"),
            static_mounts=[("static", str(REPOSITORY / "static"))],
        ),
        edition.until if edition else LAST_DAY,
    )


def application(site: Site) -> Guard:
    """The whole site as one ASGI application; raises NotServed or accounts.AccountsError where it may not start."""
    if site.candidate:
        return _for_the_checker(site)
    keys = site.folders.keys
    secret = accounts.session_secret(keys)
    known = accounts.read(keys / "accounts.yml")
    hashes = accounts.hand_over(known)
    watched = () if site.press else (site.folders.cases,)
    make = partial(instance, site, secret, hashes)
    front = Front(lambda: make(site.edition()), site.folders.editions / "current", watched,
                  None if site.press else lambda: make(None))
    audit = auditor(site.folders.audit, site.folders.editions, secret)
    return _guarded(front, doorkeeper(keys), audit, None if site.press else _clerk(site.folders))


def _for_the_checker(site: Site) -> Guard:
    """The press site over an edition that nobody else may see: one reader, known by a token, of whom nothing is kept."""
    front = Front(lambda: instance(site, secrets.token_hex(32), {}, site.edition()), site.candidate)
    return _guarded(front, OneReader.from_environment(), Silent())


def _clerk(folders: Folders) -> "Clerk":
    """Whoever writes for the research site. The press site does not so much as load what can write."""
    from casebook.reviewing import Clerk

    return Clerk(folders)


def _guarded(front: Front, door, audit, clerk: "Clerk | None" = None) -> Guard:
    def facets():
        return metadata.facets(front.instance.datasette.metadata())

    return Guard(front, door, audit, REPOSITORY / "templates", facets, clerk)
