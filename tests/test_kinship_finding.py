"""Relatives in running text: their exact words, number and owner, and no woman, title or patronymic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.kinship import find_relations


def found(text: str, language: str | None) -> list[str]:
    """Each relative as `words CODE count owner`."""
    hits = find_relations(text, language=language)
    return [f"{text[start:end]} {one.code} {one.count or '-'} {one.owner or '-'}" for start, end, one in hits]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "My uncle and his wife were detained.", ["uncle UNCLE - speaker", "wife WIFE - third"]),
        ("en", "He has three daughters and a son.", ["three daughters DAUC 3 -", "son SONC 1 -"]),
        ("en", "his wife and children", ["wife WIFE - third", "children CHILD - third"]),
        ("en", "my mother and two brothers", ["mother MTH - speaker", "two brothers BRO 2 speaker"]),
        ("en", "His wife's brother told me.", ["wife's brother BROINLAW - third"]),
        ("en", "the brother of Mahire's uncle", ["brother of Mahire's uncle EXT - named"]),
        ("en", "He is a father of four children.", ["four children CHILD 4 -"]),
        ("fr", "Il a trois filles. Sa femme est libre.", ["trois filles DAUC 3 -", "femme WIFE - third"]),
        ("fr", "le frère de sa femme", ["frère de sa femme BROINLAW - third"]),
        ("zh", "他的妻子和三个孩子", ["妻子 WIFE - third", "三个孩子 CHILD 3 third"]),
        ("zh", "妻子和三个孩子", ["妻子 WIFE - -", "三个孩子 CHILD 3 -"]),
        ("zh", "买买提江的弟弟说", ["弟弟 BRO - named"]),
        ("ru", "У него три дочери. Брат жены сказал.", ["три дочери DAUC 3 -", "Брат жены BROINLAW - -"]),
        ("tr", "Üç kızı ve bir oğlu var.", ["Üç kızı DAUC 3 third", "bir oğlu SONC 1 third"]),
        ("es", "Mi tío y su esposa", ["tío UNCLE - speaker", "esposa WIFE - third"]),
        ("ar", "أخي وزوجته", ["أخي BRO - speaker", "وزوجته WIFE - third"]),
        ("ug", "ئاكام ۋە ئايالى تۇتۇلدى.", ["ئاكام BRO - speaker", "ئايالى WIFE - third"]),
        ("kk", "Үш қызы бар.", ["Үш қызы DAUC 3 third"]),
        ("de", "Mein Onkel hat drei Töchter.", ["Onkel UNCLE - speaker", "drei Töchter DAUC 3 -"]),
        ("fa", "او سه دختر دارد.", ["سه دختر DAUC 3 third"]),
    ],
)
def test_relatives_are_found_with_their_words(language: str, text: str, expected: list[str]) -> None:
    assert found(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "His mother tongue is Uyghur; child labour; he is a father of three."),
        ("fr", "Une femme et une jeune fille ont été arrêtées."),
        ("es", "Una mujer dijo."),
        ("zh", "张先生说女子被带走。"),
        ("zh", "尤素夫的妻子没有消息，母女二人被带走。"),
        ("tr", "Aygül Mehmet kızı."),
        ("ug", "Aygül Memet qizi"),
        ("en", "a friend of his brother's friend"),
    ],
)
def test_other_uses_of_the_words_are_no_relatives(language: str, text: str) -> None:
    assert [one for one in found(text, language) if " FRND " not in one] == []


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "zh", "ru", "ar", "ug", None]))
def test_spans_lie_inside_the_text_and_apart(text: str, language: str | None) -> None:
    whole, last = f"{text} my brother", 0
    for start, end, _ in find_relations(whole, language=language):
        assert last <= start < end <= len(whole)
        last = end
