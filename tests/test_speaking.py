"""The languages of the pages: every text has its French, with the same places to fill, and nothing is said by mistake."""

import ast
import re
from pathlib import Path

import pytest

from casebook import speaking
from casebook.pages import labels
from casebook.pages.words import describe_edtf, describe_term, describe_window
from web_fixtures import PUBLIC_IDS, make_casebook, serving_site

ROOT = Path(__file__).resolve().parents[1]
MARKED = {"N_": 1, "say": 1, "count": 2}  # how many of what it is given are texts
CALL = re.compile(r"""\b(_n?)\(\s*("(?:[^"\\]|\\.)*")(?:\s*,\s*("(?:[^"\\]|\\.)*"))?""")


def in_code() -> set[str | tuple[str, str]]:
    """The texts that the modules of the site mark: `N_("...")`, `say("...")`, `count("one", "many", n)`."""
    found = set()
    for path in sorted((ROOT / "scripts" / "casebook").rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "casebook.speaking import" in text else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKED:
                texts = [one.value for one in node.args[: MARKED[node.func.id]] if isinstance(one, ast.Constant)]
                if len(texts) == MARKED[node.func.id] and all(isinstance(text, str) for text in texts):
                    found.add(texts[0] if len(texts) == 1 else tuple(texts))
    return found


def in_templates() -> set[str | tuple[str, str]]:
    found = set()
    for path in sorted((ROOT / "templates").glob("*.html")):
        for name, one, many in CALL.findall(path.read_text(encoding="utf-8")):
            found.add((one[1:-1], many[1:-1]) if name == "_n" else one[1:-1])
    return found


@pytest.mark.parametrize("language", [code for code in speaking.LANGUAGES if code != speaking.FIRST])
def test_every_text_is_translated_and_no_translation_is_of_nothing(language):
    catalogue = {message.id: message for message in speaking.catalogue(language) if message.id}
    wanted = in_code() | in_templates()
    assert sorted(map(str, wanted - catalogue.keys())) == []
    assert sorted(map(str, catalogue.keys() - wanted)) == []
    assert [one.id for one in catalogue.values() if one.fuzzy or not all(one.string if one.pluralizable else [one.string])] == []


def test_a_translation_fills_the_same_places():
    places = re.compile(r"\{\w*\}")
    for message in speaking.catalogue("fr"):
        if message.id:
            texts = zip(message.id, message.string, strict=True) if message.pluralizable else [(message.id, message.string)]
            for said, told in texts:
                assert sorted(places.findall(said)) == sorted(places.findall(told)), said


@pytest.fixture
def french():
    speaking.begin([("_lang", "fr")], "", "")
    yield
    speaking.begin([], "en", "")


@pytest.mark.parametrize(
    ("edtf", "told"),
    [
        ("2017-05-12", "12 mai 2017"), ("2017-05", "mai 2017"), ("2018-21", "printemps 2018"), ("2017-37", "début 2017"),
        ("2017-05~", "vers mai 2017"), ("2017?", "peut-être 2017"), ("../2017-05", "mai 2017 ou avant"),
        ("2017-05/..", "mai 2017 ou après"), ("2017/2018", "entre 2017 et 2018"), ("[2017-05,2018]", "mai 2017 ou 2018"),
        ("201X", "les années 2010"), ("XXXX-05-12", "12 mai, année inconnue"),
    ],
)  # fmt: skip
def test_dates_in_french_say_no_more_than_in_english(french, edtf, told):
    assert describe_edtf(edtf) == told


def test_terms_and_windows_in_french(french):
    assert describe_term("term", 204, 204) == "17 ans"
    assert describe_term("term", 120, 150) == "10 ans à 12 ans et 6 mois"
    assert describe_term("term", None, 12) == "1 an au plus"
    assert describe_term("life", None, None) == "réclusion à perpétuité"
    assert describe_window("2017-05-01", "2017-12-31") == "entre le 1er mai 2017 et le 31 décembre 2017"
    assert describe_window(None, "2017-12-31") == "pas après le 31 décembre 2017"


def test_a_browser_is_answered_in_the_language_it_names_or_that_was_chosen(tmp_path):
    with serving_site(make_casebook(tmp_path), press=True) as site:
        assert 'lang="fr"' in site.client(headers={"accept-language": "fr-CH, en;q=0.5"}).get("/-/login").text
        client = site.client("journalist1")
        assert 'lang="en"' in client.get("/").text
        page = client.get(f"/cases/{PUBLIC_IDS[0]}?_lang=fr").text
        assert '<html lang="fr">' in page and "Ce qui s’est passé" in page
        assert '<html lang="fr">' in client.get("/map").text
        assert '<html lang="en">' in client.get("/map?_lang=en").text
        for odd in ("xx", "fr%00", "../fr", "a" * 5000):
            assert client.get(f"/statistics?_lang={odd}").status_code in (200, 400, 414)


def test_hostile_language_headers_are_no_error(tmp_path):
    for accepted in ("", "*", "en;q=x,,,", "\x7f" * 50, "zh-Hant-TW", "fr" * 3000, "é"):
        assert speaking.begin([], "zz", accepted) is None
        assert speaking.language() in speaking.LANGUAGES
    speaking.begin([], "en", "")


def test_words_with_nothing_to_fill_in_keep_their_braces():
    assert speaking.shown("list {1}.csv: <b> is no table") == "list {1}.csv: &lt;b&gt; is no table"


def test_a_place_is_named_as_french_names_it():
    speaking.begin([(speaking.ASKED, "fr")], "", "")
    try:
        assert [labels.place(code) for code in ("652901", "653100", "near 652901")] == [
            "Aksu-ville, préfecture d’Aksu", "préfecture de Kashgar", "Aksu-ville, préfecture d’Aksu (environs)"]  # fmt: skip
    finally:
        speaking.begin([(speaking.ASKED, "en")], "", "")
