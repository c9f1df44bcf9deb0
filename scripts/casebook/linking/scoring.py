"""Candidate pairs and their scores: the SQL is one for DuckDB and Spark, the weighing is Splink's, the model the file's."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from casebook.linking import statements
from casebook.linking.model import Model
from casebook.linking.pruning import prune
from casebook.linking.tables import Database

AT_ONCE = 10_000_000  # pairs are weighed at a time, which bounds the memory
TURNED = {"l": "r", "r": "l"}
# What reasons say of a pair beside its levels.
TOLD = {
    f"{column}_{side}": f"{'lr'[side == 'r']}.{column}"
    for column in ("text", "born_from", "born_to", "taken_from", "taken_to", "died_from", "died_to")
    for side in "lr"
} | {f"shared_{column}": f"array_intersect(l.{column}, r.{column})" for column in ("counties", "prefectures", "provinces")}

class Scored(NamedTuple):
    """A pair of mentions, the probability, the level and weight of each comparison, and the values compared (`TOLD`)."""

    a: int
    b: int
    score: float
    levels: tuple[int, ...]
    weights: tuple[float, ...]
    said: dict[str, Any]

    def turned(self) -> "Scored":
        """The same pair the other way round."""
        said = {name[:-1] + TURNED[name[-1]] if name[-2:] in ("_l", "_r") else name: value for name, value in self.said.items()}
        return self._replace(a=self.b, b=self.a, said=said)


def pair(db: Database, model: Model) -> None:
    """Make the table `pairs` of the mentions that share a block of at most `largest` mentions, each pair once."""
    db.make("useful", f"SELECT block FROM blocks GROUP BY block HAVING count(*) BETWEEN 2 AND {model.largest}")
    db.make("kept", "SELECT blocks.block, blocks.mention FROM blocks JOIN useful ON useful.block = blocks.block")
    db.make(
        "pairs",
        "SELECT DISTINCT a.mention AS a, b.mention AS b FROM kept a JOIN kept b"
        " ON a.block = b.block AND a.mention < b.mention",
    )
    db.drop("kept")


def score(db: Database, model: Model, least: float | None) -> Iterator[Scored]:
    """The pairs of the table `pairs` whose probability is at least `least`, by the table `forms`.

    Pairs of which one record refers to the other come whatever their probability.
    """
    count = next(db.rows("SELECT count(*) FROM pairs"))[0]
    parts = -(-count // AT_ONCE)
    for part in range(parts):
        if parts > 1:
            db.make("chunk", f"SELECT * FROM pairs WHERE (a * 31 + b) % {parts} = {part}")
        yield from _score(db, model, "chunk" if parts > 1 else "pairs", least)
    if least is not None and next(db.rows("SELECT count(*) FROM forms WHERE array_length(refs) > 0"))[0]:
        db.make("referring", REFERRING)
        yield from (one for one in _score(db, model, "referring", None) if one.score < least)


REFERRING = (
    "SELECT DISTINCT p.a, p.b FROM pairs p JOIN forms l ON l.mention = p.a JOIN forms r ON r.mention = p.b"
    " WHERE array_length(array_intersect(l.refs, r.own)) > 0 OR array_length(array_intersect(l.own, r.refs)) > 0"
)


def _score(db: Database, model: Model, pairs: str, least: float | None) -> Iterator[Scored]:
    prune(db, model, pairs, least)
    if not next(db.rows("SELECT count(*) FROM blocked"))[0]:
        return
    db.make("best", statements.best(model, least))
    yield from _read(db, model)


def _read(db: Database, model: Model) -> Iterator[Scored]:
    names = [one.name for one in model.comparisons]
    columns = [f"best.gamma_{name}" for name in names] + [f"best.weight_{name}" for name in names]
    columns += [f"{sql} AS {name}" for name, sql in TOLD.items()]
    count = len(names)
    for a, b, probability, *rest in db.rows(
        f"SELECT best.mention_l, best.mention_r, best.match_probability, {', '.join(columns)} FROM best"
        " JOIN forms l ON l.unique_id = best.unique_id_l JOIN forms r ON r.unique_id = best.unique_id_r"
    ):
        said = dict(zip(TOLD, rest[2 * count :], strict=True))
        yield Scored(a, b, float(probability), tuple(rest[:count]), tuple(map(float, rest[count : 2 * count])), said)

