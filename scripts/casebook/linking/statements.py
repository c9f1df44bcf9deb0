"""The SQL that weighs pairs, as Splink writes it from the model: written once, run as often as there are pairs to weigh.

It reads the tables `forms` and `blocked` alone, in the dialect of DuckDB, from which it is translated for others.
"""

from functools import lru_cache

from casebook.linking.model import Model

DIALECT = "duckdb"
PAIRS, FOUND = "__splink__blocked_id_pairs", "__splink__df_predict"  # as Splink calls what it reads and what it gives


@lru_cache(maxsize=16)
def best(model: Model, least: float | None) -> str:
    """Of the pairs of names of two mentions the one that agrees best, with its levels and weights."""
    levels = [f"gamma_{one.name}" for one in model.comparisons]
    weights = [
        f"mw_{one.name}" + (f" + mw_tf_adj_{one.name}" if one.rare else "") + f" AS weight_{one.name}"
        for one in model.comparisons
    ]
    steps = ", ".join(f"{step['output_table_name']} AS ({step['sql']})" for step in _steps(model, least))
    return (
        f"WITH {PAIRS} AS (SELECT * FROM blocked), {steps}"
        f" SELECT mention_l, mention_r, match_probability, {', '.join([*levels, *weights])}, unique_id_l, unique_id_r"
        " FROM (SELECT *, row_number() OVER (PARTITION BY mention_l, mention_r"
        f" ORDER BY match_probability DESC, unique_id_l, unique_id_r) AS place FROM {FOUND}) AS ranked WHERE place = 1"
    )


def _steps(model: Model, least: float | None) -> list[dict[str, str]]:
    """The steps by which Splink weighs pairs, each with the table that it makes."""
    from splink import SettingsCreator
    from splink.internals.comparison_vector_values import compute_comparison_vector_values_from_id_pairs_sqls
    from splink.internals.predict import predict_from_comparison_vectors_sqls_using_settings

    told = SettingsCreator.from_path_or_dict(model.settings).get_settings(DIALECT)
    compared = compute_comparison_vector_values_from_id_pairs_sqls(
        told._columns_to_select_for_blocking, told._columns_to_select_for_comparison_vector_values,
        input_tablename_l="forms", input_tablename_r="forms", source_dataset_input_column=None,
        unique_id_input_column=told.column_info_settings.unique_id_input_column,
    )  # fmt: skip
    return compared + predict_from_comparison_vectors_sqls_using_settings(told, threshold_match_probability=least)
