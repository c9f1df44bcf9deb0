"""Forms of one given name that their sounds do not bring together: Muhammad and Memet, Yusuf and 玉素甫."""

from functools import cache

from casebook.names.tokens import words_of
from casebook.vocabularies import load


@cache
def _forms() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for first, *others in load("names_equivalents"):
        for form in (first, *others):
            word = "".join(words_of(form))  # 马木提 stands here alone, and is neither a 马 nor parted like one
            found.setdefault(word, set()).add(first)
    return {word: frozenset(names) for word, names in found.items()}


def forms_of(word: str) -> frozenset[str]:
    """The names (each by its first form in `names_equivalents`) that a word, small letters of any script, is a
    form of; of an Arabic servant's name (Abdulrahim) those of what follows, where it is not listed as a whole.
    """
    found = _forms().get(word)
    if found is None:
        whose = next((word.removeprefix(one) for one in _servants() if word.startswith(one)), "")
        found = _forms().get(whose)
    return found or frozenset()


@cache
def _servants() -> tuple[str, ...]:
    return tuple(sorted(load("names")["servant_of"], key=len, reverse=True))
