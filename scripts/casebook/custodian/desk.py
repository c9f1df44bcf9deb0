"""The desk: the few addresses of the custodian's screen, and that nobody but a custodian on this machine gets to them."""

import asyncio
from datetime import date
from typing import Any

from casebook import contacting
from casebook.accounts import Account, session_secret
from casebook.contacting import NotOpened, Person
from casebook.folders import REPOSITORY, Folders
from casebook.guard.answers import HTML, Answer
from casebook.guard.audit import auditor
from casebook.guard.door import doorkeeper
from casebook.guard.forms import Form, sent
from casebook.guard.gate import READING_ONLY, Guard
from casebook.guard.headers import is_plain_loopback
from casebook.guard.paths import Asked, Unfair
from casebook.guard.rules import OPEN_FILES

ROLE = "custodian"
CSS = REPOSITORY / "static" / "casebook.css"


class Desk(Guard):
    """The whole screen as one ASGI application: rules, the contacts of one person, what came of it, whom to call next.

    Logging in and out, forms and headers are the guard's. Contacts stand in the answer to a form, at no address of their
    own, and nobody else's are opened before it is said what came of it.
    """

    def __init__(self, folders: Folders) -> None:
        audit = auditor(folders.audit, folders.editions, session_secret(folders.keys))
        super().__init__(None, doorkeeper(folders.keys), audit, REPOSITORY / "templates", dict)
        self._folders = folders
        self._at_hand: dict[str, Person] = {}  # by custodian: whose contacts are open

    async def _open(self, asked: Asked, scope, receive, answer: Answer) -> None:
        if not is_plain_loopback(scope):
            raise Unfair(403, "This screen is for this machine alone.")
        if asked.parts == ("-", "login"):
            return await self._login(asked, scope, receive, answer)
        if asked.parts == ("-", "logout"):
            return await self._logout(asked, scope, receive, answer)
        if asked.parts in OPEN_FILES and asked.method != "POST":
            return await answer.send(200, CSS.read_bytes(), [(b"content-type", b"text/css; charset=utf-8")])
        account = self.door.who(scope)
        if account is None:
            return await answer.send(303, b"", [(b"location", b"/-/login")])
        if ROLE not in account.roles:
            return await answer.refuse(403)
        return await self._serve(asked, scope, receive, answer, account)

    async def _serve(self, asked: Asked, scope, receive, answer: Answer, account: Account) -> None:
        token = self.door.token(scope)
        if asked.method != "POST":
            if asked.parts != ("",):
                return await answer.refuse(404)
            return await self._page(answer, account, token)
        form = await sent(scope, receive, token)
        if asked.parts == ("outcome",) and self.door.access.mode != "open":
            raise Unfair(503, READING_ONLY)
        try:
            if asked.parts == ("open",):
                shown = await asyncio.to_thread(self._opened, account.name, form)
                return await self._page(answer, account, token, **shown)
            if asked.parts == ("outcome",):
                await asyncio.to_thread(self._noted, account.name, form)
                return await answer.send(303, b"", [(b"location", b"/")])
        except NotOpened as why:
            return await self._page(answer, account, token, words=str(why), typed=form)
        return await answer.refuse(404)

    def _opened(self, name: str, form: Form) -> dict[str, Any]:
        """What is shown of the person a form names, once that stands in the audit log."""
        person = contacting.find(self._folders, form.one("person"))
        if self._at_hand.get(name, person) != person:
            raise NotOpened("One person at a time: say first what came of the one before.")
        ways = contacting.open_contacts(self._folders, person, name, form.one("reason"))
        self._at_hand[name] = person
        return {"ways": ways, "withdrawn": contacting.withdrawn(self._folders, person)}

    def _noted(self, name: str, form: Form) -> None:
        person = self._at_hand.get(name)
        if person is None:
            raise NotOpened("Nobody's contacts are open.")
        contacting.note_outcome(self._folders, person, name, form.one("outcome"), form.one("due"))
        self._at_hand.pop(name, None)

    async def _page(self, answer: Answer, account: Account, token: str, **shown: Any) -> None:
        page = await asyncio.to_thread(self._written, account.name, token, shown)
        await answer.send(200, page.encode(), list(HTML))

    def _written(self, name: str, token: str, shown: dict[str, Any]) -> str:
        person = self._at_hand.get(name)
        called = contacting.calls(self._folders, person) if person else []
        due = contacting.due(self._folders, name, date.today().isoformat())
        return self._pages.get_template("custodian.html").render(
            name=name, token=token, rules=contacting.rules(), outcomes=contacting.outcomes(), person=person, calls=called,
            due=due, **({"ways": None, "withdrawn": (), "words": "", "typed": Form()} | shown),
        )  # fmt: skip
