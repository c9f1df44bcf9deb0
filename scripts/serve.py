"""Serve the research site, or with --press the press site, to those who have an account."""

import sys
from pathlib import Path

import click

from casebook import accounts, folders, serving


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="Port to listen on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--behind-proxy", is_flag=True, help="A proxy on this machine tells who asks, by X-Forwarded-For.")
@click.option("--press", is_flag=True, help="Serve published.db alone, for journalists.")
@click.option(
    "--metadata",
    type=click.Path(path_type=Path),
    default=folders.REPOSITORY / "metadata.yml",
    help="What the tables are.",
)
@click.option("--candidate", type=click.Path(path_type=Path, file_okay=False), hidden=True)
@folders.options
def serve(files, port, host, behind_proxy, press, metadata, candidate, folders):
    """Serve the site. FILES are databases to open by explicit path; without any, those of the folders."""
    try:
        first = None if candidate else accounts.set_up(folders.keys)
        app = serving.application(serving.Site(folders, press or bool(candidate), files, metadata, candidate))
        bound = serving.listen("127.0.0.1" if candidate else host, port)
    except (serving.NotServed, accounts.AccountsError) as error:
        click.echo(f"Not started. {error}", err=True)
        sys.exit(1)
    if not candidate:
        _tell(press, host, port, folders.keys, first)
    serving.run(app, bound, candidate or folders.editions, proxied=behind_proxy)


def _tell(press: bool, host: str, port: int, keys: Path, first: object) -> None:
    click.echo(f"Casebook ({'press' if press else 'research'} site): http://{host}:{port}/")
    for account in accounts.read(keys / "accounts.yml").values():
        click.echo(f"  {account.name:<12} {', '.join(account.roles)}")
    if first or (keys / "first-passwords.txt").exists():
        click.echo(f"Their passwords are in {keys / 'first-passwords.txt'}; hand them over, then delete that file.")
    if host not in ("127.0.0.1", "::1", "localhost"):
        click.echo("Browsers elsewhere can log in over https only: put a proxy with TLS in front.")


if __name__ == "__main__":
    serve()
