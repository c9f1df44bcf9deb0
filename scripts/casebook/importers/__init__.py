"""Readers of files, one module for each kind of file; `docs/importers.md` shows how to add one."""
