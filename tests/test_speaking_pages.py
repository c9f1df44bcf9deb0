"""The pages of both sites in French: no common English word is left where no name, record or address stands."""

import re
from html.parser import HTMLParser

import pytest

from web_fixtures import CAMPAIGN_ID, CASE_KEY, PUBLIC_IDS, make_casebook, serving_site

ENGLISH = {"the", "of", "with", "and", "from", "this", "that", "which", "they", "them", "nothing", "nobody"}
VALUES = ("Canary", "Let them come home")  # in every value that the casebook of these tests is filled with; a campaign's title
APART = {"script", "style", "bdi", "q", "i", "del", "dd", "blockquote", "td", "code", "textarea"}  # hold what sources said


class Texts(HTMLParser):
    """The text of a page outside what sources said and what says itself to be English."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "link", "input", "br", "img", "line", "rect", "stop"):
            self._open.append((tag, tag in APART or dict(attrs).get("lang") in ("en", "zh", "ug")))

    def handle_endtag(self, tag):
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if not any(apart for _, apart in self._open):
            self.found.append(data)


def left_over(html: str) -> list[str]:
    page = Texts()
    page.feed(html)
    said = [text.strip() for text in page.found if not any(value in text for value in VALUES)]
    return [text for text in said if ENGLISH & set(re.findall(r"[a-z]+", text.casefold()))]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return make_casebook(tmp_path_factory.mktemp("french"))


PRESS = ("/", "/cases", "/cases?q=zzzz", "/map", "/statistics", "/changes", f"/cases/{PUBLIC_IDS[0]}", "/cases?view=table",
         "/campaigns", f"/campaigns/{CAMPAIGN_ID}", f"/campaigns/{CAMPAIGN_ID}/act", f"/cases/{PUBLIC_IDS[0]}/act")  # fmt: skip
RESEARCH = ("/", "/cases", "/attention", "/waiting", "/matches", "/matches/judged", "/reading", "/contradictions", "/issues",
            "/inbox", "/add", "/weights", "/campaigns", "/campaigns/march", "/campaigns/march/face",
            f"/cases/{CASE_KEY}/consents")  # fmt: skip


@pytest.mark.parametrize(
    ("name", "press", "paths"), [("journalist1", True, PRESS), ("researcher1", False, RESEARCH)], ids=["press", "research"]
)
def test_no_english_word_is_left(folder, name, press, paths):
    with serving_site(folder, press=press) as site:
        client = site.client(name)
        client.get("/?_lang=fr")
        found = {}
        for path in paths:
            answer = client.get(path)
            assert answer.status_code == 200 and '<html lang="fr">' in answer.text, path
            found |= {path: left} if (left := left_over(answer.text)) else {}
        assert found == {}
