"""The list of cases as somebody asked for it: search in any script, near matches, filters, doubtful dates, order."""

from casebook.searching.asking import FLAGS, PAGE, RESEARCH_SORTS, SORTS, Wanted, wanted
from casebook.searching.listing import condition, order
from casebook.searching.near import Near, Pair, near

__all__ = ["FLAGS", "PAGE", "RESEARCH_SORTS", "SORTS", "Near", "Pair", "Wanted", "condition", "near", "order", "wanted"]
