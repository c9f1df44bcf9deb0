"""A cache on the way, which keeps what it is allowed to: nothing of one reader's ever comes to another."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from test_access import ROUTES
from web_fixtures import PASSWORDS, make_casebook, serving_site


class Cache:
    """Answers by their address alone, where RFC 9111 lets a shared cache keep them; `stored` are those it kept."""

    def __init__(self, url: str) -> None:
        self._site = httpx.Client(base_url=url, timeout=20)
        self.stored: dict[str, httpx.Response] = {}

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> httpx.Response:
        kept = self.stored.get(path) if method == "GET" else None
        if kept is not None:
            return kept
        self._site.cookies.clear()
        found = self._site.request(method, path, headers=headers, content=body)
        control = {part.strip().partition("=")[0] for part in found.headers.get("cache-control", "").lower().split(",")}
        if method == "GET" and not control & {"private", "no-store"}:
            self.stored[path] = found
        return found


@contextmanager
def between(url: str):
    cache = Cache(url)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            sent = {k: v for k, v in self.headers.items() if k.lower() not in ("connection", "accept-encoding")}
            found = cache.answer(self.command, self.path, sent, body)
            self.send_response(found.status_code)
            for key, value in found.headers.multi_items():
                if key not in ("content-length", "transfer-encoding", "connection", "content-encoding"):
                    self.send_header(key, value)
            self.send_header("Content-Length", str(len(found.content)))
            self.end_headers()
            self.wfile.write(found.content)

        do_POST = do_GET

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield cache, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def test_what_one_reader_saw_is_never_kept_for_another(tmp_path):
    some = [next(iter(forms)) for forms in ROUTES.values()]
    addresses = [one for one in some if not one.startswith("/-/log") and not one.endswith(".pdf")][::2]
    with serving_site(make_casebook(tmp_path)) as site, between(site.url) as (cache, url):
        nobody = site.client()
        alone = {one: nobody.get(one).status_code for one in addresses}
        reader = httpx.Client(base_url=url, timeout=20)
        form = {"username": "researcher1", "password": PASSWORDS["researcher1"]}
        assert reader.post("/-/login", data=form).status_code == 303
        assert reader.get("/cases").status_code == 200, "the way leads through the cache"
        for one in addresses:
            reader.get(one)
        stranger = httpx.Client(base_url=url, timeout=20)
        assert {one: stranger.get(one).status_code for one in addresses} == alone
    assert cache.stored == {}
