"""Names of persons in any script: read as given, romanised, keyed for search and compared."""

from casebook.names.columns import Compared, compared
from casebook.names.comparing import match_score
from casebook.names.keys import romanise, search_keys, skeleton
from casebook.names.nearby import are_forms_of_one, differ_by_one, keys_asked, keys_kept, name_words
from casebook.names.reading import Homoglyph, Name, parse_name
from casebook.names.scripts import fold_homoglyphs, script_of
from casebook.names.searching import normalise_prose, normalise_search, search_query, search_terms

__all__ = [
    "Compared",
    "Homoglyph",
    "Name",
    "are_forms_of_one",
    "differ_by_one",
    "compared",
    "fold_homoglyphs",
    "keys_asked",
    "keys_kept",
    "match_score",
    "name_words",
    "normalise_prose",
    "normalise_search",
    "parse_name",
    "romanise",
    "script_of",
    "search_keys",
    "search_query",
    "search_terms",
    "skeleton",
]
