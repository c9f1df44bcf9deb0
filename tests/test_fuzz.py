"""Whatever a journalist asks of either site, in whatever form, nothing private comes back and nothing breaks.

Addresses are those of the routes of the running application, filled with names of what is there and mutated by chance; a
canary in several scripts stands in every private column. `CASEBOOK_FUZZ` is how many requests the slow test makes.
"""

import http.client
import json
import os
import random
import re
from urllib.parse import quote, urlencode

import httpx
import pytest

from test_access import ROUTES
from web_fixtures import CANARIES, CASE_KEY, PUBLIC_IDS, make_casebook, serving_site

FEW, MANY = 1500, int(os.environ.get("CASEBOOK_FUZZ", "50000"))
ADDRESSES = [address for forms in ROUTES.values() for address in forms if "-/log" not in address]
NAMES = [
    "published", "cases", "contacts", "_internal", "-", "Published", "published~0A", "search", "claims", "x]",
    "a~2Fb", "~2E~2E",
]  # fmt: skip
KEYS = [
    "_sort", "_sort_desc", "_size", "_next", "_search", "_searchmode", "_through", "_where", "_facet",
    "_facet_date", "_shape", "_labels", "_col", "_nocol", "_json", "_format", "_stream", "_filter_column",
    "_lang", "_extra", "sql", "q", "status", "since", "page", "name__contains", "name__glob", "names__arraycontains",
    "id__in", "term_months_min__gt", "x]..__arraycontains", "_hash",
]  # fmt: skip
PRINTED = re.compile(r"\.pdf$")
ENDINGS = ["", ".json", ".csv", ".jsono", ".blob", ".db", ".pdf", ".xml", "/", "/1", ".json.csv", "~0A", "%00", "%2ejson"]
WORDS = ["1", "'", '"', "中", "null", "[1]", "x,y", "*a*b*", "%", "select * from cases", "name", "id", "-1", "9" * 40,
         "زۇخرا", '{"table":"claims","column":"raw","value":"x"}', "cases.claims", "x]", "\\", "\ud800", "\u202e",
         "=1+1", "on"]  # fmt: skip
FORMS = [form for canary in CANARIES
         for form in (canary.encode(), json.dumps(canary)[1:-1].encode(), quote(canary).encode())]  # fmt: skip


class Raw(http.client.HTTPConnection):
    """A client that sends any address as it is."""

    def _validate_path(self, url):
        pass

    def _encode_request(self, request):
        return request.encode("utf-8", "surrogatepass")


def fuzzed(chance: random.Random, patterns: list[str]) -> str:
    """One address: of a route or made up, changed here and there, with parameters."""
    kinds = (lambda: chance.choice(ADDRESSES), lambda: filled(chance, chance.choice(patterns)), lambda: made_up(chance))
    path, _, query = chance.choice(kinds)().partition("?")
    for _ in range(chance.choice((0, 0, 1, 2))):
        at = chance.randrange(len(path) or 1)
        path = path[:at] + chance.choice(CHANGES)(path[at : at + 1] or "/") + path[at + 1 :]
    pairs = [(chance.choice(KEYS), chance.choice(WORDS)) for _ in range(chance.choice((0, 0, 1, 2, 4)))]
    more = urlencode(pairs, errors="surrogatepass") if chance.random() < 0.9 else "&".join(map("=".join, pairs))
    query = "&".join(filter(None, (query, more)))
    path = PRINTED.sub(".pdfx", path)  # seconds of work each, in a process of their own; the leak checker reads them
    target = f"/{path.lstrip('/')}" + (f"?{query}" if query else "")
    return target.replace(" ", "%20").replace("\n", "%0A").replace("\r", "%0D")


CHANGES = [
    lambda letter: letter + letter, lambda letter: "", str.swapcase, lambda letter: f"%{ord(letter) % 256:02x}",
    lambda letter: f"~{ord(letter) % 256:02X}", lambda letter: f"%25{ord(letter) % 256:02x}", lambda letter: "/..;/",
    lambda letter: "%0a", lambda letter: "/", lambda letter: "ı", lambda letter: letter + "%ef%bc%8f", lambda letter: "\x01",
]  # fmt: skip


def filled(chance: random.Random, pattern: str) -> str:
    """A route's pattern with names of what is there in its places."""
    some = [*NAMES, "cases", "published", "claims", "records", CASE_KEY, *PUBLIC_IDS, "search", "search_content", "1", "2"]
    path = re.sub(r"\(\?P<\w+>(?:[^()]|\([^()]*\))*\)|\[[^\]]*\]\+\??", lambda _: chance.choice(some), pattern)
    return re.sub(r"\\(.)", r"\1", re.sub(r"\(|\)|\?|\||\^|\$", "", path))


def made_up(chance: random.Random) -> str:
    parts = [chance.choice([*NAMES, CASE_KEY, *PUBLIC_IDS]) for _ in range(chance.choice((1, 2, 2, 3)))]
    return "/" + "/".join(parts) + chance.choice(ENDINGS)


def ask(site, requests: int, seed: int) -> dict[int, int]:
    """Ask so many times as a journalist; how many answers had which status. Fails on a canary and on an error."""
    chance = random.Random(seed)
    patterns = [pattern.pattern for pattern, _ in site.app.inner.instance.datasette._routes()]
    reader, sender = (
        "; ".join(f"{name}={value}" for name, value in site.client("journalist1").cookies.items()) for _ in range(2)
    )  # what is sent may log its sender out
    host, port = site.url.removeprefix("http://").split(":")
    connection, seen = Raw(host, int(port), timeout=30), {}
    for _ in range(requests):
        method = chance.choice(("GET",) * 12 + ("HEAD", "POST", "OPTIONS"))
        target = fuzzed(chance, patterns)
        connection.request(method, target, headers={"Cookie": sender if method == "POST" else reader})
        answer = connection.getresponse()
        body = answer.read() + str(answer.headers).encode("utf-8", "surrogateescape")
        assert answer.status < 500, (method, target)
        assert not any(form in body for form in FORMS), (method, target)
        seen[answer.status] = seen.get(answer.status, 0) + 1
    assert httpx.get(f"{site.url}/cases", headers={"Cookie": reader}).status_code == 200, "all was asked by somebody logged in"
    return seen


@pytest.mark.parametrize("press", [False, True])
def test_nothing_private_comes_and_nothing_breaks(tmp_path, press):
    with serving_site(make_casebook(tmp_path), press=press) as site:
        seen = ask(site, FEW // 2, seed=7731)
        shown = b"" if press else site.client("researcher1").get("/cases/claims.json").content
    assert {200, 400, 404, 405} <= set(seen), "the addresses are of every kind"
    assert press or all(json.dumps(canary)[1:-1].encode() in shown for canary in CANARIES), "there is something to find"


@pytest.mark.slow
@pytest.mark.parametrize("press", [False, True])
def test_nothing_private_comes_of_very_many_requests(tmp_path, press):
    with serving_site(make_casebook(tmp_path), press=press) as site:
        print(ask(site, MANY // 2, seed=random.randrange(2**32)))
