"""The guard over real HTTP: logging in and out, sessions, throttling, headers, and requests that are not fair."""

import base64
import re
import socket
import time

import pytest

from casebook import accounts
from casebook.guard.headers import safe_location
from casebook.guard.paths import Unfair, decode
from casebook.guard.sessions import ABSOLUTE, IDLE, Sessions
from casebook.guard.throttle import Throttle
from web_fixtures import PASSWORDS, make_accounts, make_casebook, serving_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("guarded"))) as served:
        yield served


@pytest.fixture(autouse=True)
def _fresh(site):
    """Each test begins with the accounts as made, and without tries that count."""
    site.app.door.throttle = Throttle()
    make_accounts(site.folders)


def log_in(client, name: str, password: str, **headers):
    return client.post("/-/login", data={"username": name, "password": password}, headers=headers)


def raw(site, request: bytes) -> bytes:
    """The first bytes of the answer to a request written by hand."""
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=5) as connection:
        connection.sendall(request)
        return connection.recv(4000)


def test_a_session_opens_by_the_form_and_its_cookie_is_for_the_browser_alone(site):
    answer = log_in(site.client(), "journalist1", PASSWORDS["journalist1"])
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookies = answer.headers.get_list("set-cookie")
    assert len(cookies) == 2
    for cookie in cookies:
        assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and "Path=/" in cookie
        assert "Secure" not in cookie, "plain http on this machine cannot carry it"


def test_away_from_this_machine_cookies_are_secure_and_tied_to_the_host(site):
    answer = log_in(site.client(), "journalist1", PASSWORDS["journalist1"], host="casebook.example")
    assert all(c.startswith("__Host-") and "Secure" in c for c in answer.headers.get_list("set-cookie"))
    assert "max-age" in answer.headers["strict-transport-security"]


def test_after_logging_in_one_is_where_one_wanted_to_be_and_never_elsewhere(site):
    client = site.client()
    assert client.get("/cases?q=x").headers["location"] == "/-/login?next=/cases%3Fq%3Dx"
    form = {"username": "journalist1", "password": PASSWORDS["journalist1"]}
    assert client.post("/-/login", data=form | {"next": "/cases?q=x"}).headers["location"] == "/cases?q=x"
    for elsewhere in ("//example.org/", "https://example.org", "/\\example.org", "/-/logout", "/\t/x"):
        assert client.post("/-/login", data=form | {"next": elsewhere}).headers["location"] == "/"


def test_a_link_from_elsewhere_leads_a_reader_who_is_logged_in_on_to_the_page(site):
    """A strict cookie is not sent when somebody follows a link from a mail; one click on the login page is enough."""
    html = site.client().get("/-/login?next=/cases%3Fq%3Dx").text
    assert '<a href="/cases?q=x">' in html
    assert "Go on" not in site.client().get("/-/login?next=//example.org/").text


def test_what_a_client_claims_about_itself_does_not_count(site):
    client = site.client()
    basic = base64.b64encode(f"researcher1:{PASSWORDS['researcher1']}".encode()).decode()
    actor = site.app.inner.instance.datasette.sign({"a": {"id": "researcher1", "roles": ["researcher"]}}, "actor")
    for headers in (
        {"authorization": f"Basic {basic}"},
        {"authorization": "Bearer x"},
        {"cookie": f"ds_actor={actor}"},
    ):
        assert client.get("/cases/claims.json", headers=headers).status_code == 302
    journalist = site.client("journalist1")
    journalist.cookies.set("ds_actor", actor)
    assert journalist.get("/cases/claims.json", headers={"authorization": f"Basic {basic}"}).status_code == 404


def test_logging_out_ends_the_session_on_the_server(site):
    client = site.client("researcher1")
    kept = dict(client.cookies)
    assert client.post("/-/logout").status_code == 303
    again = site.client()
    again.cookies.update(kept)
    assert again.get("/cases").status_code == 302


def test_logging_in_again_ends_the_session_before_it(site):
    client = site.client("researcher1")
    kept = dict(client.cookies)
    log_in(client, "researcher1", PASSWORDS["researcher1"])
    again = site.client()
    again.cookies.update(kept)
    assert again.get("/cases").status_code == 302
    assert client.get("/cases").status_code == 200


def test_roles_and_passwords_are_those_of_today(site):
    client = site.client("researcher1")
    path = site.folders.keys / "accounts.yml"
    known = accounts.read(path)
    account = known["researcher1"]
    accounts.save(path, [accounts.Account("researcher1", account.hash, ("journalist",))])
    assert client.get("/cases/claims").status_code == 404
    assert client.get("/published/cases").status_code == 200
    accounts.save(path, [accounts.Account("researcher1", known["journalist1"].hash, ("researcher",))])
    assert client.get("/cases/claims").status_code == 302, "the password is another one"
    accounts.save(path, [known["journalist1"]])
    assert client.get("/cases/claims").status_code == 302, "the account is gone"


def test_known_and_unknown_names_get_the_same_answer_in_the_same_time(site):
    client = site.client()
    answers, times = [], []
    for name in ("journalist1", "nobody-at-all"):
        began = time.monotonic()
        answers.append(log_in(client, name, "wrong"))
        times.append(time.monotonic() - began)
    bodies = [
        re.sub(r'name="(token|username)" value="[^"]*"|value="(journalist1|nobody-at-all)"', "", a.text)
        for a in answers
    ]
    assert [a.status_code for a in answers] == [200, 200]
    assert bodies[0] == bodies[1]
    assert abs(times[0] - times[1]) < 0.3 and min(times) >= 0.6


def test_the_sixth_wrong_password_is_not_heard_but_a_known_browser_still_gets_in(site):
    owner = site.client("journalist1")
    stranger = site.client()
    codes = [log_in(stranger, "journalist1", "wrong").status_code for _ in range(5)]
    refused = log_in(stranger, "journalist1", PASSWORDS["journalist1"])
    assert (codes, refused.status_code) == ([200] * 5, 429)
    assert int(refused.headers["retry-after"]) > 0
    assert log_in(owner, "journalist1", PASSWORDS["journalist1"]).status_code == 303


def test_throttle_counts_by_person_address_and_site_and_forgets_in_time(monkeypatch):
    clock = [1000.0]
    monkeypatch.setattr("time.time", lambda: clock[0])
    throttle = Throttle()
    for number in range(20):
        assert throttle.wait(f"person{number}", "10.0.0.1", None) == 0
        throttle.tried(f"person{number}", None)
        throttle.failed("10.0.0.1")
    assert throttle.wait("another", "10.0.0.1", None) == 15 * 60, "twenty from one address"
    assert throttle.wait("another", "10.0.0.2", None) == 0
    for number in range(40):
        throttle.tried(f"other{number}", None)
    assert throttle.wait("another", "10.0.0.3", None) == 60, "sixty at the site"
    assert throttle.wait("another", "10.0.0.3", "known") == 0
    clock[0] += 16 * 60
    assert throttle.wait("another", "10.0.0.1", None) == 0


def test_a_session_ends_by_itself(tmp_path):
    clock = [1000.0]
    sessions = Sessions(tmp_path / "sessions.db", lambda: clock[0])
    token = sessions.open("somebody", "stamp")
    assert sessions.find(token)[0] == "somebody"
    clock[0] += IDLE + 1
    assert sessions.find(token) is None
    token, opened = sessions.open("somebody", "stamp"), clock[0]
    while clock[0] < opened + ABSOLUTE:
        assert sessions.find(token)
        clock[0] += IDLE - 1
    assert sessions.find(token) is None
    assert token.encode() not in (tmp_path / "sessions.db").read_bytes()
    sessions.shut()


def test_what_counts_once_is_remembered_as_long_as_it_could_count_again(tmp_path):
    clock = [1000.0]
    sessions = Sessions(tmp_path / "sessions.db", lambda: clock[0])
    codes = ("step 33 of ab", "recovery cd")
    assert [sessions.spend("somebody", code) for code in codes * 2] == [True, True, False, False]
    assert sessions.spend("another", codes[0])
    clock[0] += ABSOLUTE + 1
    sessions.open("somebody", "stamp")
    assert [sessions.spend("somebody", code) for code in codes] == [True, False], "no step of time comes again"
    sessions.shut()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://example.org"},
        {"origin": "null"},
    ],
)
def test_forms_of_other_sites_are_refused(site, headers):
    assert log_in(site.client(), "journalist1", PASSWORDS["journalist1"], **headers).status_code == 403
    client = site.client("journalist1")
    assert client.post("/-/logout", headers=headers).status_code == 403
    assert client.get("/cases").status_code == 200


def test_a_form_with_a_blanked_origin_is_known_by_its_nonce(site):
    client = site.client()
    token = re.search(r'name="token" value="([^"]+)"', client.get("/-/login").text)[1]
    form = {"username": "journalist1", "password": PASSWORDS["journalist1"], "token": token}
    assert client.post("/-/login", data=form, headers={"origin": "null"}).status_code == 303


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/cases",
        "/-/login",
        "/static/casebook.css",
        "/static/casebook.svg",
        "/published/cases.json",
        "/cases.csv",
        "/absent",
        "/-/metadata.json",
        "/-/static/app.css",
        "/published/cases.json?_sort=absent",
    ],
)
@pytest.mark.parametrize("name", [None, "journalist1"])
def test_every_answer_carries_the_headers_and_none_names_the_server(site, address, name):
    headers = site.client(name).get(address).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert "noindex" in headers["x-robots-tag"]
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy and "frame-ancestors 'none'" in policy and "unsafe" not in policy
    assert "server" not in headers
    assert headers.get_list("cache-control")[0].startswith("private")
    assert ("no-store" in headers["cache-control"]) != (
        address.startswith(("/static", "/-/static")) and (name or "css" in address and "/-/" not in address)
    )


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_odd_methods_are_not_used_here(site, method):
    for name in (None, "researcher1"):
        assert site.client(name).request(method, "/cases").status_code == 405


def test_posts_are_for_logging_in_and_out_only(site):
    assert site.client("researcher1").post("/cases", data={"sql": "select 1"}).status_code == 405


def test_head_answers_like_get_without_a_body(site):
    client = site.client("journalist1")
    assert client.head("/cases").status_code == 200
    assert client.head("/cases").content == b""


@pytest.mark.parametrize(
    ("target", "status"),
    [
        (b"/\\example.org/x/", b"400"),
        (b"/%5cexample.org/", b"400"),
        (b"//example.org/", b"400"),
        (b"/cases%0a", b"400"),
        (b"/cases~0A", b"400"),
        (b"/cases%00", b"400"),
        (b"/cases%ff", b"400"),
        (b"/%25252525252561", b"400"),
        (b"/cases?" + b"a" * 9000, b"414"),
        (b"/" + b"a" * 100_000, b"41"),
        (b"/%09/example.org/", b"400"),
        (b"/cases?q=%00", b"400"),
        (b"/cases?" + b"a=1&" * 150, b"400"),
    ],
)
def test_addresses_that_hide_something_are_refused_before_anything_else(site, target, status):
    answer = raw(site, b"GET " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    if len(target) < 60_000:
        assert answer.split(b" ")[1].startswith(status), answer[:200]
    else:
        assert b" 200 " not in answer[:20]


def test_headers_that_no_browser_sends_are_refused(site):
    for name, value in ((b"Cookie", b"a=b; " * 20_000), (b"X", b"x" * 500_000)):
        request = b"GET /cases HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s: %s\r\n\r\n" % (name, value)
        assert raw(site, request).startswith(b"HTTP/1.1 431 ")


@pytest.mark.parametrize(
    ("location", "safe"),
    [
        (b"/cases", b"/cases"),
        (b"//example.org", b"/"),
        (b"https://example.org/", b"/"),
        (b"/\\example.org", b"/"),
        (b"/a\r\nSet-Cookie: x", b"/"),
        (b"/caf\xc3\xa9", b"/"),
    ],
)
def test_an_answer_sends_nobody_to_another_site(location, safe):
    assert safe_location(location) == safe


def test_a_path_is_decoded_until_nothing_is_hidden_in_it():
    assert decode(b"/published/cases~5Ffts") == "/published/cases_fts"
    assert decode(b"/published/cases%7E5Ffts") == "/published/cases_fts"
    with pytest.raises(Unfair):
        decode(b"/" + b"%25" * 6 + b"41".join([b"%25"] * 4))


def test_nothing_that_was_searched_for_is_logged(site, capfd):
    client = site.client("researcher1")
    client.get("/cases?q=Unmistakable+words")
    client.get("/cases.json?sql=select+Unmistakable")
    client.get("/published/cases.json?_sort=Unmistakable")
    client.get("/absent/Unmistakable")
    assert "Unmistakable" not in "".join(capfd.readouterr())
