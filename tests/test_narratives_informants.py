"""Who tells a narrative: the relation to the subject, the country they live in, and who is only quoted by them."""

import pytest

from casebook.narratives import propose_claims

NAME = "Bekzat Tolqun"


def informants(text, language="en", subject=NAME):
    claims = propose_claims(text, language=language, subject=subject)
    return [(c.relation.code if c.relation else None, c.country) for c in claims if c.kind == "informant"]


ENGLISH = [
    ("According to his cousin, who now lives in Kazakhstan, Bekzat was detained.", [("COUSN", "KZ")]),
    ("His brother now living in the USA told us that Bekzat was in prison.", [("BRO", "US")]),
    ("His sister in Turkey says that he was detained.", [("SIS", "TR")]),
    ("Bekzat's aunt, a Norwegian citizen, learned that he was sentenced.", [("AUNT", "NO")]),
    ("His wife, who lives in exile in Germany, believes he is in a camp.", [("WIFE", "DE")]),
    ("A relative interviewed by Amnesty International and based in Kazakhstan said he was tried.", [("FAMMEMB", "KZ")]),
    ("Bekzat is described by his brother as a kind man.", [("BRO", None)]),
    ("According to his nephew, a cousin confirmed that he was sentenced.", [("NEPHEW", None)]),
    ("His mother moved to Kazakhstan, where she now lives. She says that Bekzat was tried.", [("MTH", "KZ")]),
    ("My father was arrested in 2017. I live in Belgium.", [("CHILD", "BE")]),
    ("I am Bekzat's niece and I live in Belgium. My uncle was arrested.", [("NIECE", "BE")]),
    ("The police told his wife that Bekzat was tried. His son, who lives in Japan, confirmed it.", [("SONC", "JP")]),
    ("Bekzat's relatives hope that he will be released.", []),
    ("The police told his neighbours to be silent.", []),
    ("His sister used to live in France. She says that he was detained.", [("SIS", None)]),
    ("His son reports that he was arrested. He is now a citizen of Canada.", [("SONC", "CA")]),
    ("His fiancée, a Turkish citizen, was told by her parents not to call.", [("SIGOTHR", "TR")]),
    ("His nephew in Norway says he is in prison. His niece told him to be silent.", [("NEPHEW", "NO")]),
    ("His uncle and aunt, who raised him, live in Uzbekistan. His uncle wrote that he died.", [("UNCLE", "UZ")]),
    ("His grandson Erlan, 25, from Almaty, Kazakhstan, demands his release.", [("GRNDSON", "KZ")]),
    ("His brother's wife, who runs a bakery in Lyon, has given us his letters.", [("SISINLAW", "FR")]),
    ("He disappeared, says his sister Ruqiye, a nurse in Belgium.", [("SIS", "BE")]),
    ("His daughter in Japan was told by her aunt that he died. The aunt told her to wait.", [("DAUC", "JP")]),
    ("His mother told him on the phone. His brother in Oslo believes he was arrested.", [("BRO", "NO")]),
    ("These dates were given to us by his cousin. She is a housewife in Brussels.", [("COUSN", "BE")]),
    ("His sons, Ehsan and Erpan, who live in Oslo, say he died.", [("SONC", "NO"), ("SONC", "NO")]),
    ("His Kazakhstan-based brother, Orazjan, testified for him.", [("BRO", "KZ")]),
    ("His foster son reported from Germany that he had died.", [("SONFOST", "DE")]),
    ("His partner, a Swiss national, reported him missing.", [("SIGOTHR", "CH")]),
    ("His brother Omar and his sister Hava spoke to us. They live in Rome.", [("BRO", "IT"), ("SIS", "IT")]),
    ("Bekzat is the brother of an activist, Dolqun, who lives in Oslo. Dolqun told us.", [("SIB", "NO")]),
    ("A colleague, now a refugee in Oslo, remembers him. The colleague says he died.", [(None, "NO")]),
    ("His wife, who is from Kazakhstan, says he died.", [("WIFE", "KZ")]),
    ("His wife, who is from Kashgar, says he died.", [("WIFE", None)]),
    ("Informant: nephew of the detained person, resident in Turkey", [("NEPHEW", "TR")]),
    ("I am a nurse in Oslo and the wife of Bekzat's brother. He was arrested.", [("SISINLAW", "NO")]),
    ("Bekzat is my uncle. My husband's cousin told me that he was arrested. I live in Rome.", [("NIENEPH", "IT")]),
    ("My name is Bekzat Tolqun. I was arrested in 2017. I live in Oslo now.", [("ONESELF", "NO")]),
    ("Her father was then in Japan, where he still lives. Her father told us.", [("FTH", "JP")]),
    ("His late father had a house. He now lives near Oslo. He says he is well.", []),
    ("His son lives in Turkey but has not spoken publicly.", []),
    ("The family lost contact with him. A neighbour told them that he was in a camp.", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_the_informant_is_who_tells_or_learned_and_lives_where_it_is_said_today(text, expected):
    assert informants(text) == expected


FRENCH = [
    ("Selon sa cousine, qui vit en Norvège, Bekzat a été arrêté.", [("COUSN", "NO")]),
    ("Son frère, réfugié en Allemagne, nous a raconté qu'il avait été emmené.", [("BRO", "DE")]),
    ("Sa sœur en Turquie affirme qu'il est en prison.", [("SIS", "TR")]),
    ("La mère de Bekzat, installée en France, a appris que son fils avait été condamné.", [("MTH", "FR")]),
    ("Son fils, ingénieur en Allemagne, dit que son père a été arrêté.", [("SONC", "DE")]),
    ("C'est sa demi-sœur, infirmière à Oslo, qui a fourni le chiffre.", [("HSIS", "NO")]),
    ("Son cousin, qui travaille dans le bâtiment en Corée du Sud, nous a contactés.", [("COUSN", "KR")]),
    ("Sa fille étudie au Japon. Une voisine lui a appris qu'il était mort.", [("DAUC", "JP")]),
    ("La personne qui témoigne est le neveu de la victime et habite aux Pays-Bas.", [("NEPHEW", "NL")]),
    ("Mon père, Bekzat, était imam. Je vis en Turquie.", [("CHILD", "TR")]),
    ("Il est au camp, dit sa tante. Elle vit en Suède.", [("AUNT", "SE")]),
]


@pytest.mark.parametrize(("text", "expected"), FRENCH)
def test_informants_in_french(text, expected):
    assert informants(text, "fr") == expected


def test_what_was_learned_says_when_and_from_whom():
    text = "In 2018, his sister learned from a neighbour that Bekzat had been arrested in March 2017."
    claims = propose_claims(text, language="en", subject=NAME)
    learned = next(c for c in claims if c.kind == "learned")
    detained = next(c for c in claims if c.kind == "detained")
    assert (learned.who, learned.date.edtf) == ("relative:SIS", "2018")
    assert (detained.who, detained.date.edtf, detained.attribution) == ("subject", "2017-03", "family")


def test_relatives_are_counted_and_named_and_cases_referred_to():
    text = (
        "Bekzat has three daughters and a son. Another of Bekzat's brothers [Omar Tolqun](#case-SR999) is in prison. "
        "See case 11."
    )
    claims = propose_claims(text, language="en", subject=NAME)
    assert [(c.who, c.count, c.name) for c in claims if c.kind == "relation"] == [
        ("relative:DAUC", 3, None),
        ("relative:SONC", 1, None),
        ("relative:BRO", 1, "Omar Tolqun"),
    ]
    assert [(c.reference, c.who) for c in claims if c.kind == "reference"] == [
        ("SR999", "relative:BRO"),
        ("11", "other"),
    ]


NAMED = [
    ("His brother Yasin lives in Oslo. He says that Bekzat was arrested.", ["Yasin"]),
    ("His cousin in Belgium, Mirzat, says he is in a camp.", ["Mirzat"]),
    ("His sons, Ehsan and Erpan, say he died.", ["Ehsan", "Erpan"]),
    ("My name is Gulnar. My brother Bekzat was arrested.", ["Gulnar"]),
    ("His brother told us. Another brother, Yasin, was arrested.", [None]),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_whoever_tells_is_known_by_the_name_they_were_given_anywhere(text, names):
    assert [c.name for c in propose_claims(text, language="en", subject=NAME) if c.kind == "informant"] == names
