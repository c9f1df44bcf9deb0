"""Printing: a page of ours as a PDF, made by WeasyPrint in a process of its own that can open nothing but fonts."""

import asyncio
import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from io import BytesIO

from casebook.folders import REPOSITORY

LONGEST = 30.0  # seconds a document may take
SHEET = REPOSITORY / "static" / "dossier.css"


class NotPrinted(Exception):
    """The document could not be made; says why, and what would help."""


async def pdf(forms: Sequence[str], pages: int) -> bytes:
    """The first of these HTML documents that fits on so many pages, else the last, as a PDF whose text can be copied.

    Raises NotPrinted where Pango is missing, or when it takes too long.
    """
    order = (tuple(forms), pages, SHEET.read_text("utf-8"))
    for _ in range(2):  # a process that ended, perhaps long ago, is begun anew
        pool = _worker()
        try:
            work = asyncio.get_running_loop().run_in_executor(pool, _print, *order)
            return await asyncio.wait_for(work, LONGEST)
        except BrokenProcessPool:
            _close(pool)
        except TimeoutError:
            _close(pool)
            break
        except OSError as error:
            raise NotPrinted("PDF needs Pango on the server. Fix: apt-get install libpango-1.0-0 libpangoft2-1.0-0") from error
    raise NotPrinted("The document took too long and was given up. Ask again in a minute.")


@cache
def _worker() -> ProcessPoolExecutor:
    """One process, begun when the first document is asked for; a copy of this one's threads might be stuck."""
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_end_with_the_server)


def _end_with_the_server() -> None:
    """End this process when the one that began it has gone, however it went."""

    def watch() -> None:
        multiprocessing.connection.wait([multiprocessing.parent_process().sentinel])
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def _close(pool: ProcessPoolExecutor) -> None:
    """End a process; another one, begun meanwhile for somebody else's document, goes on."""
    if _worker() is pool:
        _worker.cache_clear()
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=False, cancel_futures=True)


def _print(forms: tuple[str, ...], pages: int, sheet: str) -> bytes:
    from weasyprint import CSS, HTML  # late: it takes a second, and Pango, which only this needs
    from weasyprint.urls import URLFetcher

    nothing = URLFetcher(allowed_protocols=())
    style = CSS(string=sheet, url_fetcher=nothing)
    for form in forms:
        made = HTML(string=form, url_fetcher=nothing).render(stylesheets=[style])
        if len(made.pages) <= pages:
            break
    out = BytesIO()
    made.write_pdf(out)
    return out.getvalue()

