"""State: logs that were changed, editions that nobody signed, consents that end, and how old the last backup is."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from casebook import audit, chains, consents, decisions, editions
from casebook.backing_up.taking import ENDING
from casebook.examining.finding import Finding
from casebook.folders import Folders

SOON = 30  # days before a consent ends that it is said
WEEK = 7


def logs(folders: Folders) -> Iterator[Finding]:
    """The decision log and the audit log, each verified."""
    for read, folder in ((decisions.read, folders.decisions), (audit.read, folders.audit)):
        try:
            read(folder)
        except (chains.BrokenChain, OSError) as error:
            yield Finding(str(error), "scripts/verify.py says more; restore the log from a backup")


def editions_shown(folders: Folders) -> Iterator[Finding]:
    """Editions without our signature, a current one that may not be shown, or none."""
    for place in sorted(folders.editions.glob("[0-9]*")):
        try:
            edition = editions.load(place, folders.keys)
        except editions.EditionError as error:
            yield Finding(str(error).removesuffix(" Run publish.py again."), "scripts/publish.py, and ask who wrote it")
            continue
        if edition.path.exists() and not edition.checked:
            yield Finding(f"{edition.path}: it has no passing check that was signed", "scripts/check_publication.py")
    try:
        shown = editions.current(folders.editions, folders.keys)
    except editions.EditionError as error:
        yield Finding(str(error).removesuffix(" Run publish.py again."), "scripts/publish.py")
        return
    if shown and shown.until < date.today().isoformat():
        yield Finding(f"{shown.path}: a consent that it rests on ended with {shown.until}", "make build")
    elif not shown:
        yield Finding(f"{folders.editions}: no edition is shown, so journalists see nothing", "make build", must=False)


def consents_ending(folders: Folders, day: str) -> Iterator[Finding]:
    """Consents that have ended, or end within a month, where nobody has said anything since."""
    try:
        log = decisions.read(folders.decisions)
    except (chains.BrokenChain, OSError):
        return
    soon = (date.fromisoformat(day) + timedelta(days=SOON)).isoformat()
    for case, standing in sorted(consents.standings(log).items()):
        if consents.is_example(standing):
            continue
        last = {(line["giver"], line.get("mention", ""), line.get("of", "")): line for line in standing.consents}
        for line in last.values():
            until = line.get("until", consents.LAST_DAY)
            if until <= soon:
                words = "ended" if until < day else "ends"
                yield Finding(f"case {case}: a consent of {line['giver']} {words} with {until}",
                              "ask again, and record the answer (/waiting on the research site)", must=False)  # fmt: skip


def last_backup(folders: Folders) -> Iterator[Finding]:
    """No backup, or an old one, where they are made by default."""
    made = sorted((folders.data / "backups").glob(f"casebook-*{ENDING}"))
    if not made:
        yield Finding(f"{folders.data / 'backups'}: there is no backup here", "make backup", must=False)
        return
    age = datetime.now(UTC) - datetime.fromtimestamp(made[-1].stat().st_mtime, UTC)
    if age > timedelta(days=WEEK):
        yield Finding(f"{made[-1]}: the last backup is {age.days} days old", "make backup", must=False)
