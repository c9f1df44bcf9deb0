"""Of whom a narrative speaks: relatives with their number, whose they are, and to whom each thing happened."""

import pytest

from casebook.narratives import propose_claims

NAME = "Bekzat Tolqun"
HAPPENED = ("detained", "released", "died", "sentenced", "last_contact", "went_missing")


def read(text, language="en", subject=NAME):
    return propose_claims(text, language=language, subject=subject)


def relatives(text, language="en"):
    return [(c.who[9:], c.count, c.name) for c in read(text, language) if c.kind == "relation"]


def happened(text, language="en"):
    return [(c.kind, c.who) for c in read(text, language) if c.kind in HAPPENED]


RELATIVES = [
    ("Bekzat is a loving husband and father of four.", [("CHILD", 4, None)]),
    ("Bekzat is a grandfather of seven. He loves children.", [("GRNDCHILD", 7, None)]),
    ("She is the youngest of five children and one of three sisters.", []),
    ("He was arrested for teaching children to pray.", []),
    ("Bekzat, the husband of a well-known poet, was arrested.", []),
    ("Bekzat’s sons, Omar and Ali, were arrested. All of his five brothers are free.",
     [("SONC", 2, None), ("BRO", 5, None)]),
    ("His cousin in Belgium, Mirzat, told us. His cousin is afraid.", [("COUSN", 1, "Mirzat")]),
    ("His brother was arrested. Another brother, Omar, is free.", [("BRO", 1, None), ("BRO", 1, "Omar")]),
    ("His brother-in-law lives in Sweden with his wife and two children.", [("BROINLAW", 1, None)]),
    ("His daughter Arzu is in Canada. Arzu cannot call her parents.", [("DAUC", 1, "Arzu")]),
    ("His father-in-law complained. His daughter, Bekzat’s wife, is ill.", [("FTHINLAW", 1, None), ("WIFE", 1, None)]),
    ("His two children are cared for by their grandmother.", [("CHILD", 2, None)]),
    ("Bekzat Tolqun has a brother, Omar Tolqun.", [("BRO", 1, "Omar Tolqun")]),
    ("His family, who live abroad, say he was arrested with his two brothers.", [("BRO", 2, None)]),
    ("He has a daughter who is with her grandmother.", [("DAUC", 1, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), RELATIVES)
def test_relatives_are_those_of_the_subject_each_once(text, expected):
    assert relatives(text) == expected


FRENCH = [
    ("C'est un mari aimant et un père de quatre enfants.", [("CHILD", 4, None)]),
    ("Bekzat a quatre fils. Deux de ses frères sont morts.", [("SONC", 4, None), ("BRO", 2, None)]),
    ("La fille unique de Bekzat étudie à Oslo. Une voisine lui a appris que son père était mort.", [("DAUC", 1, None)]),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_relatives_in_french(text, expected):
    assert relatives(text, "fr") == expected


WHOSE = [
    ("Bekzat’s daughter lives in Canada. Her father was arrested.", [("detained", "subject")]),
    ("Bekzat’s sister says that her brother was arrested.", [("detained", "subject")]),
    ("Bekzat’s parents say their son was arrested.", [("detained", "subject")]),
    ("According to Arzu, Bekzat and his wife were arrested.", [("detained", "subject"), ("detained", "relative:WIFE")]),
    ("His grandmother, he told us, was arrested.", [("detained", "relative:GRMTH")]),
    ("Bekzat is the father of Rushan, a journalist. Rushan died in 2019.", [("died", "relative:CHILD")]),
    ("His sister last spoke to their mother in 2018.", [("last_contact", "relative:MTH")]),
    ("My father was arrested. My brother died in 2019. My husband's cousin was released.",
     [("detained", "subject"), ("died", "relative:SONC"), ("released", "other")]),
    ("Bekzat is the father of a colleague of ours. She lives in Oslo. Her father died.", [("died", "subject")]),
    ("Bekzat, he says, was arrested.", [("detained", "subject")]),
    ("His wife, our mother, was arrested. My uncle Bekzat is ill.", [("detained", "relative:WIFE")]),
    ("His daughters live in Oslo. Their brother Ehet died.", [("died", "relative:SONC")]),
    ("I write for my brother-in-law Bekzat. My sister, who is his wife, died.", [("died", "relative:WIFE")]),
    ("I, Omar Tolqun, tell this for my uncle Bekzat. My aunt died.", [("died", "other")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHOSE)
def test_what_happened_happened_to_whom_the_words_mean(text, expected):
    assert happened(text) == expected


def test_ages_of_several_children_are_the_lowest_and_the_highest():
    claims = read("He has three children, aged 4, 7 and 9.")
    assert [(c.who, c.age_min, c.age_max) for c in claims if c.kind == "age"] == [("relative:CHILD", 4, 9)]
