"""Dates counted from another event: "seven months later", "the following year"."""


def parse_offset(text, *, language=None):
    return None


def resolve(offset, anchor):
    return None
