# ruff: noqa: E501  (tables of phrases)
"""What parse_date declines: anything with a word or number that is not accounted for, or without a year."""

import pytest

from casebook.dates import parse_date

DECLINED = {
    "en": "unknown|n/a|not known|May|12 May|summer|17|17 years|2 years in 1987|3 people in 1987|not 1987|1987 and 1988|1987, 1989"
    "|May 1987 (3)|last year|two years ago|seven months later|the following year|31 April 1987|29 February 1987|Tuesday 4 March 1987"
    "|from June to May 1987|between 1988 and 1987|the month after May 1987|the year before 1987|a week before 4 March 1987"
    "|3 in May 1987|3 around May 1987|3, in May 1987|May 1987 3|sentenced in 1987|age 40 in 1987|Spring Festival 1987|1987 1988|winter May 1987|early late 1987|end of 4 March 1987"
    "|the 1900s|the nineties|10th 1987|May 1438|first 1987|May on May 1987|by years in 1987|March 1987 or 1988|5, probably March 1987|1987, possibly 1988|summer 1987 or 1988|in|of the|March 1987 the|March 1987 on|between 1987|1987 or|from|1987 years|morning of May 1987",
    "fr": "inconnu|3 en mai 1987|3 vers mai 1987|mai|été|a été arrêté en 1987|17 ans|il y a deux ans|sept mois plus tard|l'année suivante|les années 90|les années 1980-1990|années 1980 ou 1990"
    "|mai 1987 et juin 1987|l'année avant 1987|un mois avant mai 1987|30 février 1987|lundi 4 mars 1987|pas en 1987|le lendemain",
    "zh": "不详|有期徒刑17年|17年|17年5月|十七年|两年前|七个月后|次年|同年5月|去年|5月12日|90年代|1987年春节|1987年春节前后|1987年农历五月"
    "|1987年五月初三|1987年2月30日|1987年被捕|1987年5人|三四月|民国76年|缓期二年|1987年5月、6月|1986年至1987年冬",
    "ru": "неизвестно|май|17 лет|два года назад|через семь месяцев|в том же году|30 февраля 1987|3 в мае 1987|осужден в 1987|1987 и 1988|не в 1987",
    "es": "desconocido|mayo|17 años|hace dos años|siete meses después|los años 90|dos meses antes de mayo de 1987|1987 y 1988",
    "tr": "bilinmiyor|Mayıs|17 yıl|iki yıl önce|yedi ay sonra|ertesi yıl|1987'ye|1987'den|30 Şubat 1987|1987'den iki yıl sonra",
    "ar": "غير معروف|مايو|منذ عامين|بعد سبعة أشهر|في العام التالي|31 أبريل 1987|عام 1438|17 عاما",
    "ug": "نامەلۇم|1987-yili ikki ay|5-ئاي|17 يىل|ئىككى يىلدىن كېيىن|ikki yildin kéyin|kéler yili|1987-يىلدىن ئىككى يىل كېيىن",
    "kk": "белгісіз|мамыр|17 жыл|екі жылдан кейін|келесі жылы|30 ақпан 1987|сол жылы",
    "de": "unbekannt|Mai|17 Jahre|vor zwei Jahren|sieben Monate später|im folgenden Jahr|30. Februar 1987|1987 und 1988|in 2 Jahren",
    "fa": "نامعلوم|مهر|۱۷ سال|دو سال پیش|هفت ماه بعد|سال بعد|۳۰ اسفند ۱۳۹۶",
}


@pytest.mark.parametrize(
    ("language", "text"), [(k, text) for k, texts in DECLINED.items() for text in texts.split("|")]
)
def test_declined(language, text):
    assert parse_date(text, language=language) is None
    assert parse_date(text) is None


@pytest.mark.parametrize(
    "odd", ["", " ", "\x00", "\ud800", "?" * 1000, "1987" * 200, "🗓️", "‏‎", "-", "..", "[]", "{", "'", "\n"]
)
def test_odd_text_is_declined(odd):
    assert parse_date(odd) is None


@pytest.mark.parametrize("odd", [None, 1987, 19.87, b"1987", ["1987"]])
def test_what_is_not_text_is_declined(odd):
    assert parse_date(odd) is None


@pytest.mark.parametrize(
    "declared", [{"language": "xx"}, {"language": ""}, {"order": "XYZ"}, {"century": "soon"}, {"language": "en-GB"}]
)
def test_declarations_that_mean_nothing_are_ignored(declared):
    assert parse_date("4 March 1987", **declared).edtf == "1987-03-04"
