"""What one question, one session and one connection may take: bounded, with the same answers as SQLite where they are small."""

import asyncio
import contextlib
import socket
import sqlite3
import threading
import time
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from casebook.guard import crowd
from casebook.guard.allowance import Turns
from casebook.guard.crowd import Crowd
from casebook.guard.paths import Unfair
from casebook.serving import patience, running, texts
from hostile import REQUESTS
from web_fixtures import make_casebook, serving_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("bounds"))) as served:
        yield served


@pytest.fixture(scope="module")
def researcher(site):
    return site.client("researcher1")


LARGE = [
    "select hex(zeroblob(590000)), " + ", ".join(f"hex(zeroblob(29000{n}))" for n in range(9)),
    "select hex(zeroblob(250000)) from (select 1 union select 2 union select 3 union select 4 union select 5),"
    " (select 1 union select 2 union select 3)",
    "select zeroblob(590000) from (select 1 union select 2 union select 3 union select 4),"
    " (select 1 union select 2 union select 3)",
    "with recursive n(x) as (select 1 union all select x + 1 from n limit 190) select " + ", ".join("x" * 60) + " from n",
    "select " + ", ".join("1" * 101),
    "select printf('%.*c', 500000000, 'x')",
    "select printf('%99999d', 1)",
    "select replace(hex(zeroblob(100000)), '0', 'many more letters')",
    "select trim('x', hex(zeroblob(100)))",
    "select randomblob(700000)",
]


@pytest.mark.parametrize("sql", LARGE)
def test_what_would_be_too_large_is_refused_in_words(researcher, sql):
    for address in ("/cases.json?sql=", "/cases?sql="):
        assert researcher.get(address + quote(sql)).status_code == 400


def test_what_fits_is_answered(researcher):
    sql = "select hex(zeroblob(250000)) as x from (select 1 union select 2 union select 3)"
    assert [len(row[0]) for row in researcher.get(f"/cases.json?sql={quote(sql)}&_shape=arrays").json()["rows"]] == [500_000] * 3


@pytest.mark.parametrize("name", REQUESTS)
def test_nothing_costly_breaks_the_site(researcher, name):
    assert researcher.get(REQUESTS[name]).status_code in (200, 400, 404, 414)


LETTERS = st.characters(codec="utf-8", exclude_characters="\0")
SIMPLE = st.one_of(st.none(), st.integers(-1000, 1000), st.text(LETTERS, max_size=8))
CALLS = {"instr(?, ?)": 2, "replace(?, ?, ?)": 3, "trim(?, ?)": 2, "ltrim(?, ?)": 2, "rtrim(?, ?)": 2}


@settings(deadline=None)
@given(st.sampled_from(sorted(CALLS)), st.lists(SIMPLE, min_size=3, max_size=3), st.text("ab", max_size=4))
def test_functions_on_texts_answer_as_those_of_sqlite(call, values, letters):
    ours, theirs = sqlite3.connect(":memory:"), sqlite3.connect(":memory:")
    texts.define(ours)
    for given_values in (values, [letters, letters[:1], letters[1:]]):
        asked = f"select {call}", given_values[: CALLS[call]]
        assert ours.execute(*asked).fetchone() == theirs.execute(*asked).fetchone()
    form = "select printf('%05d %s %.2f %x', ?, ?, ?, ?)", (7, letters, 1.5, 255)
    assert ours.execute(*form).fetchone() == theirs.execute(*form).fetchone()


def test_one_question_of_each_person_at_a_time_in_the_order_they_came():
    async def asked() -> list[str]:
        turns, done, going = Turns(), [], set()

        async def ask(name: str) -> None:
            async with turns.turn(name):
                assert name not in going and len(going) < 2
                going.add(name)
                await asyncio.sleep(0)
                done.append(name)
                going.discard(name)

        await asyncio.gather(*map(ask, ["many"] * 20 + ["one", "another"]))
        return done

    done = asyncio.run(asked())
    assert len(done) == 22 and {"one", "another"} < set(done[:6]), "whoever asks once does not wait for who asks twenty times"


def test_a_turn_that_does_not_come_is_given_up(monkeypatch):
    monkeypatch.setattr("casebook.guard.allowance.TURN", 0.01)

    async def asked() -> None:
        turns = Turns()
        async with turns.turn("one"):
            with pytest.raises(TimeoutError):
                async with turns.turn("one"):
                    pass
            await asyncio.sleep(0.03)  # a turn that one has is kept
        async with turns.turn("one"):
            pass

    asyncio.run(asked())


def test_of_one_session_a_few_are_answered_and_a_few_more_wait(monkeypatch):
    monkeypatch.setattr(crowd, "WAITING", 3)

    async def came() -> tuple[int, int]:
        line, refused, most, going = Crowd(), 0, 0, 0

        async def come() -> None:
            nonlocal refused, most, going
            try:
                async with line.place("session"):
                    going += 1
                    most = max(most, going)
                    await asyncio.sleep(0.01)
                    going -= 1
            except Unfair:
                refused += 1

        await asyncio.gather(*(come() for _ in range(crowd.AT_ONCE + 3 + 5)))
        async with line.place("another"):
            pass
        return most, refused

    assert asyncio.run(came()) == (crowd.AT_ONCE, 5)


def test_silent_connections_make_room_for_whoever_asks(site, monkeypatch):
    monkeypatch.setattr(patience, "MOST", 10)
    where = ("127.0.0.1", httpx.URL(site.url).port)
    with contextlib.ExitStack() as silent:
        for number in range(40):
            connection = silent.enter_context(socket.create_connection(where, timeout=5))
            connection.sendall(b"POST /-/login HTTP/1.1\r\nHost: x\r\nContent-Length: 9000\r\n\r\n"[: 3 + number * 2])
            if number % 10 == 9:
                assert httpx.get(f"{site.url}/-/login").status_code == 200


NONE = [b"nonsense\r\n\r\n", b"GET /\xff HTTP/1.1\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00"]


@pytest.mark.parametrize("sent", NONE)
def test_what_is_no_request_is_answered_with_the_headers_too(site, sent):
    with socket.create_connection(("127.0.0.1", httpx.URL(site.url).port), timeout=5) as connection:
        connection.sendall(sent)
        answer = connection.recv(4000)
    assert answer.startswith(b"HTTP/1.1 400 ") and b"content-security-policy: default-src 'none'" in answer
    assert b"nosniff" in answer and b"server:" not in answer.lower()


def test_a_page_comes_while_others_log_in(site):
    """Hashing is done elsewhere: an answer that needs none does not wait for it."""
    done = threading.Event()

    def log_in() -> None:
        httpx.post(f"{site.url}/-/login", data={"username": "nobody", "password": "x"})
        done.set()

    threading.Thread(target=log_in, daemon=True).start()
    assert httpx.get(f"{site.url}/-/login").status_code == 200
    assert done.wait(20)


@pytest.mark.parametrize(("proxied", "address"), [(False, "127.0.0.1"), (True, "203.0.113.7")])
def test_only_a_site_behind_a_proxy_is_told_by_others_whose_request_it_is(proxied, address):
    async def app(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["client"][0].encode()})

    server = running.server(app, proxied=proxied)
    bound = running.listen("127.0.0.1", 0)
    thread = threading.Thread(target=asyncio.run, args=[server.serve(sockets=[bound])], daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        sent = {"x-forwarded-for": "198.51.100.9, 203.0.113.7", "x-forwarded-proto": "https"}
        assert httpx.get(f"http://127.0.0.1:{bound.getsockname()[1]}/", headers=sent).text == address
    finally:
        server.should_exit = True
        thread.join(10)
