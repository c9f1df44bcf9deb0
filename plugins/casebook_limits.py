"""Casebook's limits on every database connection, in Datasette."""

from datasette import hookimpl

from casebook import serving_limits


@hookimpl(trylast=True)
def prepare_connection(conn):
    serving_limits.limit(conn)
