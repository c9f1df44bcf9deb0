"""What a reader can do for somebody: a post, a message, a letter, drafted to be changed; nothing is sent or kept here."""

from datasette.utils.asgi import NotFound, Response

from casebook import acting, printing
from casebook.exporting import Busy, one_at_a_time
from casebook.pages import citing
from casebook.pages.frame import edition, render
from casebook.pages.reader import published
from casebook.speaking import LANGUAGES, language, say

FIRST = "CN-FR"  # the authority that is shown until another one is chosen
_WANTED = "SELECT cases.* FROM cases JOIN actions ON actions.case_id = cases.id WHERE cases.id = :id"


async def page(request, datasette) -> Response:
    """The drafts for a case; nothing of a case for which nobody wants it, and words alone where it is over."""
    row, to, tongue, drafts = await _drafted(request, datasette)
    names = {code: one["name"][tongue] for code, one in acting.authorities().items()}
    return await render(datasette, request, "act.html", {
        "title": say("What you can do for {name}", name=row["name"]),
        "row": row, "over": drafts is None, "drafts": drafts, "to": to, "tongue": tongue,
        "authorities": sorted(names.items(), key=lambda pair: pair[1]), "tongues": LANGUAGES, "longest": acting.longest(),
    })  # fmt: skip


async def letter(request, datasette) -> Response:
    """The letter as a PDF, as it was drafted."""
    row, _, tongue, drafts = await _drafted(request, datasette)
    if drafts is None:
        raise NotFound("Nothing here")
    form = await datasette.render_template("letter.html", {"letter": drafts.letter, "tongue": tongue, "title": drafts.subject})
    try:
        with one_at_a_time(published(datasette, request).name):
            body = await printing.pdf([form], 1)
    except Busy:
        return Response.text(say("Please wait until what you asked for before has ended."), status=429)
    except printing.NotPrinted as error:
        return Response.text(str(error), status=503)
    headers = {"content-disposition": f'inline; filename="letter-{row["id"]}.pdf"'}
    return Response(body, content_type="application/pdf", headers=headers)


async def _drafted(request, datasette) -> tuple[dict, str, str, acting.Drafts | None]:
    row = await published(datasette, request).one(_WANTED, {"id": request.url_vars["id"]})
    if row is None:
        raise NotFound("Nothing here")
    to, tongue = request.args.get("to") or FIRST, request.args.get("in") or language()
    to, tongue = to if to in acting.authorities() else FIRST, tongue if tongue in LANGUAGES else language()
    if acting.is_over(row):
        return row, to, tongue, None
    address = datasette.absolute_url(request, citing.path(await edition(datasette), row["id"]))
    return row, to, tongue, acting.drafts(row, to, address, tongue)
