"""The guard: everything a browser asks passes here first, and every answer leaves through here."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from casebook import speaking
from casebook.accounts import Account
from casebook.guard import uploads
from casebook.guard.answers import HTML, Answer
from casebook.guard.crowd import Crowd
from casebook.guard.forms import ELSEWHERE, from_here, is_of, read_form, sent
from casebook.guard.hearing import Hearing
from casebook.guard.logging import note
from casebook.guard.login import Doorkeeper, cookie_name, cookies, set_cookie
from casebook.guard.paths import Asked, Unfair, read
from casebook.guard.rules import OPEN_FILES, UPLOADS, allowed, check_facets, check_parameters, may_send
from casebook.speaking import N_, say

if TYPE_CHECKING:
    from casebook.guard.audit import Auditor, Silent
    from casebook.reviewing import Clerk

LONGEST_RETURN = 1500
KEPT = 180 * 24 * 3600  # seconds for which the choice of a language is kept
LONGEST_LOGIN = 4096
NOT_USED = N_("This method is not used here.")
CLOSED = N_("This site is closed for the moment. Please ask whoever keeps it.")
READING_ONLY = N_("For the moment this site is for reading alone. Nothing was written.")


class Guard:
    """An ASGI application around `inner`; `facets` gives today's facets of each (database, table).

    `clerk` writes what researchers decide; without one, as on the press site, nobody decides anything here.
    """

    def __init__(
        self,
        inner,
        door: Doorkeeper,
        audit: "Auditor | Silent",
        templates: Path,
        facets: Callable[[], Mapping],
        clerk: "Clerk | None" = None,
    ) -> None:
        self.inner = inner
        self.door = door
        self.audit = audit
        self.facets = facets
        self.clerk = clerk
        self.crowd = Crowd()
        self._pages = Environment(loader=FileSystemLoader(templates), autoescape=True)
        self._pages.globals |= {"_": speaking.shown, "_n": speaking.shown_count, "language": speaking.language}

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        answer, receive = Answer(scope, send, self._pages), Hearing(receive)
        try:
            asked = read(scope)
            self._speak(asked, scope, answer)
            if self.door.access.mode == "closed" and asked.parts not in OPEN_FILES:
                raise Unfair(503, CLOSED)
            async with self.crowd.place(self.door.token(scope)):
                await self._open(asked, scope, receive, answer)
        except Unfair as unfair:
            if scope["method"] == "POST":
                await receive.out()
            await answer.refuse(unfair.status, unfair.words)
        except Exception as error:  # noqa: BLE001 - whatever failed inside, the reader gets words and no internals
            note(error)
            await answer.fail()

    def _speak(self, asked: Asked, scope, answer: Answer) -> None:
        """Answer in the language that is asked for, was kept in a cookie, or that the browser names."""
        accepted = next((value for name, value in scope["headers"] if name == b"accept-language"), b"").decode("latin-1")
        chosen = speaking.begin(asked.query, cookies(scope).get(cookie_name("language", scope), ""), accepted)
        if chosen:
            answer.kept = [set_cookie("language", chosen, KEPT, scope)]

    async def _open(self, asked: Asked, scope, receive, answer: Answer) -> None:
        if asked.parts == ("-", "login"):
            return await self._login(asked, scope, receive, answer)
        if asked.parts == ("-", "logout"):
            return await self._logout(asked, scope, receive, answer)
        account = self.door.who(scope)
        if account is None and asked.parts not in OPEN_FILES:
            back = asked.method != "POST" and asked.path != "/" and len(asked.address) <= LONGEST_RETURN
            target = "/-/login" + (f"?next={quote(asked.address, safe='/')}" if back else "")
            return await answer.send(302 if asked.method != "POST" else 303, b"", [(b"location", target.encode())])
        roles = account.roles if account else ()
        if asked.method == "POST":
            if self.door.access.mode != "open" and may_send(asked, roles):
                raise Unfair(503, READING_ONLY)
            return await self._decide(asked, scope, receive, answer, account)
        if not allowed(asked, roles):
            nothing = asked.path == "/"  # the account is good, and opens neither database
            return await answer.refuse(403 if nothing else 404)
        check_facets(asked, self.facets())
        check_parameters(asked)
        if account:
            await asyncio.to_thread(self.audit.note, asked, account.name, roles)
        answer.still = lambda: self._may_still(scope, account)
        answer.public = asked.parts[0] == "static" or asked.parts[:2] == ("-", "static")
        return await self.inner(self._within(scope, account), receive, answer.relay)

    async def _decide(self, asked: Asked, scope, receive, answer: Answer, account: Account | None) -> None:
        """Let the clerk write what a form says: then on to the page with what came of it, or back to it with why not."""
        if self.clerk is None or account is None or not may_send(asked, account.roles):
            raise Unfair(405, NOT_USED)
        if asked.parts in UPLOADS:
            upload = await uploads.sent(scope, receive, self.door.token(scope), self.clerk.begin_upload)
            await asyncio.to_thread(self.audit.note, asked, account.name, account.roles)
            outcome = await self.clerk.keep(upload, account.name)
        else:
            form = await sent(scope, receive, self.door.token(scope))
            await asyncio.to_thread(self.audit.note, asked, account.name, account.roles)
            outcome = await self.clerk.take(asked.parts[-1], form, account.name)
        if outcome.written:
            return await answer.send(303, b"", [(b"location", outcome.address.encode("ascii"))])
        path, _, query = outcome.address.partition("?")
        page = scope | {"path": path, "raw_path": path.encode("ascii"), "query_string": query.encode("ascii")}
        answer.status, answer.still = outcome.status, lambda: self._may_still(scope, account)
        return await self.inner(self._within(page, account, outcome.back), receive, answer.relay)

    def _may_still(self, scope, account: Account | None) -> bool:
        """Whether an answer under way may go on: the site open, and the session, for those who have one, as it was."""
        if self.door.access.mode == "closed":
            return account is None
        now = self.door.who(scope) if account else None
        return account is None or (now is not None and (now.name, now.roles) == (account.name, account.roles))

    def _within(self, scope, account: Account | None, back=None) -> dict:
        """The request as the inner application sees it; a researcher's pages on the research site reach the clerk."""
        token = self.door.token(scope) if account else ""
        here = self.clerk is not None and account is not None and "researcher" in account.roles
        seat = self.clerk.seat(account.name, token, back) if here else None
        return stripped(scope, account) | {"token": token, "seat": seat}

    async def _login(self, asked: Asked, scope, receive, answer: Answer) -> None:
        query = dict(asked.query)
        if asked.method != "POST":
            target = local(query.get("next", ""))
            return await self._form(scope, answer, next=target, go_on=target if target != "/" else "")
        form = await read_form(receive, LONGEST_LOGIN)
        nonce = cookies(scope).get(cookie_name("form", scope), "")
        if form is None or not from_here(scope, is_of(form, nonce)):
            raise Unfair(403, ELSEWHERE)
        name, target = form.one("username"), local(form.one("next"))
        outcome = await self.door.log_in(scope, name, form.one("password"), form.one("code"))
        if outcome.account:
            await asyncio.to_thread(self.audit.came, "login", outcome.account.name, True)
            headers = self.door.open(scope, outcome.account)
            return await answer.send(303, b"", [(b"location", target.encode("ascii")), *headers])
        if outcome.status != 429:  # what is not heard is not written, or a flood would fill the disk
            await asyncio.to_thread(self.audit.came, "refused", name, self.door.knows(name))
        return await self._form(
            scope, answer, outcome.status, name=name, next=target, words=say(outcome.words), wait=outcome.wait
        )

    async def _form(self, scope, answer: Answer, status: int = 200, **shown) -> None:
        nonce = secrets.token_urlsafe(16)
        page = self._pages.get_template("login.html").render(token=nonce, **shown)
        extra = [(b"retry-after", str(shown["wait"]).encode())] if status == 429 else []
        await answer.send(status, page.encode(), [*HTML, set_cookie("form", nonce, 3600, scope), *extra])

    async def _logout(self, asked: Asked, scope, receive, answer: Answer) -> None:
        if asked.method != "POST":
            raise Unfair(405, N_("To log out, use the button."))
        form = await read_form(receive, LONGEST_LOGIN)
        if form is None or not from_here(scope, is_of(form, self.door.token(scope))):
            raise Unfair(403, ELSEWHERE)
        account = self.door.who(scope)
        if account:
            await asyncio.to_thread(self.audit.came, "logout", account.name, True)
        await answer.send(303, b"", [(b"location", b"/-/login"), *self.door.close(scope)])


def stripped(scope: dict, account: Account | None) -> dict:
    """The request as the inner application sees it: who asks is told by us, and nothing else a client claims counts."""
    headers = [pair for pair in scope["headers"] if pair[0] not in (b"authorization", b"cookie")]
    actor = {"id": account.name, "roles": list(account.roles)} if account else None
    return {**scope, "method": "GET", "headers": headers, "actor": actor}


def local(address: str) -> str:
    """An address of this site to go to after a login; anything else is the home page."""
    fair = (
        address.startswith("/")
        and not address.startswith(("//", "/-/"))
        and address.isascii()
        and address.isprintable()
    )
    return address if fair and "\\" not in address and " " not in address else "/"
