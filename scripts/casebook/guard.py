"""The guard: everything a browser asks passes here first, and every answer leaves through here."""

import asyncio
import json
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader

from casebook.accounts import Account
from casebook.guard_headers import finish, is_plain_loopback
from casebook.guard_logging import note
from casebook.guard_login import Doorkeeper, from_here, read_form, set_cookie
from casebook.guard_paths import Asked, Unfair, read
from casebook.guard_rules import OPEN_FILES, allowed, check_facets, check_parameters

LONGEST_RETURN = 1500
HTML = [(b"content-type", b"text/html; charset=utf-8")]
WORDS = {
    403: ("Not for this account", "Your account does not open this page."),
    404: ("Nothing here", "There is no such page, or it is not for this account."),
    429: ("One at a time", "Please wait until what you asked for before has ended."),
    500: (
        "Something went wrong",
        "This page could not be made. Nothing was lost; whoever keeps this site can find out why.",
    ),
    503: ("Closed for the moment", "There is no edition that may be shown. Please ask whoever keeps this site."),
}


class Guard:
    """An ASGI application around `inner`; `facets` gives today's facets of each (database, table)."""

    def __init__(
        self,
        inner,
        door: Doorkeeper,
        note_reading: Callable[[Asked, str, tuple[str, ...]], None],
        templates: Path,
        facets: Callable[[], Mapping],
    ) -> None:
        self.inner = inner
        self.door = door
        self.note_reading = note_reading
        self.facets = facets
        self._pages = Environment(loader=FileSystemLoader(templates), autoescape=True)

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            return
        answer = Answer(scope, send, self._pages)
        try:
            asked = read(scope)
            await self._open(asked, scope, receive, answer)
        except Unfair as unfair:
            await answer.refuse(unfair.status, unfair.words)
        except Exception as error:  # noqa: BLE001 - whatever failed inside, the reader gets words and no internals
            note(error)
            await answer.fail()

    async def _open(self, asked: Asked, scope, receive, answer: "Answer") -> None:
        if asked.parts == ("-", "login"):
            return await self._login(asked, scope, receive, answer)
        if asked.parts == ("-", "logout"):
            return await self._logout(asked, scope, receive, answer)
        account = self.door.who(scope)
        if account is None and asked.parts not in OPEN_FILES:
            after = "" if asked.path == "/" or len(asked.address) > LONGEST_RETURN else quote(asked.address, safe="/")
            target = "/-/login" + (f"?next={after}" if after else "")
            return await answer.send(302 if asked.method != "POST" else 303, b"", [(b"location", target.encode())])
        if asked.method == "POST":
            raise Unfair(405, "This method is not used here.")
        roles = account.roles if account else ()
        if not allowed(asked, roles):
            nothing = asked.path == "/"  # the account is good, and opens neither database
            return await answer.refuse(403 if nothing else 404)
        check_facets(asked, self.facets())
        check_parameters(asked)
        if account:
            await asyncio.to_thread(self.note_reading, asked, account.name, roles)
        answer.public = asked.parts[0] == "static" or asked.parts[:2] == ("-", "static")
        return await self.inner(stripped(scope, account), receive, answer.relay)

    async def _login(self, asked: Asked, scope, receive, answer: "Answer") -> None:
        query = dict(asked.query)
        if asked.method != "POST":
            target = local(query.get("next", ""))
            return await self._form(scope, answer, next=target, go_on=target if target != "/" else "")
        form = await read_form(receive)
        if form is None or not from_here(scope, form):
            raise Unfair(403, "This form was not sent from a page of this site.")
        name, target = form.get("username", ""), local(form.get("next", ""))
        outcome = await self.door.log_in(scope, name, form.get("password", ""))
        if outcome.account:
            headers = self.door.open(scope, outcome.account)
            return await answer.send(303, b"", [(b"location", target.encode("ascii")), *headers])
        return await self._form(
            scope, answer, outcome.status, name=name, next=target, words=outcome.words, wait=outcome.wait
        )

    async def _form(self, scope, answer: "Answer", status: int = 200, **shown) -> None:
        nonce = secrets.token_urlsafe(16)
        page = self._pages.get_template("login.html").render(token=nonce, **shown)
        extra = [(b"retry-after", str(shown["wait"]).encode())] if status == 429 else []
        await answer.send(status, page.encode(), [*HTML, set_cookie("form", nonce, 3600, scope), *extra])

    async def _logout(self, asked: Asked, scope, receive, answer: "Answer") -> None:
        if asked.method != "POST":
            raise Unfair(405, "To log out, use the button.")
        form = await read_form(receive)
        if form is None or not from_here(scope, form):
            raise Unfair(403, "This form was not sent from a page of this site.")
        await answer.send(303, b"", [(b"location", b"/-/login"), *self.door.close(scope)])


class Answer:
    """One answer on its way out: safe headers, no body for HEAD, and our own words for every refusal."""

    def __init__(self, scope: dict, send, pages: Environment) -> None:
        self.scope = scope
        self.public = False
        self._send = send
        self._pages = pages
        self._begun = self._replaced = False

    async def send(self, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
        """An answer of the guard's own; its cookies are kept."""
        cookies = [pair for pair in headers if pair[0] == b"set-cookie"]
        length = [(b"content-length", str(len(body)).encode())]
        await self._start(status, headers + length, cookies)
        await self._body({"type": "http.response.body", "body": body})

    async def refuse(self, status: int, words: str = "") -> None:
        """A refusal in words; the same for what does not exist and for what may not be seen."""
        title, usual = WORDS.get(status, ("Not possible", "This cannot be asked here."))
        words = words or usual
        if self.scope["path"].casefold().endswith(".json"):
            body, kind = json.dumps({"ok": False, "status": status, "error": words}), b"application/json"
        else:
            body, kind = self._pages.get_template("refused.html").render(title=title, words=words), HTML[0][1]
        extra = (
            [(b"allow", b"GET, HEAD")] if status == 405 else [(b"retry-after", b"5")] if status in (429, 503) else []
        )
        await self.send(status, body.encode(), [(b"content-type", kind), *extra])

    async def fail(self) -> None:
        if not self._begun:
            await self.refuse(500)

    async def relay(self, message: dict) -> None:
        """What the inner application sends; its error pages, which tell more than they should, are replaced."""
        if message["type"] == "http.response.start":
            if self._begun:  # it failed half way: the answer stays visibly cut off
                raise ConnectionAbortedError
            status = message["status"]
            if status in (401, 403, 404, 429) or status >= 500:
                self._replaced = True
                shown = 404 if status in (401, 403) else status if status in WORDS else 500
                return await self.refuse(shown)
            return await self._start(status, list(message.get("headers", [])), [])
        if not self._replaced:
            await self._body(message)
        return None

    async def _start(self, status: int, headers: list, cookies: list) -> None:
        self._begun = True
        secure = not is_plain_loopback(self.scope)
        kept = finish(headers, public=self.public and status == 200, secure=secure) + cookies
        await self._send({"type": "http.response.start", "status": status, "headers": kept})

    async def _body(self, message: dict) -> None:
        if self.scope["method"] == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)


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
