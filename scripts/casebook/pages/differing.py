"""What a page of a case says that another version of it does not, by the parts that the page marks."""

_EVENT = ("when", "label", "place", "facility", "term", "repeats")
_RELATIVE = ("class", "count", "outcome")


def between(before: dict, now: dict) -> tuple[set[str], list[str]]:
    """(marks of what is new, what is gone in words). Both versions are as pages/case.py gives them to the template."""
    old, new = _said(before), _said(now)
    fresh = {mark for mark, words in new.items() if words not in set(old.values())}
    return fresh, [words for words in old.values() if words not in set(new.values())]


def _said(page: dict) -> dict[str, str]:
    """mark: words, for each part of the page."""
    row = page["row"]
    said = {f"title/{page['title']}": page["title"]}
    said |= {f"names/{name['text']}": name["text"] for name in page["names"]}
    said |= {f"facts/{label}/{words}": f"{label}: {words}" for label, words in page["facts"]}
    said |= {f"summary/{row[name]}": row[name] for name in ("summary_en", "summary_fr") if row.get(name)}
    said |= {f"{part}/{words}": words for part in ("official", "believed") for words in page[part]}
    if page["sentence"] or page["window"]:
        said["sentence/"] = f"Sentence: {'; '.join(filter(None, (page['sentence'], page['window'])))}"
    for part, names in (("timeline", _EVENT), ("relatives", _RELATIVE)):
        for number, one in enumerate(page[part]):
            mark = f"{'events' if part == 'timeline' else part}/{number}"
            said[mark] = ", ".join(str(one[name]) for name in names if one.get(name))
    return said
