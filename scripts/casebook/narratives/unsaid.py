"""People whom nothing but the form of a verb names: the speaker, and whoever was spoken of and now tells."""

from __future__ import annotations

from collections.abc import Iterator

from casebook.narratives import cases, clauses
from casebook.narratives.patients import only_circumstances
from casebook.narratives.people import Person
from casebook.narratives.sentence import Sentence

VERBS = ("says", "knows", "believes", "residence", "moved", "events")


def speakers(sentence: Sentence) -> Iterator[Person]:
    """ "supe", "yaşıyorum", "живу": the speaker, as a person without words at each verb in the first person."""
    verbs = [hit for hit in sentence.of(*VERBS) if _is_first_person(sentence, hit.first, hit.last)]
    alone = (at for at in sentence.where("first_person") if not any(hit.first <= at < hit.last for hit in verbs))
    yield from (Person(at, at, "pronoun", "speaker") for at in dict.fromkeys([*(hit.first for hit in verbs), *alone]))


def tellers(sentence: Sentence) -> Iterator[Person]:
    """ "Cuenta que", "öldüğünü söylüyor": whoever tells and is not named, where languages leave the subject out."""
    if not sentence.lexicon.words.get("drops_subject"):
        return
    happening = {hit.first for hit in sentence.of("events")}
    for hit in sentence.of("says", "knows"):
        if hit.first in happening:
            continue
        named = clauses.subject_of(sentence, hit.first, sentence.first) or cases.subject_behind(sentence, hit)
        if named is None and _opens(sentence, hit.first):
            yield Person(hit.first, hit.first, "pronoun", "any")


def _is_first_person(sentence: Sentence, first: int, last: int) -> bool:
    said = any(sentence.is_in(at, "first_person") for at in range(first, last))
    return said or sentence.ends_in(last - 1, "speaker_endings")


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether nothing stands before a verb of telling that may be its subject."""
    if "oblique_endings" not in sentence.lexicon.words:
        before = clauses.group_start(sentence, at) - 1
        return before < sentence.first or sentence.low(before) == "," or sentence.is_in(before, "coordinators")
    first = next((i + 1 for i in range(at - 1, sentence.first - 1, -1) if sentence.low(i) == ";"), sentence.first)
    genitives = (one.first for one in sentence.people if one.first >= first and cases.is_genitive(sentence, one))
    told = (hit.first for hit in sentence.of("events") if hit.first >= first)
    return only_circumstances(sentence, first, min([*genitives, *told, at]))
