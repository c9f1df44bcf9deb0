"""Countries in eleven languages, and nothing that is not one."""

import pytest

from casebook.places import parse_country


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Turkey", "TR"),
        ("en Turquie", "TR"),
        ("土耳其", "TR"),
        ("Турция", "TR"),
        ("Turquía", "TR"),
        ("Türkiye", "TR"),
        ("تركيا", "TR"),
        ("تۈركىيە", "TR"),
        ("Түркия", "TR"),
        ("Türkei", "TR"),
        ("ترکیه", "TR"),
        ("مصر", "EG"),
        ("l'Égypte", "EG"),
        ("USA", "US"),
        ("the Netherlands", "NL"),
        ("中國", "CN"),
        ("现居土耳其", "TR"),
        ("lives in Norway", "NO"),
        ("Казахстане", "KZ"),
        ("قازاقىستان", "KZ"),
        ("阿联酋", "AE"),
        ("Kirghizistan", "KG"),
        ("PRC", "CN"),
        ("в Швеции", "SE"),
        ("во Франции", "FR"),
        ("в Нидерландах", "NL"),
        ("Hollanda'da", "NL"),
        ("Қазақстанда", "KZ"),
        ("تۈركىيەدە", "TR"),
        ("in den Niederlanden", "NL"),
        ("Südkorea", "KR"),
        ("Korea", None),
        ("Корея", None),
        ("Congo", None),
        ("Jordana", None),
        ("Türk", None),
        ("Urumqi", None),
        ("", None),
        ("Turkey?", None),
        ("Turkey or Egypt", None),
        ("abroad", None),
        ("not Turkey", None),
    ],
)
def test_countries(text: str, code: str | None) -> None:
    assert parse_country(text) == code
