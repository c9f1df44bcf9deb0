"""The map and the statistics: the cases of the list by place and in numbers, on both sites, from what each may open."""

import re

import pytest

from web_fixtures import CANARY, make_casebook, serving_site


@pytest.fixture(scope="module")
def clients(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("pictures"))
    with serving_site(folders, press=True) as press, serving_site(folders) as research:
        yield press.client("journalist1"), research.client("researcher1")


def told(page: str) -> str:
    return " ".join(re.sub("<[^>]+>", " ", page).split())


@pytest.mark.parametrize("address", ["/map", "/map?in=653100", "/map?q=nobody+at+all", "/map?in=nowhere", "/statistics"])
def test_both_sites_have_them(clients, address):
    press, research = (client.get(address) for client in clients)
    assert (press.status_code, research.status_code) == (200, 200)
    assert CANARY not in press.text


def test_the_map_leads_to_the_list_of_a_place(clients):
    press, _ = clients
    page = press.get("/map").text
    href = re.search(r'<a href="(/cases\?place=[^"]+)"><circle', page)[1].replace("&amp;", "&")
    n = int(re.search(r"<title>[^<]*?: (\d+)", page[page.index("circles") :])[1])
    assert f"<strong>{n}</strong>" in press.get(href).text
    assert "tile" not in page and "http" not in page.replace("http://www.w3.org", "")


def test_the_figures_say_what_they_lack(clients):
    press, research = (told(client.get("/statistics").text) for client in clients)
    assert "that this edition shows one by one" in press and "in this casebook" in research
    assert "not all there are" in press
    assert "how news travels" not in press


def test_they_need_a_login(clients):
    press, _ = clients
    press.cookies.clear()
    assert press.get("/map", follow_redirects=False).status_code in (302, 303)
