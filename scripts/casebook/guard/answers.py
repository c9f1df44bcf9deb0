"""Every answer on its way out of the guard: its headers made safe, and our own words for every refusal."""

import json
import time
from collections.abc import Callable

from jinja2 import Environment
from markupsafe import Markup

from casebook.guard.headers import finish, is_plain_loopback
from casebook.speaking import N_, say

LOOK = 0.5  # seconds between two looks whether the session behind a long answer is still open
HTML = [(b"content-type", b"text/html; charset=utf-8")]
WORDS = {
    403: (N_("Not for this account"), N_("Your account does not open this page.")),
    404: (N_("Nothing here"), N_("There is no such page, or it is not for this account.")),
    429: (N_("One at a time"), N_("Please wait until what you asked for before has ended.")),
    500: (
        N_("Something went wrong"),
        N_("This page could not be made. Nothing was lost; whoever keeps this site can find out why."),
    ),
    504: (
        N_("Not made"),
        N_("The document could not be made in time. Ask again in a minute; if it stays so, whoever keeps this site can find"
           " out why."),
    ),
    503: (N_("Closed for the moment"), N_("There is no edition that may be shown. Please ask whoever keeps this site.")),
}


class Answer:
    """One answer on its way out: safe headers, no body for HEAD, and our own words for every refusal."""

    def __init__(self, scope: dict, send, pages: Environment) -> None:
        self.scope = scope
        self.public = False
        self.still: Callable[[], bool] = lambda: True  # whether whoever gets it may still get it
        self._looked = 0.0
        self.status = 200  # with which a page is sent that the inner application has made without trouble
        self._send = send
        self._pages = pages
        self._begun = self._replaced = False
        self._style = Markup("")  # that stands in the page itself
        self.kept: list[tuple[bytes, bytes]] = []  # cookies of the reader's own choice, whatever the answer

    async def send(self, status: int, body: bytes, headers: list[tuple[bytes, bytes]]) -> None:
        """An answer of the guard's own; its cookies are kept."""
        cookies = [pair for pair in headers if pair[0] == b"set-cookie"]
        length = [(b"content-length", str(len(body)).encode())]
        await self._start(status, headers + length, cookies)
        await self._body({"type": "http.response.body", "body": body})

    async def refuse(self, status: int, words: str = "") -> None:
        """A refusal in words; the same for what does not exist and for what may not be seen."""
        title, usual = WORDS.get(status, (N_("Not possible"), N_("This cannot be asked here.")))
        title, words = say(title), say(words or usual)
        if self.scope["path"].casefold().endswith(".json"):
            body, kind = json.dumps({"ok": False, "status": status, "error": words}), b"application/json"
        else:
            self._style = self._alone() if status == 503 else Markup("")
            page = self._pages.get_template("refused.html")
            body, kind = page.render(title=title, words=words, style=self._style), HTML[0][1]
        extra = (
            [(b"allow", b"GET, HEAD")] if status == 405 else [(b"retry-after", b"5")] if status in (429, 503, 504) else []
        )
        await self.send(status, body.encode(), [(b"content-type", kind), *extra])

    def _alone(self) -> Markup:
        """The look of a page behind which nothing else may be to be had, not even a sheet of style."""
        return Markup(self._pages.loader.get_source(self._pages, "_closed.css")[0])

    async def fail(self) -> None:
        if not self._begun:
            await self.refuse(500)

    async def relay(self, message: dict) -> None:
        """What the inner application sends; its error pages, which tell more than they should, are replaced."""
        if message["type"] == "http.response.start":
            if self._begun:  # it failed half way: the answer stays visibly cut off
                raise ConnectionAbortedError
            self._looked = time.monotonic()
            status = message["status"] if self.still() else 503
            if status in (401, 403, 404, 429) or status >= 500:
                self._replaced = True
                shown = 404 if status in (401, 403) else status if status in WORDS else 500
                return await self.refuse(shown)
            status = self.status if status == 200 else status
            return await self._start(status, list(message.get("headers", [])), [])
        if self._replaced:
            return None
        if time.monotonic() - self._looked > LOOK:
            self._looked = time.monotonic()
            if not self.still():  # it is over: the answer stays visibly cut off
                raise ConnectionAbortedError
        return await self._body(message)

    async def _start(self, status: int, headers: list, cookies: list) -> None:
        self._begun = True
        secure = not is_plain_loopback(self.scope)
        kept = finish(headers, public=self.public and status == 200, secure=secure, style=self._style) + cookies + self.kept
        await self._send({"type": "http.response.start", "status": status, "headers": kept})

    async def _body(self, message: dict) -> None:
        if self.scope["method"] == "HEAD":
            message = {**message, "body": b""}
        await self._send(message)
