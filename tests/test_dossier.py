"""The dossier of a case: two pages of paper out of the edition, in whose text every script can be searched and copied."""

import asyncio
import io

import pytest
from pypdf import PdfReader

from casebook import printing
from web_fixtures import CANARY, CASE_KEY, PUBLIC_IDS, make_casebook, serving_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("dossier"))
    with serving_site(folders, press=True) as served:
        yield served


def text(body: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)


def test_a_published_case_is_a_document_of_two_pages_at_most(site):
    answer = site.client("journalist1").get(f"/cases/{PUBLIC_IDS[0]}.pdf")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/pdf")
    assert f"casebook-{PUBLIC_IDS[0]}-edition-" in answer.headers["content-disposition"]
    assert len(PdfReader(io.BytesIO(answer.content)).pages) <= 2
    said = text(answer.content)
    assert "Casebook, edition 1 of" in said and PUBLIC_IDS[0] in said and CANARY not in said


def test_there_is_none_of_a_case_that_is_not_in_the_edition(site):
    client = site.client("journalist1")
    missing, private = (client.get(f"/cases/{name}.pdf") for name in ("zzzz7777zz", CASE_KEY))
    assert (missing.status_code, private.status_code) == (404, 404)


def test_what_is_long_is_told_shorter_and_every_script_can_be_copied():
    long = "<p>" + "words " * 9000 + "</p>"
    short = "<h1>艾克白尔·吾舒尔</h1><p>Акбар Хушур</p><p dir=rtl>ئەكبەر</p>"
    body = asyncio.run(printing.pdf([long, short], 2))
    assert len(PdfReader(io.BytesIO(body)).pages) == 1
    assert {"艾克白尔·吾舒尔", "Акбар Хушур", "ئەكبەر"} <= set(text(body).splitlines())


def test_a_printer_that_was_killed_is_begun_anew_and_what_cannot_be_made_says_so(site, monkeypatch):
    client = site.client("journalist1")
    assert client.get(f"/cases/{PUBLIC_IDS[0]}.pdf").status_code == 200
    for process in printing._worker()._processes.values():
        process.kill()
        process.join()
    assert client.get(f"/cases/{PUBLIC_IDS[0]}.pdf").status_code == 200
    monkeypatch.setattr(printing, "LONGEST", 0.0)
    answer = client.get(f"/cases/{PUBLIC_IDS[0]}.pdf")
    assert answer.status_code == 504 and "The document could not be made in time." in answer.text
    assert "no edition" not in answer.text


def test_a_document_opens_neither_a_file_nor_an_address():
    body = asyncio.run(printing.pdf(['<img src="file:///etc/hostname"><link rel=attachment href="file:///etc/hostname"><p>x'], 2))
    assert b"EmbeddedFile" not in body and text(body).startswith("x")
