"""Who can open what, over real HTTP: every route of the running application, for every role, canaries behind them."""

import time
from urllib.parse import quote

import pytest

from web_fixtures import CAMPAIGN_ID, CANARY, CASE_KEY, PUBLIC_IDS, make_casebook, serving_site

ROLES = (None, "journalist1", "researcher1", "custodian1")
PERSON = "/cases/sheet~3A1~2Fsubject~3AName"

# pattern of a route: addresses of its form, each with the answers for (anonymous, journalist, researcher, custodian)
LOGIN, NO = 302, 404
EVERYONE_IN = (LOGIN, 200, 200, NO)
RESEARCHERS = (LOGIN, NO, 200, NO)
NOBODY = (LOGIN, NO, NO, NO)
ROUTES = {
    r"^/$": {"/": (LOGIN, 200, 200, 403)},
    r"^/data$": {"/data": EVERYONE_IN},
    r"^/cases$": {"/cases": EVERYONE_IN, "/cases?sql=select+1": RESEARCHERS, "/cases?sql=": RESEARCHERS},
    r"^/cases\.csv$": {"/cases.csv": EVERYONE_IN, "/cases.csv?sql=select+1": RESEARCHERS},
    r"^/cases\.json$": {"/cases.json": EVERYONE_IN, "/cases.json?sql=select+1": RESEARCHERS},
    r"^/cases/(?P<id>[a-z2-7]{10}|[0-9a-f]{32}|[^/]*~3A[^/.]*)$": {
        f"/cases/{PUBLIC_IDS[0]}": EVERYONE_IN, "/cases/zzzz2222zz": NOBODY, f"/cases/{CASE_KEY}": RESEARCHERS,
        PERSON: RESEARCHERS, "/cases/no~3A1~2Fsubject~3AName": NOBODY,
    },
    r"^/cases/(?P<id>[a-z2-7]{10}|[0-9a-f]{32}|[^/]*~3A[^/.]*)\.json$": {
        f"/cases/{PUBLIC_IDS[0]}.json": EVERYONE_IN, f"/cases/{CASE_KEY}.json": RESEARCHERS,
        f"{PERSON}.json": RESEARCHERS,
    },
    r"^/cases/(?P<id>[0-9a-f]{32})/face$": {f"/cases/{CASE_KEY}/face": RESEARCHERS, f"/cases/{'f' * 32}/face": NOBODY},
    r"^/cases/(?P<id>[0-9a-f]{32})/consents$": {
        f"/cases/{CASE_KEY}/consents": RESEARCHERS, f"/cases/{'f' * 32}/consents": NOBODY,
    },
    r"^/matches$": {"/matches": RESEARCHERS, "/matches?a=x&b=y": NOBODY, "/decisions/match": NOBODY},
    r"^/matches\.csv$": {"/matches.csv": RESEARCHERS, "/matches.json": NOBODY},
    r"^/matches/judged$": {"/matches/judged": RESEARCHERS, "/matches/judged?choice=none": NOBODY},
    r"^/cases/(?P<id>[0-9a-f]{32}|[^/]*~3A[^/.]*)/why$": {
        f"/cases/{CASE_KEY}/why": RESEARCHERS, f"{PERSON}/why": RESEARCHERS, f"/cases/{'f' * 32}/why": NOBODY,
    },
    r"^/cases/(?P<id>[0-9a-f]{32}|[^/]*~3A[^/.]*)/told$": {
        f"/cases/{CASE_KEY}/told": RESEARCHERS, f"{PERSON}/told": RESEARCHERS, f"/cases/{'f' * 32}/told": NOBODY,
    },
    r"^/reading$": {"/reading": RESEARCHERS, "/reading.json": NOBODY},
    r"^/reading/next$": {"/reading/next": RESEARCHERS},
    r"^/read/(?P<record>[^/]+)$": {"/read/sheet~3A1": RESEARCHERS, "/read/sheet~3A9": NOBODY, "/read": NOBODY},
    r"^/campaigns$": {"/campaigns": EVERYONE_IN, "/campaigns.json": NOBODY},
    r"^/campaigns/(?P<key>[^/]+)$": {
        "/campaigns/march": RESEARCHERS, "/campaigns/nothing-here": NOBODY, f"/campaigns/{CAMPAIGN_ID}": EVERYONE_IN,
        "/campaigns/zzzz2222zz": NOBODY, f"/campaigns/{CAMPAIGN_ID}.json": NOBODY,
    },
    r"^/campaigns/(?P<key>[^/]+)/face$": {
        "/campaigns/march/face": RESEARCHERS, "/campaigns/x/face": NOBODY, f"/campaigns/{CAMPAIGN_ID}/face": NOBODY,
    },
    r"^/campaigns/(?P<key>[a-z2-7]{10})/act$": {
        f"/campaigns/{CAMPAIGN_ID}/act": EVERYONE_IN, "/campaigns/zzzz2222zz/act": NOBODY,
    },
    r"^/campaigns/(?P<key>[a-z2-7]{10})/letter\.pdf$": {
        f"/campaigns/{CAMPAIGN_ID}/letter.pdf": EVERYONE_IN, "/campaigns/zzzz2222zz/letter.pdf": NOBODY,
    },
    r"^/editions/(?P<edition>[0-9]{1,6})/campaigns/(?P<key>[a-z2-7]{10})$": {
        f"/editions/1/campaigns/{CAMPAIGN_ID}": EVERYONE_IN, "/editions/1/campaigns/zzzz2222zz": NOBODY,
        "/editions/1/campaigns/march": NOBODY,
    },
    r"^/cases/[^/]*~3A[^/]*/[a-z]+$": {f"{PERSON}/face": NOBODY, f"{PERSON}/consents": NOBODY},
    r"^/weights$": {"/weights": RESEARCHERS, "/weights.json": NOBODY},
    r"^/contradictions$": {"/contradictions": RESEARCHERS, "/contradictions.csv": NOBODY},
    r"^/issues$": {"/issues": RESEARCHERS, "/issues?code=not_understood": RESEARCHERS},
    r"^/inbox$": {"/inbox": RESEARCHERS, "/inbox.json": NOBODY, "/inbox/x": NOBODY},
    r"^/inbox/(?P<draft>[0-9a-f]{32})$": {f"/inbox/{'f' * 32}": NOBODY},
    r"^/inbox/(?P<draft>[0-9a-f]{32})/workbook$": {f"/inbox/{'f' * 32}/workbook": NOBODY},
    r"^/add$": {"/add": RESEARCHERS, "/add.json": NOBODY, "/add/x": NOBODY},
    r"^/add/known$": {"/add/known?q=Tursun": RESEARCHERS},
    r"^/add/(?P<id>[0-9a-f]{32})$": {f"/add/{CASE_KEY}": RESEARCHERS},
    r"^/waiting$": {"/waiting": RESEARCHERS, "/waiting.json": NOBODY, "/decisions/hold": NOBODY},
    r"^/editions/(?P<edition>[0-9]{1,6})/cases/(?P<id>[a-z2-7]{10})$": {
        f"/editions/1/cases/{PUBLIC_IDS[0]}": EVERYONE_IN, f"/editions/9/cases/{PUBLIC_IDS[0]}": NOBODY,
        f"/editions/0/cases/{PUBLIC_IDS[0]}": NOBODY, f"/editions/01/cases/{PUBLIC_IDS[0]}": NOBODY,
        "/editions/1/cases/zzzz2222zz": NOBODY, f"/editions/1/cases/{CASE_KEY}": NOBODY, "/editions/1": NOBODY,
    },
    r"^/cases/(?P<id>[a-z2-7]{10})\.pdf$": {
        f"/cases/{PUBLIC_IDS[0]}.pdf": EVERYONE_IN, "/cases/zzzz2222zz.pdf": NOBODY, f"/cases/{CASE_KEY}.pdf": NOBODY,
    },
    r"^/cases\.xlsx$": {"/cases.xlsx": EVERYONE_IN},
    r"^/cases\.geojson$": {"/cases.geojson": EVERYONE_IN},
    r"^/cases/(?P<id>[a-z2-7]{10})/act$": {
        f"/cases/{PUBLIC_IDS[0]}/act": EVERYONE_IN, "/cases/zzzz2222zz/act": NOBODY,
        f"/cases/{CASE_KEY}/act": (LOGIN, NO, 400, NO),
    },
    r"^/cases/(?P<id>[a-z2-7]{10})/letter\.pdf$": {
        f"/cases/{PUBLIC_IDS[0]}/letter.pdf": EVERYONE_IN, "/cases/zzzz2222zz/letter.pdf": NOBODY,
    },
    r"^/attention$": {"/attention": RESEARCHERS, "/attention.json": NOBODY},
    r"^/map$": {"/map": EVERYONE_IN, "/map.json": NOBODY},
    r"^/statistics$": {"/statistics": EVERYONE_IN, "/statistics.json": NOBODY},
    r"^/statistics/(?P<chart>arrests|sentences|statuses|places|lag)\.csv$": {
        "/statistics/arrests.csv": EVERYONE_IN, "/statistics/lag.csv": RESEARCHERS, "/statistics/else.csv": NOBODY,
    },
    r"^/changes$": {"/changes": EVERYONE_IN},
    r"^/changes\.csv$": {"/changes.csv": EVERYONE_IN},
    r"^/changes\.xml$": {"/changes.xml": EVERYONE_IN},
    r"^/(?P<database>[^/.]+)\.csv$": {
        "/published.csv?sql=select+1": RESEARCHERS, "/published.csv": NOBODY, "/data.csv": NOBODY,
    },
    r"^/(?P<database>[^/.]+)/(?P<table>[^/.]+)\.csv$": {
        "/published/cases.csv": EVERYONE_IN, "/cases/claims.csv": RESEARCHERS, "/published/search.csv": RESEARCHERS,
        "/cases/claims.csv?_stream=on": (LOGIN, NO, 400, NO), "/cases/absent.csv": NOBODY,
    },
    r"^/[^/.]+/[^/]+?/[^/]+?\.csv$": {f"/published/cases/{PUBLIC_IDS[0]}.csv": NOBODY, "/cases/claims/1.csv": NOBODY},
    r"^/-/password-tool$": {"/-/password-tool": NOBODY},
    r"^/-/login$": {"/-/login": (200, 200, 200, 200)},
    r"/(\.(?P<format>jsono?))?$": {"/.json": NOBODY, "/.jsono": NOBODY},
    r"/favicon.ico": {"/favicon.ico": (200, 200, 200, 200)},
    r"/-/static/(?P<path>.*)$": {"/-/static/app.css": EVERYONE_IN, "/-/static/..%2f..%2fversion.py": (400,) * 4},
    r"/static/(?P<path>.*)$": {"/static/casebook.css": (200,) * 4, "/static/casebook.svg": EVERYONE_IN,
                               "/static/%2e%2e/metadata.yml": (400,) * 4, "/static/absent.css": NOBODY},
    r"/:memory:(?P<rest>.*)$": {"/:memory:": NOBODY, "/_memory": NOBODY, "/_internal": NOBODY},
    r"/-/metadata(\.(?P<format>json))?$": {"/-/metadata": NOBODY, "/-/metadata.json": NOBODY, "/%2d/metadata": NOBODY},
    r"/-/versions(\.(?P<format>json))?$": {"/-/versions.json": NOBODY},
    r"/-/plugins(\.(?P<format>json))?$": {"/-/plugins.json": NOBODY},
    r"/-/settings(\.(?P<format>json))?$": {"/-/settings.json": NOBODY},
    r"/-/config.json": {"/-/config.json": NOBODY},
    r"/-/config": {"/-/config": NOBODY},
    r"/-/threads(\.(?P<format>json))?$": {"/-/threads": NOBODY, "/-/THREADS": NOBODY},
    r"/-/databases(\.(?P<format>json))?$": {"/-/databases.json": NOBODY},
    r"/-/actor(\.(?P<format>json))?$": {"/-/actor.json": NOBODY},
    r"/-/auth-token$": {"/-/auth-token?token=x": NOBODY},
    r"/-/logout$": {"/-/logout": (405,) * 4},
    r"/-/permissions$": {"/-/permissions": NOBODY},
    r"/-/messages$": {"/-/messages": NOBODY},
    r"/-/allow-debug$": {"/-/allow-debug": NOBODY},
    r"/-/patterns$": {"/-/patterns": NOBODY},
    r"/(?P<database>[^\/\.]+)\.db$": {"/cases.db": NOBODY, "/published.db": NOBODY, "/contacts.db": NOBODY},
    r"/(?P<database>[^\/\.]+)(\.(?P<format>\w+))?$": {
        "/published": EVERYONE_IN, "/published.json": EVERYONE_IN, "/contacts": NOBODY, "/CASES": NOBODY,
        "/published?sql=select+1": RESEARCHERS, "/published.json?sql=select+1": RESEARCHERS, "/published.blob": NOBODY,
    },
    r"/(?P<database>[^\/\.]+)/(?P<table>[^\/\.]+)(\.(?P<format>\w+))?$": {
        "/published/cases": EVERYONE_IN, "/published/cases.json": EVERYONE_IN,
        "/published/events.json?_labels=on": EVERYONE_IN, "/_internal/databases": NOBODY,
        "/published/search": RESEARCHERS, "/published/search_data.json": RESEARCHERS, "/published/absent": NOBODY,
        "/published/cases.json?_where=1%3D1": (LOGIN, NO, 200, NO), "/published/cases?_facet=status": EVERYONE_IN,
        "/cases/claims": RESEARCHERS, "/cases/claims.json": RESEARCHERS, "/cases/names.json?_shape=array": RESEARCHERS,
        "/cases/search": RESEARCHERS, "/cases/search_content.json": RESEARCHERS, "/cases/absent": NOBODY,
        "/cases/cases.json?_search=Tursun": RESEARCHERS, "/cases/claims.json?_nl=on&_shape=array": RESEARCHERS,
        "/cases/participants": RESEARCHERS, "/Published/cases": NOBODY, "/published/CASES.json": NOBODY,
        "/cases%2fclaims": NOBODY, "/published~2Fcases": NOBODY, "/published/..%2fcases/claims": (400,) * 4,
        "/published/~2E~2E/cases/claims": (400,) * 4,
    },
    r"/(?P<database>[^\/\.]+)/(?P<table>[^/]+?)/(?P<pks>[^/]+?)(\.(?P<format>\w+))?$": {
        f"/published/cases/{PUBLIC_IDS[0]}": EVERYONE_IN, f"/published/cases/{PUBLIC_IDS[0]}.json": EVERYONE_IN,
        "/published/cases/absent": NOBODY, "/cases/claims/1": RESEARCHERS, "/cases/claims/1.json": RESEARCHERS,
        "/cases/claims/1.blob?_blob_column=raw": NOBODY, "/cases/absent/1": (LOGIN, NO, 400, NO),
    },
}  # fmt: skip


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("site"))) as served:
        yield served


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("press")), press=True) as served:
        yield served


@pytest.fixture(scope="module")
def readers(site):
    return [site.client(name) for name in ROLES]


def patterns(served) -> set[str]:
    return {pattern.pattern for pattern, _ in served.app.inner.instance.datasette._routes()}


def test_every_route_of_the_running_applications_has_a_row(site, press):
    assert patterns(site) == patterns(press) == set(ROUTES)


@pytest.mark.parametrize("pattern", ROUTES)
def test_each_role_gets_the_answer_of_the_table(readers, pattern):
    expected = ROUTES[pattern]
    found = {address: tuple(_final(reader, address) for reader in readers) for address in expected}
    assert found == expected


def _final(reader, address: str) -> int:
    """The status, after a redirect to the same page written otherwise."""
    answer = reader.get(address)
    if answer.status_code in (301, 302) and "/-/login" not in answer.headers["location"]:
        answer = reader.get(answer.headers["location"])
    return answer.status_code


def addresses() -> list[str]:
    return [address for forms in ROUTES.values() for address in forms]


def test_no_canary_reaches_anybody_but_researchers(readers):
    anonymous, journalist, researcher, custodian = readers
    for reader in (anonymous, journalist, custodian):
        for address in addresses():
            answer = reader.get(address, follow_redirects=True)
            assert CANARY not in answer.text, address
    assert CANARY in researcher.get("/cases/claims.json").text


def test_the_press_site_has_no_case_data_for_anybody(press):
    for name in ("journalist1", "researcher1"):
        reader = press.client(name)
        for address in addresses():
            answer = reader.get(address, follow_redirects=True)
            assert answer.status_code < 500 and CANARY not in answer.text, address
        assert reader.get("/cases/claims.json").status_code == 404
        assert reader.get("/cases").status_code == 200


PAIRS = [
    ("/cases/claims", "/cases/absent"),
    ("/cases/claims.json", "/cases/absent.json"),
    ("/cases/cases/1", "/cases/cases/999999"),
    ("/cases/claims.csv", "/cases/absent.csv"),
    (f"/cases/{CASE_KEY}", "/cases/ffffffffffffffffffffffffffffffff"),
    (PERSON, "/cases/no~3A1~2Fsubject~3AName"),
    ("/cases.db", "/absent.db"),
    ("/published/search", "/published/absent"),
    ("/-/metadata.json", "/-/absent.json"),
]


@pytest.mark.parametrize(("real", "absent"), PAIRS)
def test_what_is_closed_answers_exactly_like_what_is_not_there(readers, real, absent):
    journalist = readers[1]
    first, second = journalist.get(real), journalist.get(absent)
    shown = [(a.status_code, a.content, sorted(k for k in a.headers if k != "date")) for a in (first, second)]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("sql", [
    "select * from sqlite_stmt", "select * from dbstat", "select * from pragma_database_list", "attach 'x' as y",
    "select length(hex(zeroblob(400000000)))", "select length(randomblob(400000000))", "select load_extension('x')",
    "select * from published.cases", "delete from cases", "select readfile('/etc/passwd')",
])  # fmt: skip
def test_sql_of_researchers_cannot_leave_its_file_or_take_the_machine(readers, sql):
    answer = readers[2].get(f"/cases.json?sql={quote(sql)}")
    assert answer.status_code == 400


@pytest.mark.parametrize("database", ["cases", "published"])
def test_sql_of_researchers_compares_dates_known_in_part(readers, database):
    sql = "select date_before(null, '1987-05-31', '1987-05-12'), date_between('1987-05-01', '1987-05-31', '1987', '1988')"
    answer = readers[2].get(f"/{database}.json?sql={quote(sql)}&_shape=arrays")
    assert answer.json()["rows"] == [["possibly", "certainly"]]


@pytest.mark.parametrize("query", [
    "_facet=home", "_facet_array=names", "_facet_date=birth", "&".join(["_facet=status"] * 6), "_facet_size=max",
    "_format=csv", "_fts_table=search&_search=x", "_trace=1", "x]..__arraycontains=1", "_sort=absent",
])  # fmt: skip
def test_odd_parameters_are_refused(readers, query):
    assert readers[1].get(f"/published/cases.json?{query}").status_code == 400


def test_what_is_closed_is_refused_before_anything_could_tell_whether_it_is_there(site, readers, monkeypatch):
    """Neither Datasette nor a database is asked, so that the time of a refusal cannot tell either."""
    reached = []

    async def inner(scope, receive, send):
        reached.append(scope["path"])

    monkeypatch.setattr(site.app, "inner", inner)
    for address in (one for pair in PAIRS for one in pair if not one.startswith("/published")):
        assert readers[1].get(address).status_code == 404
    assert reached == []


@pytest.mark.slow
@pytest.mark.parametrize(("real", "absent"), PAIRS[:5])
def test_the_time_of_a_refusal_says_nothing(readers, real, absent):
    """Two hundred of each in turn: which of two is the slower is as good as chance, by the measure of Mann and Whitney."""
    times = {real: [], absent: []}
    for number in range(400):
        address = (real, absent)[number % 2]
        began = time.perf_counter()
        readers[1].get(address)
        times[address].append(time.perf_counter() - began)
    slower = sum(one > other for one in times[real] for other in times[absent]) / 200**2
    assert 0.35 < slower < 0.65
