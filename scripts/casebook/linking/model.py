"""The linking model: what is compared, by what weights, from one versioned file that `make train` writes."""

import math
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from typing import Any

from casebook import vocabularies

ABSENT = "absent"


@dataclass(frozen=True)
class Level:
    """One outcome of a comparison: `code` names it in reasons, `sql` says when it holds (with `{names}` of expressions
    of the model that are costly), `weight` is log2 of m / u; one that is `weighted` weighs more for a rare name."""

    comparison: str
    code: str
    sql: str
    m: float
    u: float
    weighted: bool

    @property
    def weight(self) -> float:
        return math.log2(self.m / self.u)


@dataclass(frozen=True)
class Comparison:
    """What is compared under one name; of `levels`, strongest first, the first that holds counts."""

    name: str
    absent: str
    rare: str | None
    levels: tuple[Level, ...]

    def level(self, gamma: int) -> Level | None:
        """The level that Splink numbers `gamma`: 0 the last, -1 where one side says nothing."""
        return self.levels[len(self.levels) - 1 - gamma] if gamma >= 0 else None


@dataclass(frozen=True, eq=False)
class Model:
    """The file as read: comparisons with weights, frequencies of words of names, blocking rules and thresholds."""

    version: int
    prior: float
    larger: dict[str, int]
    thresholds: dict[str, float]
    largest: int
    rules: tuple[tuple[str, ...], ...]
    comparisons: tuple[Comparison, ...]
    costly: dict[str, str] = field(repr=False)
    words: dict[str, float] = field(repr=False)
    skeletons: dict[str, float] = field(repr=False)
    unknown: float
    rarest: float
    seldom: float

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Model":
        """The model that the parsed file tells; raises KeyError where a part is missing."""
        comparisons = tuple(
            Comparison(
                name, one["absent"], one.get("rare"),
                tuple(
                    Level(name, code, level["sql"], level["m"], level["u"], level.get("weighted", False))
                    for code, level in one["levels"].items()
                ),
            )
            for name, one in told["comparisons"].items()
        )  # fmt: skip
        often = told["frequencies"]
        return cls(
            told["version"], told["prior"], told["larger"], told["thresholds"], told["blocking"]["largest"],
            tuple(map(tuple, told["blocking"]["rules"])), comparisons, told["costly"],
            often["words"], often["skeletons"], often["unknown"], often["rarest"], often["seldom"],
        )  # fmt: skip

    def share(self, word: str, bones: str) -> float:
        """How large a part of all people bear this word in their name, 0..1, by itself or by its skeleton."""
        return self.words.get(word) or self.skeletons.get(bones) or self.unknown

    def rarity(self, shares: list[float]) -> float:
        """How large a part of all people bear a name of words that such parts of them bear."""
        return max(math.prod(shares), self.rarest)

    def size(self, mentions: int) -> int:
        """How large a collection of so many mentions is: 0 an ordinary one, 1 a larger one, and so on."""
        size, most = 0, self.larger["than"]
        while mentions > most:
            size, most = size + 1, most * self.larger["step"]
        return size

    def among(self, size: int) -> "Model":
        """The model for a collection of this size: of more people fewer pairs are one person."""
        return _among(self, size) if size else self

    @cached_property
    def settings(self) -> dict[str, Any]:
        """The model as Splink takes it."""
        return {
            "link_type": "dedupe_only",
            "unique_id_column_name": "unique_id",
            "probability_two_random_records_match": self.prior,
            "retain_matching_columns": True,  # for the levels, of which only these keep a column
            "retain_intermediate_calculation_columns": True,
            "additional_columns_to_retain": ["mention"],
            "blocking_rules_to_generate_predictions": ["l.mention = r.mention"],
            "comparisons": [self._settings_of(one) for one in self.comparisons],
        }

    def _settings_of(self, one: Comparison) -> dict[str, Any]:
        levels: list[dict[str, Any]] = [
            {"sql_condition": one.absent, "label_for_charts": ABSENT, "is_null_level": True}
        ]
        for level in one.levels:
            told: dict[str, Any] = {"sql_condition": level.sql.format(**self.costly), "label_for_charts": level.code}
            told |= {"m_probability": level.m, "u_probability": level.u}
            if level.weighted and one.rare:
                told |= {"tf_adjustment_column": one.rare, "tf_adjustment_weight": 1.0, "tf_minimum_u_value": self.rarest}
            levels.append(told)
        return {"output_column_name": one.name, "comparison_levels": levels}


@cache
def _among(model: Model, size: int) -> Model:
    return replace(model, prior=model.prior / model.larger["step"] ** size)


@cache
def load() -> Model:
    """The model of data/vocabularies/linking/model.json, read once."""
    return Model.of(vocabularies.document("linking/model"))
