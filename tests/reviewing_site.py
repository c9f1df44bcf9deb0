"""The research site over the invented people of publishing_world, for tests of what researchers decide on it."""

import json
import re
from contextlib import contextmanager
from pathlib import Path

from casebook import accounts, decisions, editions, reviewing_aside
from casebook.folders import Folders
from casebook.serving.checks import site_hash
from publishing_world import World, make
from web_fixtures import Server, make_accounts, serving_site


def nothing_beside(monkeypatch) -> list:
    """The jobs that would be carried out beside the site; each is as if done when it is asked for."""
    jobs = []

    def add(self, job):
        self._kept[job.number] = job
        jobs.append(job)
        job.ended.set()

    monkeypatch.setattr(reviewing_aside.Aside, "add", add)
    return jobs


def prepare(root: Path, approved: int = 3) -> World:
    """A world with an edition that the sites may show, and accounts."""
    return ready(make(root, approved))


def ready(world: World) -> World:
    """The world with an edition that the sites may show, and accounts."""
    folders = Folders.of(world.folder)
    folders.keys.mkdir(parents=True, exist_ok=True, mode=0o700)
    accounts.write_private(folders.keys / "session.key", "ef" * 32 + "\n")
    make_accounts(folders)
    world.publish()
    edition = editions.current(folders.editions, folders.keys)
    found = json.loads((edition.path.parent / editions.CHECK).read_bytes()) | {"site": site_hash()}
    editions.seal(edition.path.parent, folders.keys, edition.manifest, found)
    return world


class Desk:
    """A browser of one account that fills in forms."""

    def __init__(self, site: Server, name: str, page: str) -> None:
        self.client = site.client(name)
        self.page = page
        self.look()

    def look(self, page: str = "") -> str:
        """Load the page whose forms are sent from now on."""
        self.html = self.client.get(page or self.page).text
        self.token, self.seen = (_hidden(self.html, name) for name in ("token", "seen"))
        return self.html

    def send(self, kind: str, token: str | None = None, seen: str | None = None, **fields):
        """Send a form of this kind as the page would."""
        hidden = {"token": self.token if token is None else token, "seen": self.seen if seen is None else seen}
        return self.client.post(f"/decisions/{kind}", data=hidden | fields)

    def follow(self, answer) -> str:
        return self.client.get(answer.headers["location"]).text


def _hidden(html: str, name: str) -> str:
    found = re.findall(rf'name="{name}" value="([^"]*)"', html)
    return found[-1] if found else ""


def plain(html: str) -> str:
    """The words of a page."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def written(world: World) -> list[dict]:
    """The lines of the log that came since the world was made, as they stand there, but for their chain and time."""
    kept = [(one.by, one.kind, one.reason, one.fields) for one in decisions.read(world.log) if one.at != "2024-03-01T10:00:00Z"]
    return [{"by": by, "kind": kind, "reason": reason} | fields for by, kind, reason, fields in kept]


@contextmanager
def served(world: World, *, press: bool = False):
    with serving_site(Folders.of(world.folder), press=press) as site:
        yield site
