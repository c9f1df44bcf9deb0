"""What Datasette's own pages cannot answer: a plain 400, where Datasette would own to an error of the server."""

import re
import sqlite3

from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError

from casebook.pages import routes

REFUSED = "This cannot be asked of this table."
SLOW = "This took too long. Ask for less at once."


def answer(request, exception: Exception) -> Response | None:
    """The answer for a failed request, None to leave it to Datasette; our own pages' errors stay errors."""
    if isinstance(exception, sqlite3.OperationalError) and "interrupted" in str(exception):
        return Response.text(SLOW, status=400)
    if isinstance(exception, DatasetteError) and exception.status < 500:
        return None
    path = request.path.partition("?")[0]
    ours = any(re.match(pattern, path) for pattern, _ in routes.routes())
    known = isinstance(exception, DatasetteError | sqlite3.Error | ValueError | LookupError | AssertionError)
    return Response.text(REFUSED, status=400) if known and not ours else None
