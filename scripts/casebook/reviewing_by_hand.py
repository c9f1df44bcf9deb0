"""The form of a case by hand: what it asks to have written, and who is known already by a name like that one."""

import re
import secrets
from collections.abc import Callable
from contextlib import closing
from functools import partial

from casebook import by_hand, schema, searching
from casebook.by_hand import ASKED, LANGUAGES, ByHand
from casebook.folders import Folders
from casebook.guard.forms import Form
from casebook.guard.paths import Unfair
from casebook.names import search_query
from casebook.reviewing_wanted import Unclear, Wanted
from casebook.speaking import N_

PAGE = "/add"
ENTRY = re.compile("[0-9a-f]{32}")
MOST = 8
_SAME = "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"
KNOWN = N_("There are people of this name, or one like it. Look at them: add what you know to a case that is there. If it is none"
           " of them, open the case once more.")  # fmt: skip


def entry() -> str:
    """A number for a case that is about to be written down, and its key."""
    return secrets.token_hex(16)


def known(folders: Folders, name: str) -> list[tuple[str, str]]:
    """(key of the case or of the person, name) of those who bear a name like that one, the likest first."""
    if not name.strip() or not folders.cases.exists():
        return []
    look = 'SELECT coalesce(c.case_key, p."key"), c.name FROM cases c JOIN persons p ON p.id = c.person WHERE c.rowid = ?'
    with closing(schema.connect(folders.cases, readonly=True)) as db:
        typed = search_query(name, as_typed=True)
        same = db.execute(_SAME, (f"names : ({typed})", MOST)).fetchall() if typed else []
        rows = dict.fromkeys([row for (row,) in same] + [one.row for one in searching.near(db, name)])
        return [found for row in list(rows)[:MOST] if (found := db.execute(look, (row,)).fetchone())]


def _add(form: Form) -> Wanted:
    """A case written down: its record, a line that opens the case, and one that holds it where nobody may know of it."""
    key = _key(form)
    if not form.one("name"):
        raise Unclear(N_("Give the name, as far as it is known."))
    if form.one("known") not in ASKED:
        raise Unclear(N_("Say whether it may be known: whether anybody was asked."))
    if form.one("written") not in LANGUAGES:
        raise Unfair(400, N_("This form is of no page. Nothing was written."))
    said = ByHand(*(form.one(name) for name in ("name", "birth", "place", "date", "circumstances", "known", "written")))
    mention = by_hand.mention(said.source, key)
    lines = [{"kind": "case", "case": key, "members": [mention]}]
    if said.known == "no":
        lines.append({"kind": "hold", "case": key})
    return Wanted("add", {}, (mention, key), f"{PAGE}/{key}" + ("?next=consents" if said.known == "yes" else ""),
                  partial(_others, form, key), several=lambda folders: lines, asks=lambda one: one.get("case") == key,
                  then=partial(_write, key, said))  # fmt: skip


def _others(form: Form, key: str, folders: Folders) -> str:
    """Why it is not written yet: others of that name whom the page has not shown."""
    shown = set(form.one("shown").split("\n"))
    return KNOWN if any(of not in shown and of != key for of, _ in known(folders, form.one("name"))) else ""


def _write(key: str, said: ByHand, folders: Folders, by: str) -> None:
    by_hand.add(folders.sources, key, said, by)


def _key(form: Form) -> str:
    if not ENTRY.fullmatch(form.one("case")):
        raise Unfair(400, N_("This form is of no page. Nothing was written."))
    return form.one("case")


def _page(form: Form) -> str:
    _key(form)
    return PAGE


FORMS: dict[str, Callable[[Form], Wanted]] = {"add": _add}
PAGES: dict[str, Callable[[Form], str]] = {"add": _page}
