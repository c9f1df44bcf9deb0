"""Casebook's limits on every database connection, in Datasette."""

from datasette import hookimpl

from casebook.serving import limits


@hookimpl(trylast=True)
def prepare_connection(conn):
    limits.limit(conn)
