"""`make bench`: import and normalise a generated sheet, beside the same tables written by plain SQLite in the same run."""

import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, nullcontext
from pathlib import Path

import click

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

import bench_sheet  # noqa: E402
from casebook import database, pipeline, receipts, schema  # noqa: E402
from casebook.folders import Folders  # noqa: E402
from casebook.summary import Quiet, Summary  # noqa: E402

CHUNK = 50_000
LOADED = (
    "sources",
    "files",
    "records",
    "mentions",
    "names",
    "identifiers",
    "spells",
    "events",
    "claims",
    "relations",
    "issues",
)
LEAST = {"claims": 13, "mentions": 2, "names": 2}
LEAST_STRINGS = 200_000


@click.command(help=__doc__)
@click.option("--rows", multiple=True, default=(100_000, 1_000_000), show_default=True, help="Rows of the sheet.")
@click.option("--keep", type=click.Path(path_type=Path), help="Leave everything in this folder.")
@click.option("--stage", hidden=True, help="Run one stage on the kept folder and print its figures as JSON.")
def main(rows: tuple[int, ...], keep: Path | None, stage: str | None) -> None:
    if stage:
        click.echo(json.dumps(STAGES[stage](keep, rows[0])))
        return
    for number in rows:
        click.echo(f"{number:,} rows of {len(bench_sheet.HEADERS)} columns")
        with nullcontext(keep) if keep else tempfile.TemporaryDirectory(prefix="casebook-bench-") as place:
            run(Path(place), number)


def run(place: Path, rows: int) -> None:
    """All stages, each in a process of its own so that its memory is its own, and the ratios."""
    make(place, rows)
    load = measured("load", place, rows)
    click.echo(
        f"import and normalise: {rows / load['seconds']:,.0f} rows/s, {load['seconds']:.1f} s, peak {load['megabytes']:,} MB"
    )
    check(place, rows)
    plain = measured("plain", place, rows)
    click.echo(
        f"the same tables by executemany: {plain['seconds']:.1f} s; ratio {load['seconds'] / plain['seconds']:.2f} (target 2)"
    )
    raw = measured("raw", place, rows)
    ratio = load["seconds"] / raw["seconds"]
    click.echo(f"sqlite-utils insert --no-detect-types of the raw file: {raw['seconds']:.1f} s; ratio {ratio:.2f} (aim 1)")
    rest = measured("rest", place, rows)
    click.echo(f"link and decide: {rest['seconds']:.1f} s, peak {rest['megabytes']:,} MB")
    new = measured("fifty_new", place, rows)
    click.echo(f"fifty rows as a new file, whole command: {new['seconds']:.2f} s (target 3)")
    more = measured("fifty_more", place, rows)
    click.echo(
        f"fifty rows appended to the file, whole command: {more['seconds']:.2f} s (target 20);"
        f" {more['changes']:,} rows written, of {rows:,} unchanged"
    )


def measured(stage: str, place: Path, rows: int) -> dict:
    command = [sys.executable, __file__, "--rows", str(rows), "--keep", str(place), "--stage", stage]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()[-1])


def make(place: Path, rows: int) -> None:
    source = place / "sources" / "generated"
    (source / "files").mkdir(parents=True, exist_ok=True)
    (source / "source.yml").write_text(bench_sheet.SOURCE, encoding="utf-8")
    bench_sheet.write(source / "files" / "sheet.csv", rows)


def folders(place: Path) -> Folders:
    return Folders.of(sources=place / "sources", build=place / "build")


def load(place: Path, rows: int) -> dict:
    """Import and normalise, indexes included, into cases.db and contacts.db that are then put in place."""
    where = folders(place)
    where.build.mkdir(exist_ok=True)
    began = time.perf_counter()
    known = {source.name: source for source in pipeline.load_sources(where)}
    wanted = {name: receipts.take_stock(source.folder, "bench") for name, source in known.items()}
    with database.writing(where) as writer:
        pipeline.take_in(writer, known, wanted, Summary(), Quiet())
        writer.index()
    return figures(began)


def plain(place: Path, rows: int) -> dict:
    """The finished tables once more, by executemany from memory, then the same indexes; reading them is not counted."""
    spent = 0.0
    with (
        closing(schema.connect(folders(place).cases, readonly=True)) as done,
        closing(schema.connect(place / "plain.db")) as db,
    ):
        schema.prepare_load(db, place)
        schema.create_tables(db, schema.CASES)
        db.execute("BEGIN")
        for table in LOADED:
            insert = f'INSERT INTO "{table}" VALUES ({", ".join("?" * len(schema.names_of(table)))})'
            rows_of = done.execute(f'SELECT * FROM "{table}" ORDER BY id')
            while chunk := rows_of.fetchmany(CHUNK):
                began = time.perf_counter()
                db.executemany(insert, chunk)
                spent += time.perf_counter() - began
        began = time.perf_counter()
        db.execute("COMMIT")
        schema.create_indexes(db, schema.CASES)
        spent += time.perf_counter() - began
    (place / "plain.db").unlink()
    return {"seconds": spent}


def raw(place: Path, rows: int) -> dict:
    """sqlite-utils' own command on the raw file."""
    sheet = place / "sources" / "generated" / "files" / "sheet.csv"
    tool = Path(sys.executable).with_name("sqlite-utils")
    command = [tool, "insert", str(place / "raw.db"), "rows", str(sheet), "--csv", "--no-detect-types"]
    began = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    spent = time.perf_counter() - began
    (place / "raw.db").unlink()
    return {"seconds": spent}


def rest(place: Path, rows: int) -> dict:
    """What the whole command does after the load: link, decide, issues.csv."""
    began = time.perf_counter()
    pipeline.run(folders(place), by="bench")
    return figures(began)


def fifty_new(place: Path, rows: int) -> dict:
    source = place / "sources" / "generated"
    bench_sheet.write(source / "files" / "more.csv", 50, seed=7, first=rows + 1_000)
    return command(place)


def fifty_more(place: Path, rows: int) -> dict:
    """The sheet again, with fifty rows more, received in place of the first one."""
    longer = place / "longer.csv"
    bench_sheet.write(longer, rows + 50, people=bench_sheet.default_people(rows))
    return command(place, "--receive", str(longer), "--into", "generated", "--replaces", "sheet.csv")


def command(place: Path, *options: str) -> dict:
    """The command as a user runs it, and how many rows of cases.db it wrote."""
    script = Path(__file__).resolve().parents[1] / "scripts" / "import_sources.py"
    began = time.perf_counter()
    subprocess.run(
        [sys.executable, str(script), "--sources", str(place / "sources"), "--build", str(place / "build"), *options],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    return {"seconds": time.perf_counter() - began, "changes": changes(place)}


def changes(place: Path) -> int:
    with closing(sqlite3.connect(place / "build" / "cases.db")) as db:
        return db.execute("SELECT count(*) FROM records WHERE file = (SELECT max(id) FROM files)").fetchone()[0]


def figures(began: float) -> dict:
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"seconds": time.perf_counter() - began, "megabytes": used}


def check(place: Path, rows: int) -> None:
    """The bench is worth nothing when less is done than is promised."""
    with closing(schema.connect(folders(place).cases, readonly=True)) as db:
        for table, least in LEAST.items():
            found = db.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
            if found < least * rows:
                raise click.ClickException(f"{found / rows:.2f} {table} a row, {least} are promised.")
        bare = db.execute(
            "SELECT (SELECT count(*) FROM records WHERE content IS NULL OR content = '')"
            " + (SELECT count(*) FROM claims WHERE raw IS NULL OR span_end IS NULL OR rule IS NULL)"
        ).fetchone()[0]
        strings = db.execute("SELECT count(DISTINCT raw) FROM claims").fetchone()[0]
        issues = db.execute("SELECT count(*) FROM issues").fetchone()[0]
    if bare or not issues or (rows >= 100_000 and strings < min(LEAST_STRINGS, 2 * rows)):
        raise click.ClickException(
            f"{bare} rows without words, span or rule; {issues} issues; {strings:,} distinct strings."
        )


STAGES = {one.__name__: one for one in (load, plain, raw, rest, fifty_new, fifty_more)}

if __name__ == "__main__":
    main()
