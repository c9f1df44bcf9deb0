"""Narratives read into proposed claims, each with the exact words that say it, for a person to check."""

from casebook.narratives.claims import ProposedClaim
from casebook.narratives.reading import propose_claims

__all__ = ["ProposedClaim", "propose_claims"]
