"""Ages as a narrative says them: figures, ranges, "about 50", "in his late sixties"; completed years at the telling."""

from __future__ import annotations

from collections.abc import Iterable

from casebook.narratives.claims import ProposedClaim
from casebook.narratives.sentence import Sentence

OLDEST = 120


def age_claims(sentence: Sentence) -> Iterable[ProposedClaim]:
    """The ages said of a person; of whom is told by the words beside them."""
    return ()
