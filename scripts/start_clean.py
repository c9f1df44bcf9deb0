"""Remove the example that ships, before one's own sources go in, and say what was removed."""

import sys

import click

from casebook import chains, database, example, folders, sources


@click.command()
@click.option("--dry-run", is_flag=True, help="Say what would be removed, and remove nothing.")
@folders.options
def start_clean(dry_run, folders):
    """Remove the sources marked `example: true`, the lines of the log about them, and what was made of both."""
    with database.lock(folders, click.echo):
        try:
            parts = example.parts(folders)
        except (sources.SourceError, chains.BrokenChain) as error:
            click.echo(f"Nothing was removed. {error}", err=True)
            sys.exit(1)
        for part in parts:
            click.echo(f"{'Would remove' if dry_run else 'Removed'} {part.path}: {part.words}.")
            if not dry_run:
                example.remove(part)
    if not parts:
        click.echo("There is no example here; nothing was removed.")
    elif not dry_run:
        click.echo("Everything else is untouched. `make build` builds from what stays.")


if __name__ == "__main__":
    start_clean()
