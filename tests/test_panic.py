"""scripts/panic.py on sites that run: closed, for reading alone, every session ended, and open again, within a second."""

import json
import time

import pytest
from click.testing import CliRunner

import panic
from casebook import access, audit
from web_fixtures import make_casebook, serving_site


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    folders = make_casebook(tmp_path_factory.mktemp("panic"))
    with serving_site(folders) as research, serving_site(folders, press=True) as press:
        yield research, press


@pytest.fixture(autouse=True)
def _open(sites):
    (sites[0].folders.keys / "access.yml").unlink(missing_ok=True)


def run(sites, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(panic.main, [*words, "--data", str(sites[0].folders.data)])
    assert result.exit_code == code, result.output
    return result.output


def test_a_closed_site_refuses_everything_to_everybody_until_it_is_opened(sites):
    clients = [site.client(name) for site in sites for name in (None, "researcher1", "journalist1")]
    run(sites, "close")
    for client in clients:
        for address in ("/", "/cases", "/-/login", "/static/casebook.svg", "/cases.csv"):
            assert client.get(address).status_code == 503, address
        assert client.post("/-/login", data={"username": "journalist1", "password": "x"}).status_code == 503
        assert "content-security-policy" in client.get("/cases").headers
    run(sites, "open")
    assert [client.get("/cases").status_code for client in clients] == [302, 200, 200] * 2


def test_for_reading_alone_nothing_is_decided(sites):
    client = sites[0].client("researcher1")
    run(sites, "read-only")
    assert client.get("/cases").status_code == 200
    refused = client.post("/decisions/hold", data={"case": "x"})
    assert refused.status_code == 503 and "Nothing was written" in refused.text
    run(sites, "open")
    assert client.post("/decisions/hold", data={"case": "x"}).status_code == 403


def test_every_session_ends(sites):
    clients = [site.client(name) for site in sites for name in ("researcher1", "journalist1")]
    run(sites, "end-sessions")
    assert [client.get("/cases").status_code for client in clients] == [302] * 4
    assert sites[0].client("journalist1").get("/cases").status_code == 200


def test_an_answer_under_way_is_cut_when_the_session_behind_it_ends(sites, monkeypatch):
    """An export that would go on for ever ends within a second of the panic, as a whole never."""
    from casebook.pages import routes  # noqa: F401 - the pages are loaded

    async def endless(columns, rows, *, bom):
        import asyncio

        while True:
            yield "x\r\n"
            await asyncio.sleep(0.05)

    monkeypatch.setattr("casebook.exporting.as_csv", endless)
    for words in (("end-sessions",), ("close",)):
        run(sites, "open")
        client = sites[1].client("journalist1")
        with client.stream("GET", "/published/cases.csv") as answer:
            parts = answer.iter_raw()
            next(parts)
            run(sites, *words)
            began = time.monotonic()
            with pytest.raises(Exception, match="peer closed|incomplete|disconnected"):
                for _ in parts:
                    assert time.monotonic() - began < 5


def test_each_act_is_in_the_audit_log(sites):
    run(sites, "close", "--end-sessions", "--reason", "a machine was taken")
    run(sites, "open")
    said = [(line["what"], line["reason"]) for line in audit.read(sites[0].folders.audit) if line["action"] == "panic"]
    assert said[-3:] == [("closed", "a machine was taken"), ("end-sessions", "a machine was taken"), ("open", "")]


def test_a_damaged_log_keeps_no_site_open(sites, tmp_path):
    folders = make_casebook(tmp_path)
    audit.note(folders.audit, "somebody", "export")
    log = folders.audit / "audit.jsonl"
    log.write_text(json.dumps(json.loads(log.read_text()) | {"by": "another"}) + "\n")
    result = CliRunner().invoke(panic.main, ["close", "--data", str(folders.data)])
    assert result.exit_code == 1 and "could not be written" in result.output
    assert access.read(folders.keys).mode == "closed"


def test_a_damaged_file_opens_to_nobody_and_can_be_set_anew(sites):
    client = sites[0].client("journalist1")
    (sites[0].folders.keys / "access.yml").write_text("mode: [")
    assert client.get("/cases").status_code == 503
    assert "damaged" in run(sites, "status") and "damaged" in run(sites, "open")
    assert client.get("/cases").status_code == 200
