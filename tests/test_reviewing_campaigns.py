"""A campaign approved, seen by readers and taken out on the sites; what was sent for somebody, and what came of it."""

from contextlib import ExitStack

import pytest

from campaign_world import SOURCE, campaigning, say_yes, wants_to_act
from casebook import signing
from publishing_world import RELATIVES, key
from reviewing_site import Desk, plain, ready, served, written

CASE, PAGE, FACE = f"/cases/{key(0)}", f"/campaigns/{SOURCE}", f"/campaigns/{SOURCE}/face"


@pytest.fixture
def world(tmp_path):
    world = campaigning(tmp_path / "world")
    (world.folder / "sources" / SOURCE).mkdir(parents=True)
    (world.folder / "sources" / SOURCE / "source.yml").write_text("title: A petition\n")
    wants_to_act(world, 0)
    return world


def seen_of(desk):
    """What the form that notes what was sent has seen of the log."""
    return desk.html.rpartition('action="/decisions/sent"')[2].partition('name="seen" value="')[2].partition('"')[0]


def test_two_researchers_approve_exactly_what_the_page_shows(world):
    with served(ready(world)) as site:
        first, second = Desk(site, "researcher1", FACE), Desk(site, "researcher2", FACE)
        assert "two different people have to approve it" in plain(first.html) and "Patime Sidik" in plain(first.html)
        assert RELATIVES[0] not in first.html
        assert first.send("campaign", campaign=SOURCE, projection="0" * 64).status_code == 422
        name = first.html.partition('name="projection" value="')[2][:64]
        assert first.send("campaign", campaign=SOURCE, projection=name).status_code == 303
        assert "Another person has to, too." in plain(first.look())
        second.look()
        assert second.send("campaign", campaign=SOURCE, projection=name).status_code == 303
        assert "This is what is approved, by researcher1 and researcher2." in plain(first.look())
        assert [(one["by"], one["projection"]) for one in written(world) if one["kind"] == "campaign"] == [
            ("researcher1", name), ("researcher2", name)]  # fmt: skip


def test_readers_see_it_act_for_it_and_cite_it_until_its_source_is_doubted(world):
    say_yes(world)
    ready(world)
    address = f"/campaigns/{signing.published_id(signing.id_key(world.places.keys, 'journalists'), f'campaign:{SOURCE}')}"
    with ExitStack() as stack:
        press, research = (stack.enter_context(served(world, press=press)) for press in (True, False))
        reader, desk = press.client("journalist1"), Desk(research, "researcher1", FACE)
        assert f'href="{address}"' in reader.get("/campaigns").text
        page = plain(reader.get(address).text)
        assert "Word of Tursun Barat." in page and "at least 20,000" in page and "Left at the gate." in page
        assert "Patime" not in page and RELATIVES[0] not in page and "14 September" not in page
        assert "campaign " + address.rpartition("/")[2] in page and reader.get(f"/editions/1{address}").status_code == 200
        drafts = reader.get(f"{address}/act?in=fr&to=CN-FR").text
        assert "Tursun Barat" in drafts and "Je vous écris au sujet" in drafts and "Patime" not in drafts
        assert reader.get(f"{FACE}").status_code == reader.get(PAGE).status_code == 404
        listed = next(iter(reader.get(address).text.split('href="/cases/')[1:]))[:10]
        assert "Let them come home" in reader.get(f"/cases/{listed}").text
        assert desk.send("doubt", campaign=SOURCE, source=SOURCE, reason="").status_code == 303
        assert reader.get(address).status_code in (404, 503)


@pytest.mark.parametrize(("page", "about"), [(CASE, {"case": key(0)}), (PAGE, {"campaign": SOURCE})])
def test_what_was_sent_is_noted_and_later_what_came_of_it(world, page, about):
    with served(ready(world)) as site:
        desk = Desk(site, "researcher1", page)
        assert desk.send("sent", **about, what="parcel").status_code == 422
        sent = {"what": "letter", "to": "the embassy in Paris", "date": "2024-01"}
        assert desk.send("sent", **about, **sent, seen=seen_of(desk)).status_code == 303
        assert "A letter , to the embassy in Paris noted by researcher1" in plain(desk.look())
        key_of = desk.html.partition('name="after" value="')[2].partition('"')[0]
        came = {"what": "letter", "after": key_of, "words": "A card with a stamp.", "response": "050000000000"}
        assert desk.send("sent", **about, **came, seen=seen_of(desk)).status_code == 303
        assert "A card with a stamp. · Token response" in plain(desk.look())
        lines = [{name: one[name] for name in one if name not in ("by", "kind", "reason")} for one in written(world)
                 if one["kind"] == "sent"]
        assert lines == [about | sent, about | came]
