"""What a reader can do for somebody: a post, a message, a letter, drafted to be changed; nothing is sent or kept here."""

from datasette.utils.asgi import NotFound, Response

from casebook import acting
from casebook.pages import citing, printed
from casebook.pages.frame import edition, render
from casebook.pages.reader import published
from casebook.speaking import LANGUAGES, language, say

FIRST = "CN-FR"  # the authority that is shown until another one is chosen
_WANTED = "SELECT cases.* FROM cases JOIN actions ON actions.case_id = cases.id WHERE cases.id = :id"


async def page(request, datasette) -> Response:
    """The drafts for a case; nothing of a case for which nobody wants it, and words alone where it is over."""
    row, drafts, chosen_ones = await _drafted(request, datasette)
    title = say("What you can do for {name}", name=row["name"])
    return await shown(request, datasette, row, drafts, chosen_ones, title, f"/cases/{row['id']}")


async def shown(request, datasette, row: dict, drafts: acting.Drafts | None, chosen_ones: tuple[str, str], title: str,
                back: str) -> Response:  # fmt: skip
    """The page of drafts to an authority, in a language (`chosen_ones`), of what has its own page at `back`."""
    to, tongue = chosen_ones
    names = {code: one["name"][tongue] for code, one in acting.authorities().items()}
    return await render(datasette, request, "act.html", {
        "title": title, "back": back, "name": row["name"], "over": drafts is None, "drafts": drafts, "to": to, "tongue": tongue,
        "authorities": sorted(names.items(), key=lambda pair: pair[1]), "tongues": LANGUAGES, "longest": acting.longest(),
    })  # fmt: skip


async def letter(request, datasette) -> Response:
    """The letter as a PDF, as it was drafted."""
    row, drafts, (_, tongue) = await _drafted(request, datasette)
    return await as_pdf(request, datasette, row, drafts, tongue)


async def as_pdf(request, datasette, row: dict, drafts: acting.Drafts | None, tongue: str) -> Response:
    """A drafted letter as a PDF; nothing where there is none."""
    if drafts is None:
        raise NotFound("Nothing here")
    form = await datasette.render_template("letter.html", {"letter": drafts.letter, "tongue": tongue, "title": drafts.subject})
    return await printed.answer(published(datasette, request).name, [form], 1, f"letter-{row['id']}")


def chosen(request) -> tuple[str, str]:
    """The authority and the language that were chosen, or those shown until others are."""
    to, tongue = request.args.get("to") or FIRST, request.args.get("in") or language()
    return to if to in acting.authorities() else FIRST, tongue if tongue in LANGUAGES else language()


async def _drafted(request, datasette) -> tuple[dict, acting.Drafts | None, tuple[str, str]]:
    row = await published(datasette, request).one(_WANTED, {"id": request.url_vars["id"]})
    if row is None:
        raise NotFound("Nothing here")
    to, tongue = chosen(request)
    if acting.is_over(row):
        return row, None, (to, tongue)
    address = datasette.absolute_url(request, citing.path(await edition(datasette), row["id"]))
    return row, acting.drafts(row, to, address, tongue), (to, tongue)
