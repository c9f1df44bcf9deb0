"""The forms of one word that a phrase of a vocabulary stands for."""

from casebook import vocabularies
from casebook.narratives.forms import Noun, forms
from casebook.narratives.lexicon import lexicon

TURKISH = vocabularies.load("narratives_tr")


def test_a_phrase_without_a_mark_is_its_own_only_form():
    assert list(forms("hapiste", TURKISH)) == [("hapiste", None)]


def test_an_ending_stands_in_every_place_of_its_mark():
    words = {"endings": {"~": ["o", "a", "os", "as"]}}
    assert [form for form, _ in forms("llevad~ pres~", words)] == [
        "llevado preso", "llevada presa", "llevados presos", "llevadas presas",
    ]  # fmt: skip


def test_vowels_and_consonants_of_an_ending_follow_the_word():
    words = {"harmony": TURKISH["harmony"], "endings": {"~": ["DI", "mAdAn", "(I)yor"]}}
    said = {
        stem: [form for form, _ in forms(f"{stem}~", words)] for stem in ("tutuklan", "gönderil", "et", "kop", "götür")
    }
    assert said == {
        "tutuklan": ["tutuklandı", "tutuklanmadan", "tutuklanıyor"],
        "gönderil": ["gönderildi", "gönderilmeden", "gönderiliyor"],
        "et": ["etti", "etmeden", "etiyor"],
        "kop": ["koptu", "kopmadan", "kopuyor"],
        "götür": ["götürdü", "götürmeden", "götürüyor"],
    }


def test_a_letter_in_brackets_parts_two_vowels_or_two_consonants():
    words = {"harmony": TURKISH["harmony"], "endings": {"~": ["(s)I", "(I)m", "(y)A"]}}
    assert [form for form, _ in forms("kız~", words)] == ["kızı", "kızım", "kıza"]
    assert [form for form, _ in forms("anne~", words)] == ["annesi", "annem", "anneye"]


def test_nouns_tell_whose_relative_it_is_and_in_which_case():
    nouns = lexicon("tr").nouns
    assert nouns["kızı"] == Noun("any", "nominative", False)
    assert nouns["kızının"] == Noun("any", "genitive", False)
    assert nouns["oğullarımı"] == Noun("speaker", "accusative", True)
    assert nouns["komşumuzdan"] == Noun("we", "oblique", False)
    assert nouns["yeğeniyim"] == Noun("any", "said", False)


def test_a_form_that_may_be_two_cases_is_either():
    nouns = lexicon("ru").nouns
    assert nouns["брат"].case == "nominative"
    assert nouns["брата"].case == "accusative"  # or genitive: no subject either way
    assert nouns["сестре"].case == "oblique"
    assert nouns["мать"].case == "direct"  # nominative or accusative
