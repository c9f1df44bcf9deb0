"""How testimonies, urgent actions and reports tell: a summons without return, whoever notes "my sister", when it was."""

import pytest

from casebook.narratives import propose_claims

NAME = "Bekzat Tolqun"


def said(text, *kinds, language="en"):
    """(kind, who, date, term, polarity) of the claims of these kinds, "-" for what is not said."""
    return [
        (claim.kind, claim.who.removeprefix("relative:"), claim.date.edtf if claim.date else "-",
         (claim.term.iso or claim.term.kind) if claim.term else "-", claim.polarity)
        for claim in propose_claims(text, language=language, subject=NAME) if claim.kind in kinds
    ]  # fmt: skip


CALLED = [
    ("en", "On 5 May 2018 Bekzat was summoned by the police and has not come back since.", "detained"),
    ("en", "On 5 May 2018 Bekzat was told to report to the police station in Altay, and was never seen again.", "detained"),
    ("en", "On 5 May 2018 Bekzat was summoned by the police and came home in the evening.", "questioned"),
    ("fr", "Bekzat a été convoqué au commissariat le 5 mai 2018 et n'en est jamais revenu.", "detained"),
    ("ru", "5 мая 2018 года его вызвали в полицию, и он больше не вернулся.", "detained"),
    ("tr", "Bekzat 5 Mayıs 2018'de karakola çağrıldı ve bir daha geri dönmedi.", "detained"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "kind"), CALLED)
def test_whoever_was_called_and_did_not_come_back_was_detained(language, text, kind):
    assert said(text, "detained", "questioned", language=language) == [(kind, "subject", "2018-05-05", "-", "affirmed")]


DATED = [
    ("en", "Bekzat was taken from his home on the night of 12 to 13 March 2018.", "[2018-03-12,2018-03-13]"),
    ("en", "Bekzat was arrested at the end of the year 2017.", "2017-39"),
    ("en", "In May 2018, when he was on his way home, two men got out of a car and took him away.", "2018-05"),
    ("fr", "Bekzat a été arrêté au début de l'année 2018.", "2018-37"),
    ("fr", "Bekzat a été arrêté au cours de l'année 2018.", "2018"),
    ("es", "Bekzat fue detenido la noche del 12 al 13 de marzo de 2018.", "[2018-03-12,2018-03-13]"),
    ("ru", "В ночь с 12 на 13 марта 2018 года Бекзат был задержан.", "[2018-03-12,2018-03-13]"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "edtf"), DATED)
def test_the_whole_of_a_date_is_read(language, text, edtf):
    assert [date for _, _, date, *_ in said(text, "detained", language=language)] == [edtf]


SENTENCED = [
    ("tr", "Bekzat 2019 yılının Mart ayında 13 yıl hapis cezasına çarptırıldı.", "2019-03", "P13Y"),
    ("en", "In May 2019, after a hearing that lasted ten minutes, Bekzat was sentenced to four years.", "2019-05", "P4Y"),
    ("en", 'Bekzat is in the records of the police: "sentenced to 10 years and 2 months on 2017-11-06".', "2017-11-06", "P10Y2M"),
    ("en", "A herder who came back to see his mother was sentenced to 9 years, his wife told us. "
           "Bekzat Tolqun, 42, is in Wusu.", "-", "P9Y"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "edtf", "term"), SENTENCED)
def test_a_sentence_has_its_own_date_and_term(language, text, edtf, term):
    assert said(text, "sentenced", language=language) == [("sentenced", "subject", edtf, term, "affirmed")]


def test_what_should_have_happened_did_not_and_what_somebody_did_not_know_did():
    assert said("Bekzat ought to have been released in May 2022.", "released") == []
    assert said("His wife had not known that he had been arrested.", "detained") == [
        ("detained", "subject", "-", "-", "affirmed")
    ]


WHO = [
    ("en", "As told by Bekzat's younger brother in Calgary: Police took my brother in May 2017.",
     [("BRO", "CA", "detained subject")]),
    ("zh", "证人：古丽，受害者的侄女，现居德国。Bekzat Tolqun 2017年5月被捕。", [("NIECE", "DE", "detained subject")]),
    ("ru", "Свидетель: Гульнара, гражданка Казахстана. (сестра)\nBekzat арестован в мае 2017 года.",
     [("SIS", "KZ", "detained subject")]),
    ("fr", "Je vis en Suède. Mon père, Bekzat, a été arrêté en mai 2017.", [("CHILD", "SE", "detained subject")]),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), WHO)
def test_who_tells_of_whom(language, text, expected):
    found = propose_claims(text, language=language, subject=NAME)
    happened = [f"{one.kind} {one.who}" for one in found if one.kind == "detained"]
    told = [(one.relation.code, one.country, *happened) for one in found if one.kind == "informant"]
    assert told == expected


def test_the_other_parent_of_the_speaker_is_a_spouse():
    text = "My mother, Bekzat Tolqun, was arrested in 2018. My father was sentenced to eight years in 2017."
    assert said(text, "sentenced") == [("sentenced", "HUSB", "2017", "P8Y", "affirmed")]


def test_two_brothers_with_a_home_each_are_two_informants():
    text = ("One of Bekzat's brothers, now in Finland, told us that Bekzat was arrested. "
            "Another brother, who lives in France, says that he was sentenced to nine years.")  # fmt: skip
    found = propose_claims(text, language="en", subject=NAME)
    assert [(one.relation.code, one.country) for one in found if one.kind == "informant"] == [("BRO", "FI"), ("BRO", "FR")]


def test_what_was_learned_a_month_before_is_not_counted_from_an_earlier_sentence():
    text = ("Bekzat was arrested in January 2018. His sister first spoke about him in June 2020, "
            "having learned a month before that he had been sentenced.")  # fmt: skip
    assert {date for _, _, date, *_ in said(text, "learned")} <= {"-", "2020-05~"}


COMPOUND = [
    ("en", "His great-uncle, who lives in Norway, told us that Bekzat was arrested.", "EXT"),
    ("en", "Her son in law, who lives in Norway, told us that Bekzat was arrested.", "SONINLAW"),
    ("en", "His cousin-brother, who lives in Norway, told us that Bekzat was arrested.", "COUSN"),
    ("fr", "Son petit-neveu, qui vit en Norvège, nous a dit que Bekzat avait été arrêté.", "EXT"),
]


@pytest.mark.parametrize(("language", "text", "code"), COMPOUND)
def test_no_part_of_a_word_of_kinship_is_taken_for_the_whole(language, text, code):
    found = propose_claims(text, language=language, subject=NAME)
    assert [one.relation.code for one in found if one.kind == "informant"] == [code]


def test_who_says_my_brother_in_a_report_is_a_sister_of_the_one_it_is_on():
    text = ('"They came for my brother on a Friday, 16 November 2018," says Patigul Imin, speaking from her home in '
            'Ottawa. "He had just finished his prayers." Bekzat, an electrician and father of three, was first kept at '
            "the Public Security Bureau of Ghulja.")  # fmt: skip
    found = propose_claims(text, language="en", subject="Bekzat Imin")
    assert [(one.relation.code, one.country) for one in found if one.kind == "informant"] == [("SIS", "CA")]


def test_a_sentence_told_without_a_verb_and_one_noted():
    text = "Bekzat was sentenced to 7 years. The brother 10 years."
    assert said(text, "sentenced") == [("sentenced", "subject", "-", "P7Y", "affirmed"),
                                       ("sentenced", "BRO", "-", "P10Y", "affirmed")]  # fmt: skip
    assert said("Bekzat. Sentenced: 13 years (2019).", "sentenced") == [
        ("sentenced", "subject", "2019", "P13Y", "affirmed")
    ]
