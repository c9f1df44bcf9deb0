"""One hostile client cannot take a site down: measured over a real server, as tests/hostile.py prints it."""

import pytest

import hostile

pytestmark = pytest.mark.slow
ROWS = 60_000
STREAMS = ("export", "export of a table")  # sent part by part, one of a person at a time: as long as they are


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with hostile.served(hostile.make(tmp_path_factory.mktemp("hostile"), ROWS)) as served:
        yield served


def test_each_costly_request_ends_soon_and_small(site):
    """The better of two runs counts: what other programs do on the machine is not ours."""
    runs = [{name: rest for name, *rest in hostile.alone(*site)} for _ in range(2)]
    slow = {name: min(run[name][1] for run in runs) for name in runs[0] if name not in STREAMS}
    assert {name: took for name, took in slow.items() if took > hostile.MOST_SECONDS} == {}
    assert {name: run[name][2] for run in runs for name in run if run[name][2] > hostile.MOST_MEMORY} == {}
    assert {name: run[name][3] for run in runs for name in run if name not in STREAMS and run[name][3] > hostile.MOST_BODY} == {}


def test_an_honest_reader_beside_twenty_who_mean_harm(site):
    reader, cookies = hostile.logged_in(site[0], "journalist1"), dict(hostile.logged_in(site[0], "researcher1").cookies)
    assert min(hostile.p95(hostile.beside(site[0], reader, cookies, 15)) for _ in range(2)) < 1.0
