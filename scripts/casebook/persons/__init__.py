"""Persons: which mentions are one person, by the judgements in the log, and who keeps which case."""

from casebook.persons.applied import apply, kept
from casebook.persons.cases import first_members, joined_cases
from casebook.persons.law import DIFFERENT, SAME, UNSURE, Chain, Judged, judged, pair

__all__ = ["DIFFERENT", "SAME", "UNSURE", "Chain", "Judged", "apply", "first_members", "joined_cases", "judged", "kept", "pair"]
