"""Passwords: two kinds of hashes are understood, one is made, and what is tried first is no password."""

import pytest
from datasette_auth_passwords.utils import hash_password

from casebook import passwords
from web_fixtures import PASSWORDS  # noqa: F401 - which makes hashing quick


@pytest.mark.parametrize("made", [passwords.hashed, lambda password: hash_password(password, iterations=1000)])
def test_a_password_is_right_for_its_hash_of_either_kind_and_for_no_other(made):
    found = made("correct horse battery staple")
    assert passwords.HASH.fullmatch(found)
    assert passwords.is_right("correct horse battery staple", found)
    assert not passwords.is_right("correct horse battery stapl", found)
    assert not passwords.is_right("\ud800", found)


@pytest.mark.parametrize("found", ["", "x", "$argon2id$v=19$m=1", "pbkdf2_sha256$x$y$z", "$argon2i$v=19$m=8,t=1,p=1$YWFh$YWE"])
def test_nothing_is_right_for_a_damaged_hash(found):
    assert not passwords.is_right("anything", found)


def test_hashes_of_another_kind_or_another_cost_are_old():
    assert passwords.is_old(hash_password("x", iterations=1000))
    assert passwords.is_old("$argon2id$v=19$m=7,t=1,p=1$c29tZXNhbHQ$RdescudvJCsgt3ub+b/dWA")
    assert not passwords.is_old(passwords.hashed("x"))


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("odd but long#1!", ""),
        ("glacier envelope tuba mortgage", ""),
        ("чайник лестница облако", ""),
        ("onlyfourteen-x", "15 to 200"),
        ("x" * 201, "15 to 200"),
        ("amina.k has a long one", "name of its account"),
        ("passwordpassword1", "tried first"),
        ("P@ssw0rd2024!!!!!", "tried first"),
        ("aaaaaaaaaaaaaaaaaaaa", "tried first"),
        ("12345678901234567890", "tried first"),
        ("qwertyuiopasdfghjkl", "tried first"),
        ("abababababababababab", "tried first"),
        ("ZYXWVUTSRQPONMLK", "tried first"),
        ("with a bell \x07 in it", "cannot be seen"),
    ],
)
def test_what_is_tried_first_is_no_password(password, words):
    found = passwords.weakness(password, "amina.k")
    assert words in found and bool(words) == bool(found)


def test_a_password_that_is_made_can_be_set():
    assert passwords.weakness(passwords.new_password(), "amina.k") == ""
