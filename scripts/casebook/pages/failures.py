"""What becomes of a request that fails, in place of Datasette's own handler, which logs what was asked."""

import re
import sqlite3

from datasette.plugins import pm
from datasette.utils.asgi import Base400, Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from casebook.guard.logging import note
from casebook.pages import routes

REFUSED = "This cannot be asked of this table."
SLOW = "This took too long. Ask for less at once."


def take_over() -> None:
    """Take Datasette's own handler out, which prints the message and the way of every error."""
    if pm.get_plugin("datasette.handle_exception"):
        pm.unregister(name="datasette.handle_exception")


async def answer(datasette, request, exception: Exception) -> Response:
    """The answer for a failed request: 400 in words where it cannot be asked so, 500 only for errors of our pages."""
    status, words = _meant(request.path.partition("?")[0], exception)
    if status == 500:
        note(exception)
    if request.path.endswith(".json"):
        plain = re.sub("<[^>]+>", " ", words).strip()
        return Response.json({"ok": False, "status": status, "error": plain}, status=status)
    shown = {"error": words, "title": getattr(exception, "title", None) or "Not possible"}
    return Response.html(await datasette.render_template("error.html", shown, request=request), status=status)


def _meant(path: str, exception: Exception) -> tuple[int, str]:
    if isinstance(exception, Base400):
        return exception.status, str(exception)
    if isinstance(exception, DatasetteError) and exception.status < 500:
        return exception.status, Markup(exception.message) if exception.message_is_html else exception.message
    if isinstance(exception, sqlite3.OperationalError) and "interrupted" in str(exception):
        return 400, SLOW
    ours = any(re.match(pattern, path) for pattern, _ in routes.routes())
    return (500, "") if ours else (400, REFUSED)
