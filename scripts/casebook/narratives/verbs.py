"""Which words look like verbs, whether the lexicon of events knows them or not."""

from __future__ import annotations

from casebook.narratives.sentence import Sentence


def is_verb(sentence: Sentence, index: int) -> bool:
    """Whether a word looks like a verb: of the list, or by its ending unless it is a known noun or adjective."""
    token = sentence.tokens[index]
    if not token.text.isalpha() or token.capital:
        return False
    if sentence.is_in(index, "verbs", "be", "have"):
        return True
    endings = tuple(sentence.lexicon.words.get("verb_endings") or ())
    if endings and token.low.endswith(endings):
        return not sentence.is_in(index, "not_verbs") and not sentence.any_between(index, index + 1, "facilities")
    return False
