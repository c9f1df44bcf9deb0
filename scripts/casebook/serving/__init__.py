"""The sites over HTTP: what each opens, and how it is run."""

from casebook.serving.checks import NotServed
from casebook.serving.running import attend, listen, run, server
from casebook.serving.sites import Site, application

__all__ = ["NotServed", "Site", "application", "attend", "listen", "run", "server"]
