"""Turkish, Spanish and Russian narratives: subjects left out, endings that say who and whether, forms with labels."""

import pytest

from casebook.narratives import propose_claims

LABELLED = ("detained", "went_missing", "transferred", "tried", "sentenced", "released", "forced_labour", "died",
            "last_contact", "learned", "informant")  # fmt: skip


def told(language, name, text):
    """(kind, who or relation, date or country, term, stance) of each claim in order, "-" where nothing is said."""
    found = []
    for claim in propose_claims(text, language=language, subject=name):
        stance = claim.polarity if claim.polarity != "affirmed" else claim.certainty
        if claim.kind == "informant":
            found.append(("informant", claim.relation.code if claim.relation else "-", claim.country or "-"))
        elif claim.kind in LABELLED:
            term = claim.term and (claim.term.iso or claim.term.kind)
            found.append((claim.kind, claim.who, claim.date.edtf if claim.date else "-", term or "-", stance))
    return found


TURKISH = [
    ("Tolkun ya Mart ya da Nisan 2018'de tutuklandı.", [("detained", "subject", "[2018-03,2018-04]", "-", "certain")]),
    ("Tolkun Mart 2018'de evinden götürüldü.", [("detained", "subject", "2018-03", "-", "certain")]),
    ("Tolkun Mart 2018'de hastaneye götürüldü.", []),
    ("2019'da bir iplik fabrikasında çalışmaya zorlandı.", [("forced_labour", "subject", "2019", "-", "certain")]),
    ("2019'da komşu dükkânın sahibi tutuklandı.", []),
    ("Mahkemeye çıkarılıp çıkarılmadığı bilinmiyor.", [("tried", "subject", "-", "-", "unknown")]),
    ("Tolkun yargılanmadan 7 yıl hapis cezasına çarptırıldı.",
     [("tried", "subject", "-", "-", "negated"), ("sentenced", "subject", "-", "P7Y", "certain")]),
    ("Tolkun tutuklanmadan önce öğretmendi.", [("detained", "subject", "-", "-", "certain")]),
    ("Mahkeme Tolkun'u Mart 2019'da müebbet hapse mahkûm etti.", [("sentenced", "subject", "2019-03", "life", "certain")]),
    ("Oğluna beş yıl ceza verildi.", [("sentenced", "relative:SONC", "-", "P5Y", "certain")]),
    ("Tolkun 2018'de tutuklandı; ceza 2019'da 12 yıla indirildi.",
     [("detained", "subject", "2018", "-", "certain"), ("sentenced", "subject", "2019", "P12Y", "certain")]),
    ("Tolkun, kocasıyla birlikte Eylül 2017'de tutuklandı.",
     [("detained", "subject", "2017-09", "-", "certain"), ("detained", "relative:HUSB", "2017-09", "-", "certain")]),
    ("Kızı, annesinin 2018'de öldüğünü söyledi.",
     [("informant", "DAUC", "-"), ("died", "subject", "2018", "-", "certain")]),
    ("Tolkun'un kızıyım ve Norveç'te yaşıyorum. Annem 2018'de tutuklandı.",
     [("informant", "DAUC", "NO"), ("detained", "subject", "2018", "-", "certain")]),
    ("Gözaltı tarihi: 3 Mayıs 2018. Ceza: 8 yıl. Son görüşme: Nisan 2018. Başvuran: damadı, Kazakistan'da oturuyor.",
     [("detained", "subject", "2018-05-03", "-", "certain"), ("sentenced", "subject", "-", "P8Y", "certain"),
      ("last_contact", "subject", "2018-04", "-", "certain"), ("informant", "SONINLAW", "KZ")]),
]  # fmt: skip
SPANISH = [
    ("Tolkun fue detenido en marzo o abril de 2018.", [("detained", "subject", "[2018-03,2018-04]", "-", "certain")]),
    ("El 3 de mayo de 2018 la policía se lo llevó.", [("detained", "subject", "2018-05-03", "-", "certain")]),
    ("En mayo de 2018 volvió a ser detenido.", [("detained", "subject", "2018-05", "-", "certain")]),
    ("Fueron detenidos también sus hermanos.", [("detained", "relative:SIB", "-", "-", "certain")]),
    ("Al marido de Tolkun le impusieron diez años.", [("sentenced", "relative:HUSB", "-", "P10Y", "certain")]),
    ("Tolkun fue condenado a veinte años y un día.", [("sentenced", "subject", "-", "P20Y1D", "certain")]),
    ("Tolkun recibió una pena de muerte con dos años de suspensión.",
     [("sentenced", "subject", "-", "death_reprieve", "certain")]),
    ("Soy nieta de Tolkun y vivo en Suecia. Hablé con él por última vez en mayo de 2017.",
     [("informant", "GRNDDAU", "SE"), ("last_contact", "subject", "2017-05", "-", "certain")]),
    ("La hermana de Tolkun vive en Noruega. Cuenta que fue detenido en 2018.",
     [("informant", "SIS", "NO"), ("detained", "subject", "2018", "-", "certain")]),
    ("Su hijo cumple veinte años en mayo.", []),
    ("De sus dos hijos, el menor recibió doce años.", []),
    ("Sastre de oficio, fue detenido en 2018.", [("detained", "subject", "2018", "-", "certain")]),
    ("Su prima asegura que fue detenido y que cumple condena.",
     [("informant", "COUSN", "-"), ("detained", "subject", "-", "-", "certain"), ("sentenced", "subject", "-", "-", "certain")]),
]  # fmt: skip
RUSSIAN = [
    ("Толкуна задержали в мае или июне 2018 года.", [("detained", "subject", "[2018-05,2018-06]", "-", "certain")]),
    ("Толкун реабилитирован в 1989 г.", []),
    ("Толкун вышел на пенсию в 2015 году.", []),
    ("Его родителей тоже отправили в лагерь.", [("detained", "relative:PRN", "-", "-", "certain")]),
    ("Сестру Толкуна приговорили к пяти годам.", [("sentenced", "relative:SIS", "-", "P5Y", "certain")]),
    ("Его невесту арестовали.", [("detained", "relative:SIGOTHR", "-", "-", "certain")]),
    ("Толкуна с женой задержали 3 мая 2018 года.",
     [("detained", "subject", "2018-05-03", "-", "certain"), ("detained", "relative:WIFE", "2018-05-03", "-", "certain")]),
    ("Толкуну присудили 9 лет, в 2019 году срок сократили до трёх лет.",
     [("sentenced", "subject", "-", "P9Y", "certain"), ("sentenced", "subject", "2019", "P3Y", "certain")]),
    ("Я племянница Толкуна, живу в Норвегии. Мой дядя был арестован 3 мая 2018 года.",
     [("informant", "NIECE", "NO"), ("detained", "subject", "2018-05-03", "-", "certain")]),
    ("Моя мать работала врачом. В 2019 году мать осудили на восемь лет.",
     [("informant", "CHILD", "-"), ("sentenced", "subject", "2019", "P8Y", "certain")]),
    ("Рассказала об этом её мать.", [("informant", "MTH", "-")]),
    ("Дата ареста: 3 мая 2018 г. Срок: 9 лет. Освобождён: 5 мая 2023 г. Заявитель: сын, живёт в Казахстане.",
     [("detained", "subject", "2018-05-03", "-", "certain"), ("sentenced", "subject", "-", "P9Y", "certain"),
      ("released", "subject", "2023-05-05", "-", "certain"), ("informant", "SONC", "KZ")]),
]  # fmt: skip
NAMES = {"tr": "Tolkun", "es": "Tolkun", "ru": "Толкун"}
CASES = [(code, *case) for code, cases in (("tr", TURKISH), ("es", SPANISH), ("ru", RUSSIAN)) for case in cases]


@pytest.mark.parametrize(("language", "text", "expected"), CASES)
def test_endings_and_places_tell_who_and_whether(language, text, expected):
    assert told(language, NAMES[language], text) == expected
