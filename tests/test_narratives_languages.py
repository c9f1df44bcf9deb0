"""Narratives in French, Chinese, Russian, Spanish and Turkish: the same facts, read from the words of each."""

import pytest

from casebook.narratives import propose_claims

# (language, name, text, (kind, who, date, term) of detentions and sentences, (relation, country) of informants)
NARRATIVES = [
    ("fr", "Bekzat Tolqun",
     "Le 3 mai 2018, la police est venue chez lui et l'a emmené. Sa femme a été envoyée dans un camp en 2018. "
     "Son neveu, qui réside en Suisse, affirme qu'il a été condamné à 12 ans de prison.",
     [("detained", "subject", "2018-05-03", "-"), ("detained", "relative:WIFE", "2018", "-"),
      ("sentenced", "subject", "-", "P12Y")],
     [("NEPHEW", "CH")]),
    ("fr", "Nurai Tolqun",
     "Nurai a été arrêtée pour avoir voyagé en Turquie en 2014. Elle n'a pas été condamnée.",
     [("detained", "subject", "-", "-"), ("sentenced", "subject", "-", "-")], []),
    ("zh", "别克扎提·托勒肯",
     "别克扎提于2018年5月3日被警方带走。他的妻子2018年被送进集中营。他住在挪威的女儿说，他被判处有期徒刑12年。",
     [("detained", "subject", "2018-05-03", "-"), ("detained", "relative:WIFE", "2018", "-"),
      ("sentenced", "subject", "-", "P12Y")],
     [("DAUC", "NO")]),
    ("ru", "Бекзат Толкун",
     "Бекзат был задержан у себя дома 3 мая 2018 года. По словам его жены, живущей в Германии, он "
     "приговорён к 12 годам лишения свободы. Его брат был арестован в 2017 году.",
     [("detained", "subject", "2018-05-03", "-"), ("sentenced", "subject", "-", "P12Y"),
      ("detained", "relative:BRO", "2017", "-")],
     [("WIFE", "DE")]),
    ("es", "Bekzat Tolqun",
     "En mayo de 2018 la policía lo arrestó. Su esposa fue enviada a un campo. Según su prima, residente en Francia, "
     "fue condenado a 12 años de prisión.",
     [("detained", "subject", "2018-05", "-"), ("detained", "relative:WIFE", "-", "-"),
      ("sentenced", "subject", "-", "P12Y")],
     [("COUSN", "FR")]),
    ("tr", "Bekzat Tolkun",
     "Bekzat 3 Mayıs 2018 tarihinde gözaltına alındı. Norveç'te yaşayan kızı, babasının "
     "12 yıl hapis cezasına çarptırıldığını söyledi.",
     [("detained", "subject", "2018-05-03", "-"), ("sentenced", "subject", "-", "P12Y")],
     [("DAUC", "NO")]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "name", "text", "events", "informants"),
    NARRATIVES,
    ids=lambda value: value if len(value) == 2 else None,
)
def test_each_language_tells_the_same_facts(language, name, text, events, informants):
    claims = propose_claims(text, language=language, subject=name)
    assert [
        (c.kind, c.who, c.date.edtf if c.date else "-", c.term.iso if c.term else "-")
        for c in claims
        if c.kind in ("detained", "sentenced")
    ] == events
    assert [(c.relation.code, c.country) for c in claims if c.kind == "informant"] == informants


def test_a_language_without_a_vocabulary_proposes_nothing():
    assert propose_claims("Bekzat was detained.", language="xx", subject="Bekzat") == []
