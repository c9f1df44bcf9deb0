"""Forms that reach the guard: read whole and within bounds, and known to come from a page of this very session."""

import hmac
import unicodedata
from urllib.parse import parse_qsl

from casebook.guard.headers import header
from casebook.guard.paths import Unfair
from casebook.speaking import N_

LONGEST_FORM = 250_000  # bytes as sent: a few texts, each letter of which may take nine
LONGEST_TEXT = 20_000  # bytes of one text in UTF-8
MOST_FIELDS = 200
URLENCODED = "application/x-www-form-urlencoded"
ELSEWHERE = N_("This form was not sent from a page of this site.")
STALE = N_(
    "This form is not of this session, and nothing was written. Go back, load the page again, and send it once more:"
    " what you typed is still there."
)


class Form(dict[str, tuple[str, ...]]):
    """The fields of a form, each with its values in the order they were sent."""

    def one(self, name: str) -> str:
        """The first value of a field, '' where there is none."""
        return self.get(name, ("",))[0]


async def read_form(receive, longest: int) -> Form | None:
    """The fields of an urlencoded form; None when it is longer, or holds anything else."""
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if len(body) > longest or message["type"] == "http.disconnect":
            return None
        if not message.get("more_body"):
            break
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=MOST_FIELDS, errors="strict")
    except ValueError:
        return None
    form: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        form[name] = (*form.get(name, ()), value)
    return Form(form)


async def sent(scope: dict, receive, token: str) -> Form:
    """The form of somebody logged in, whose pages carry `token`, its texts without blanks around them.

    Raises Unfair (403, 413, 415, 400) where it comes from elsewhere, is too long, or is no form of a page.
    """
    if header(scope, b"content-type").partition(";")[0].strip().casefold() != URLENCODED:
        raise Unfair(415, N_("Nothing but the forms of this site is taken here."))
    form = await read_form(receive, LONGEST_FORM)
    if form is None:
        raise Unfair(413, N_("This is longer than any form of this site, or no form at all."))
    known = is_of(form, token)
    if not from_here(scope, known):
        raise Unfair(403, ELSEWHERE)
    if not known:
        raise Unfair(403, STALE)
    return Form({name: tuple(map(_text, values)) for name, values in form.items()})


def is_of(form: Form, token: str) -> bool:
    """Whether a form carries this token; no form carries an empty one."""
    return bool(token) and hmac.compare_digest(token.encode(), form.one("token").encode("utf-8", "surrogatepass"))


def from_here(scope: dict, known: bool) -> bool:
    """Whether a form was sent from a page of this site, as far as the browser tells.

    Sec-Fetch-Site decides where it is sent; else Origin, and where the referrer policy blanks that (`null`), whether
    the form is `known` by what only a page of ours could put into it. What is no browser sends none of them.
    """
    site, origin = header(scope, b"sec-fetch-site"), header(scope, b"origin")
    if site:
        return site in ("same-origin", "none")
    if not origin:
        return True
    return known if origin == "null" else origin.partition("://")[2] == header(scope, b"host")


def _text(value: str) -> str:
    text = value.replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text.encode("utf-8", "surrogatepass")) > LONGEST_TEXT:
        raise Unfair(413, f"A text is longer than {LONGEST_TEXT:,} bytes. Go back and shorten it: nothing was written.")
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t" for letter in text):
        raise Unfair(400, N_("A text holds characters that cannot be seen. Go back and type it again: nothing was written."))
    return text
