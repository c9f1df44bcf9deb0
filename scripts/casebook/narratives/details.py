"""What else a sentence says: ages, charges and reasons, no lawyer, whereabouts not known."""

from __future__ import annotations

from collections.abc import Iterable

from casebook.narratives.ages import age_claims
from casebook.narratives.claims import ProposedClaim
from casebook.narratives.coreference import Cast
from casebook.narratives.sentence import Sentence


def detail_claims(sentence: Sentence, cast: Cast) -> Iterable[ProposedClaim]:
    """Every other claim of the sentence."""
    yield from age_claims(sentence)
