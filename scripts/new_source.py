"""Look at a file, guess what its columns are, and make the folder of a new source with a source.yml to check."""

from pathlib import Path

import click

from casebook import importers, source_drafts, source_looks
from casebook.folders import Folders, options
from casebook.importers.shapes import Options, Refused
from casebook.sources import SourceError

# The option of this command that answers each question; an importer names the line of source.yml.
ASKED = {
    "unclear_encoding": "--encoding", "unclear_delimiter": "--delimiter", "empty_header": "--header-row or --sheet",
    "duplicate_header": "--header-row or --sheet", "missing_sheet": "--sheet",
}  # fmt: skip


@click.command(help=__doc__)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@options
@click.option("--name", help="Name of the source's folder (default: that of the file).")
@click.option("--into", type=click.Path(path_type=Path, file_okay=False), help="Where to make it (default: --sources).")
@click.option("--kind", type=click.Choice(sorted(importers.kinds())), help="Kind of file (default: by its suffix).")
@click.option("--encoding", help="Encoding of the file, when it has to be said: gb18030, cp1251, cp1256 ...")
@click.option("--delimiter", help="Sign between cells, when it has to be said: comma, semicolon, tab, bar, none.")
@click.option("--header-row", type=int, help="The row that holds the headings (default: the first that fits the rows under it).")
@click.option("--sheet", "sheets", multiple=True, help="A sheet to read; may be given several times (default: all).")
def main(folders: Folders, file, name, into, kind, encoding, delimiter, header_row, sheets) -> None:
    given = Options(encoding=encoding, delimiter=delimiter, sheets=tuple(sheets))
    folder = (into or folders.sources) / (name or source_drafts.name_for(file))
    try:
        seen = source_looks.look(file, kind, given, header_row)
        made = source_drafts.draft(seen, file.stem)
        source_drafts.write(file, made.text, folder)
    except Refused as error:
        hint = f". There is no source.yml yet: run this again with {ASKED[error.code]}" if error.code in ASKED else ""
        raise click.ClickException(f"{error}{hint}") from None
    except SourceError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Made {folder}. Open {folder / 'source.yml'} and check:")
    for number, check in enumerate(made.to_check, 1):
        click.echo(f"  {number}. {check}")
    click.echo("Then see what it would bring: python scripts/import_sources.py --preview")


if __name__ == "__main__":
    main()
