"""Slips as people make them: letters left out, doubled, taken for another or turned round."""

import random
import string


def respelled(text: str, pick: random.Random, slips: int = 1) -> str:
    """The text with so many slips in its letters; letters of other scripts are only left out, doubled or turned."""
    for _ in range(slips):
        at = pick.randrange(len(text)) if text else 0
        if not text or not text[at].isalnum():
            continue
        how = pick.random()
        if how < 0.25:
            text = text[:at] + text[at + 1 :]
        elif how < 0.45:
            text = text[:at] + text[at] + text[at:]
        elif how < 0.65 and at + 1 < len(text):
            text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
        elif text.isascii():
            letter = pick.choice(string.digits if text[at].isdigit() else string.ascii_lowercase)
            text = text[:at] + letter + text[at + 1 :]
    return text
