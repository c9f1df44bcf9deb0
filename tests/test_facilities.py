"""Facilities: one kind, its name as written, and where it is."""

import pytest

from casebook.facilities import parse_facility


@pytest.mark.parametrize(
    ("text", "kind", "name", "place"),
    [
        ("Internment camp", "camp", "", None),
        ("in a re-education camp", "camp", "", None),
        ("vocational training center in Kashgar", "camp", "vocational training center in Kashgar", "653100"),
        ("乌鲁木齐市第一监狱", "prison", "乌鲁木齐市第一监狱", "650100"),
        ("No 1 women prison, Ghulja (Yining)", "prison", "No 1 women prison, Ghulja (Yining)", "654000"),
        ("看守所", "detention_centre", "", None),
        ("centre de détention provisoire", "detention_centre", "", None),
        ("СИЗО", "detention_centre", "", None),
        ("Polis karakolu", "police", "", None),
        ("textile factory near Korla", "forced_labour", "textile factory near Korla", "652801"),
        ("ئاياللار تۈرمىسى", "prison", "", None),
        ("at home", "home", "", None),
        ("больница", "hospital", "", None),
        ("法院", "court", "", None),
        ("maison d'arrêt d’Ouroumtchi", "prison", "maison d'arrêt d’Ouroumtchi", "650100"),
        ("No. 3 Prison of XPCC", "prison", "No. 3 Prison of XPCC", "650000"),
        ("Silivri prison, Istanbul", "prison", "Silivri prison, Istanbul", "TR-34"),
        ("prison camp", "camp", "", None),
        ("指定居所监视居住", "detention_centre", "", None),
        ("安康医院", "hospital", "", None),
        ("Үрімжі түрмесінде", "prison", "Үрімжі түрмесінде", "650100"),
        ("karakol", "police", "", None),
        ("Степлаг", "camp", "Степлаг", None),
        ("тюрьма НКВД, г. Харьков", "prison", "тюрьма НКВД, г. Харьков", "GN706483"),
        ("ev hapsinde", "home", "", None),
    ],
)
def test_a_facility_has_a_kind(text: str, kind: str, name: str, place: str | None) -> None:
    facility = parse_facility(text)
    assert facility is not None
    assert (facility.kind, facility.name, facility.place and facility.place.code) == (kind, name, place)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hotan",
        "unknown",
        "camp or prison",
        "a camp, then a prison",
        "not in a camp",
        "prison?",
        "可能在监狱",
        "believed to be in prison",
        "дом престарелых",
        "флаг",
    ],
)
def test_doubt_and_two_kinds_are_declined(text: str) -> None:
    assert parse_facility(text) is None
