"""Casebook's pages and exports, in Datasette."""

from datasette import hookimpl
from markupsafe import Markup

from casebook.pages import failures, frame, routes, shown


@hookimpl
def register_routes():
    return routes.routes()


@hookimpl
def prepare_jinja2_environment(env):
    frame.equip(env)


@hookimpl
def render_cell(value):
    if isinstance(value, str):
        return Markup('<bdi dir="auto">{}</bdi>').format(shown.shown(value)) if shown.has_controls(value) else None
    return None


@hookimpl
def extra_template_vars(datasette, request):
    async def shared():
        return await frame.shared(datasette, request)

    return shared


@hookimpl
def handle_exception(datasette, request, exception):
    return failures.answer(datasette, request, exception)
