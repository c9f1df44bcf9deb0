"""A printed document as an answer: one at a time for each reader, or a refusal that the guard puts into words."""

from collections.abc import Sequence

from datasette.utils.asgi import Response

from casebook import printing
from casebook.exporting import Busy, one_at_a_time
from casebook.guard.logging import note


async def answer(reader: str, forms: Sequence[str], pages: int, name: str) -> Response:
    """The first of the HTML documents that fits on so many pages, as NAME.pdf; 429 while the reader has another made,
    504 where it could not be made."""
    try:
        with one_at_a_time(reader):
            body = await printing.pdf(forms, pages)
    except Busy:
        return Response.text("", status=429)
    except printing.NotPrinted as error:
        note(error)
        return Response.text("", status=504)
    return Response(body, content_type="application/pdf", headers={"content-disposition": f'inline; filename="{name}.pdf"'})
