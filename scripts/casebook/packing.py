"""Packing: the approved faces of chosen cases as a folder for one recipient until a day, by the builder and the checker
of editions; its ids are made with a key of its own, so that no two packs, and no pack and edition, can be joined by them."""

import os
import shutil
from pathlib import Path
from string import Template

from casebook import (
    consents,
    decisions,
    editions,
    packs,
    publication,
    publishing,
    publishing_file,
    publishing_statistics,
    signing,
)  # fmt: skip
from casebook.consents_faces import FULL
from casebook.disk import sync
from casebook.folders import REPOSITORY, Folders
from casebook.harmless import csv_lines
from casebook.packs import Pack
from casebook.policy import Policy
from casebook.publishing_candidates import PublishError, entry, shown
from casebook.publishing_rows import Entry, rows
from casebook.publishing_tables import CASE_COLUMNS

AUDIENCE = "journalists"
CSV, README, TEXT = "cases.csv", "README.txt", REPOSITORY / "templates" / "press_pack.txt"


def pack(folders: Folders, wanted: Pack, ask: str, by: str, out: Path) -> Pack:
    """Make the pack in `out`, where nothing is yet, and return it with its number; `ask` says whom its recipient can ask.

    `wanted.cases` are keys of cases, or ids of the editions for journalists; its number is not looked at. PublishError when
    any of the cases may not be given away, or the check is not clean: then there is no pack.
    """
    if out.exists():
        raise PublishError(f"{out}: there is something already. Name a folder that is not there yet.")
    if wanted.until < wanted.day:
        raise PublishError("the day until which it would be good has passed.")
    new, keys = out.with_name(f"{out.name}.new"), _reserved(folders.keys / "packs")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True, mode=0o700)
    try:
        made = _made(new, folders, keys, wanted, ask)
        packs.note(folders.audit, by, made)
    except BaseException:
        for place in (new, keys):
            shutil.rmtree(place, ignore_errors=True)
        raise
    new.rename(out)
    sync(out.parent)
    return made


def _made(place: Path, folders: Folders, keys: Path, wanted: Pack, ask: str) -> Pack:
    """The whole pack, in a folder that nobody has yet."""
    rule = publication.rules(folders, AUDIENCE)
    found = _entries(folders, rule, keys, wanted)
    made = Pack(int(keys.name), wanted.to, wanted.day, wanted.until, tuple(sorted(one.case for one in found)))
    _fill(place, folders, rule, keys, made, found)
    (place / README).write_text(_told(place, folders, made, ask), encoding="utf-8")
    for path in place.iterdir():
        sync(path)
    return made


def _reserved(folder: Path) -> Path:
    """A new folder for the key of a pack; its name is the next number."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    number = max((int(place.name) for place in folder.glob("*") if place.name.isdigit()), default=0) + 1
    try:
        (folder / str(number)).mkdir(mode=0o700)
    except FileExistsError:  # somebody else makes a pack at the same moment
        return _reserved(folder)
    return folder / str(number)


def _entries(folders: Folders, rule: Policy, keys: Path, wanted: Pack) -> list[Entry]:
    """The cases of a pack as this day's edition would show them; PublishError says of each that may not be in it why."""
    log = decisions.read(folders.decisions)
    standings, opened = consents.standings(log), {line["case"] for line in log if line.live and line.kind == "case"}
    own, public = signing.id_key(keys, AUDIENCE), signing.id_key(folders.keys, AUDIENCE)
    by_id = {signing.published_id(public, case): case for case in opened}
    found, refused = [], []
    for name in dict.fromkeys(by_id.get(name, name) for name in wanted.cases):
        standing = standings.get(name, consents.Standing())
        face, why = shown(standing, rule, wanted.day, folders.decisions) if name in opened else (None, "there is no such case")
        if face is not None and face["level"] != FULL:
            why = "it is shown without its name, in a crowd that a pack does not have"
        made = None if why else entry(own, name, face, standing, rule, wanted.day)
        if made and made.until < wanted.until:
            why = f"a consent it rests on ends with {made.until}"
        if why:
            refused.append(f"\n  {name}: {why}")
        else:
            found.append(made)
    if refused or not found:
        raise PublishError("there is no pack." + ("".join(refused) or " It holds no case."))
    return found


def _fill(place: Path, folders: Folders, rule: Policy, keys: Path, made: Pack, found: list[Entry]) -> None:
    """Write file, list, check, manifest and signature."""
    exact = publishing_statistics.counted((one.face for one in found), rule.topics)
    told = rows(found) | {
        "statistics": publishing_statistics.table(exact, {}),
        "edition": [(made.number, made.day, AUDIENCE, rule.rules["title"], len(found), 0, 0, 0)],
    }
    publishing_file.write(place / editions.FILE, told)
    listed = [["id", *CASE_COLUMNS], *told["cases"]]
    (place / CSV).write_text("\ufeff" + csv_lines(listed), encoding="utf-8", newline="")
    result = publication.check(folders, place / editions.FILE, made.day, keys)
    if result.get("result") != "clean":
        raise PublishError(f"there is no pack, for the check did not come out clean.{publishing.findings(result)}")
    manifest = {"number": made.number, "date": made.day, "audience": AUDIENCE, "cases": len(found), "until": made.until,
                "policy": rule.sha256, "to": made.to}
    editions.seal(place, folders.keys, manifest, result)


def _told(place: Path, folders: Folders, made: Pack, ask: str) -> str:
    """What the recipient reads first."""
    edition = editions.load(place, folders.keys)
    public = (folders.keys / "signing.pub").read_text(encoding="ascii").strip()
    return Template(TEXT.read_text(encoding="utf-8")).substitute(
        to=made.to, day=made.day, until=made.until, cases=len(made.cases), sha256=edition.sha256, key=public, ask=ask,
        folder=os.fspath(place.name.removesuffix(".new")))
