"""Forms of the inbox: what an uploaded file is, taking it in, giving it back, and throwing it away."""

from collections.abc import Callable
from functools import partial
from typing import Any

from casebook import audit, receipts, screening_words
from casebook.folders import Folders
from casebook.guard.forms import Form
from casebook.guard.paths import Unfair
from casebook.guard.uploads import Upload
from casebook.importers.shapes import Refused
from casebook.inbox import drafts, taking
from casebook.inbox.desk import Desk
from casebook.inbox.drafts import Draft, NoName
from casebook.reviewing_wanted import Unclear, Wanted
from casebook.speaking import N_

PAGE = "/inbox"
ORDERS = ("DMY", "MDY", "YMD")
CENTURIES = ("1900", "2000")
COLUMN = "column-"
GONE = N_("This draft is not there any more. Upload the file again: nothing of it was taken in.")
OVERTAKEN = N_("Something was received for this source since this page was made. Look at what would change now.")


def keep(desk: Desk, upload: Upload, by: str) -> str:
    """The page of the draft that an upload has become; raises Unclear where it cannot be one."""
    folder = upload.path.parent
    try:
        if not upload.name:
            raise Unclear(N_("Choose a file first."))
        draft = drafts.keep(folder, upload.path, upload.name, by)
    except (NoName, Refused, Unclear) as failure:
        drafts.remove(folder)
        raise Unclear(str(failure)) from None
    desk.note(by, "uploaded", draft, sha256=draft.sha256, bytes=draft.bytes)
    return _page(draft.number)


def _page(number: str) -> str:
    return f"{PAGE}/{number}"


def _number(form: Form) -> str:
    if not drafts.NUMBER.fullmatch(form.one("draft")):
        raise Unfair(400, N_("This form names no draft. Nothing was written."))
    return form.one("draft")


def _of_draft(form: Form) -> str:
    return _page(_number(form))


def _draft(folders: Folders, number: str) -> Draft:
    draft = drafts.load(folders, number)
    if draft is None:
        raise Unclear(GONE)
    return draft


def _sort(form: Form) -> Wanted:
    """Which source a file belongs to, or what a new one says of itself."""
    number = _number(form)
    source, _, replaces = form.one("source").partition("/")
    if source:
        chosen: dict[str, Any] = {"source": source, "replaces": replaces, "guessed": False}
    else:
        chosen = _new(form)
    return _doing("sort", number, partial(_choose, number, chosen), silent=True)


def _new(form: Form) -> dict[str, Any]:
    title = form.one("title")
    if not title:
        raise Unclear(N_("Say which source this file belongs to, or give the new one a title."))
    if screening_words.reaches(title):
        raise Unclear(N_("The title holds a telephone number or an address, and everybody sees it. Take it out."))
    columns = {name.removeprefix(COLUMN): form.one(name) for name in form if name.startswith(COLUMN) and form.one(name)}
    said = {"title": title, "language": form.one("language"), "order": form.one("order"), "century": form.one("century")}
    if said["order"] not in ("", *ORDERS) or said["century"] not in ("", *CENTURIES):
        raise Unfair(400, N_("This form is of no page. Nothing was written."))
    return said | {"columns": columns}


def _doing(kind: str, number: str, then: Callable[[Folders, str], None], page: str = "", **more: Any) -> Wanted:
    return Wanted(kind, {}, (), page or _page(number), several=lambda folders: [], then=then, **more)


def _choose(number: str, chosen: dict[str, Any], folders: Folders, by: str) -> None:
    draft = _draft(folders, number)
    if chosen.get("source") and not (folders.sources / chosen["source"] / "source.yml").is_file():
        raise Unclear(N_("There is no such source any more. Choose another."))
    if draft.taken is None:
        draft.choose(chosen)


def _receive(form: Form) -> Wanted:
    number = _number(form)
    return _doing("receive", number, partial(_take, number), first=partial(_why_not, number))


def _why_not(number: str, folders: Folders) -> str:
    draft = _draft(folders, number)
    if draft.taken is not None:
        return ""
    seen = draft.found(drafts.SEEN)
    if not seen or seen.get("failed") or seen.get("refused"):
        return N_("It is not known yet what this file would change. Nothing was taken in.")
    return "" if seen["of"] == taking.state(folders.sources, draft.chosen or {}) else OVERTAKEN


def _take(number: str, folders: Folders, by: str) -> None:
    draft = _draft(folders, number)
    if draft.taken is None:
        audit.note(folders.audit, by, "inbox", did="took in", draft=number, sha256=draft.sha256)
        taking.take(folders.sources, draft, draft.found(drafts.SEEN) or {}, by)


def _return(form: Form) -> Wanted:
    """A file that was received given back: its receipt is undone."""
    source, receipt = form.one("of"), form.one("receipt")
    if not receipt.isdecimal() or "/" in source or source.startswith("."):
        raise Unfair(400, N_("This form names no receipt. Nothing was written."))
    return Wanted("return", {}, (), _back(form), several=lambda folders: [], then=partial(_undo, source, int(receipt)))


def _undo(source: str, receipt: int, folders: Folders, by: str) -> None:
    if any(one.seq == receipt for one in receipts.effective(folders.sources / source)):
        audit.note(folders.audit, by, "inbox", did="gave back", source=source, receipt=receipt)
        receipts.undo(folders.sources / source, receipt, by)


def _back(form: Form) -> str:
    return _page(_number(form)) if form.one("draft") else PAGE


def _discard(form: Form) -> Wanted:
    number = _number(form)
    return _doing("discard", number, partial(_drop, number), PAGE, silent=True)


def _drop(number: str, folders: Folders, by: str) -> None:
    draft = drafts.load(folders, number)
    if draft:
        audit.note(folders.audit, by, "inbox", did="threw away", draft=number)
        drafts.remove(draft.folder)


FORMS: dict[str, Callable[[Form], Wanted]] = {"discard": _discard, "receive": _receive, "return": _return, "sort": _sort}
PAGES: dict[str, Callable[[Form], str]] = {"discard": _of_draft, "receive": _of_draft, "return": _back, "sort": _of_draft}
