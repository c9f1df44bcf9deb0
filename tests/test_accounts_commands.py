"""scripts/accounts.py on a site that runs: each change counts from the next request on, and no hash is ever printed."""

import re

import pyotp
import pytest
from click.testing import CliRunner
from datasette_auth_passwords.utils import hash_password

import accounts as commands
from casebook import accounts, audit, passwords, second_factor
from casebook.guard.throttle import Throttle
from web_fixtures import PASSWORDS, make_accounts, make_casebook, serving_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with serving_site(make_casebook(tmp_path_factory.mktemp("accounts"))) as served:
        yield served


@pytest.fixture(autouse=True)
def _fresh(site):
    site.app.door.throttle = Throttle()
    make_accounts(site.folders)
    (site.folders.keys / "access.yml").unlink(missing_ok=True)


@pytest.fixture
def run(site):
    def ran(*words: str, code: int = 0, typed: str = "") -> str:
        result = CliRunner().invoke(commands.main, [*words, "--data", str(site.folders.data), "--by", "keeper"], input=typed)
        assert result.exit_code == code, result.output
        assert not re.search(r"argon2|pbkdf2", result.output)
        assert not any(account.hash in result.output for account in accounts.read(site.folders.keys / "accounts.yml").values())
        return result.output

    return ran


def log_in(site, name: str, password: str, code: str = "") -> int:
    return _post(site, name, password, code).status_code


def _post(site, name: str, password: str, code: str = ""):
    return site.client().post("/-/login", data={"username": name, "password": password, "code": code})


def told(printed: str) -> str:
    return re.search(r"shown this once: (\S+)", printed)[1]


def test_an_account_is_added_with_a_password_that_is_shown_once(site, run):
    password = told(run("add", "amina", "--role", "journalist"))
    assert log_in(site, "amina", password) == 303
    assert "amina                journalist\n" in run("list")
    line = audit.read(site.folders.audit)[-2]
    assert [line[key] for key in ("by", "action", "what", "account", "roles")] == [
        "keeper", "account", "add", "amina", ["journalist"],
    ]  # fmt: skip


def test_a_password_of_ones_own_has_to_be_a_good_one(site, run):
    assert "15 to 200" in run("add", "amina", "--role", "journalist", "--password-from-stdin", typed="short\n", code=1)
    run("add", "amina", "--role", "journalist", "--password-from-stdin", typed="glacier envelope tuba\n")
    assert log_in(site, "amina", "glacier envelope tuba") == 303


def test_names_that_are_taken_unknown_or_odd_are_refused_in_words(run):
    assert "already" in run("add", "Journalist1", "--role", "journalist", code=1)
    assert "no name" in run("add", "a b", "--role", "journalist", code=1)
    for command in ("disable", "reset", "totp"):
        assert "There is no account 'nobody'" in run(command, "nobody", code=1)


def test_a_disabled_account_is_out_at_once_and_comes_back(site, run):
    client = site.client("journalist1")
    run("disable", "journalist1")
    assert client.get("/cases").status_code == 302
    assert log_in(site, "journalist1", PASSWORDS["journalist1"]) == 200
    assert "disabled" in run("list")
    run("enable", "journalist1")
    assert log_in(site, "journalist1", PASSWORDS["journalist1"]) == 303


def test_another_password_ends_the_sessions_of_the_one_before(site, run):
    client = site.client("journalist1")
    password = told(run("reset", "journalist1"))
    assert client.get("/cases").status_code == 302
    assert log_in(site, "journalist1", PASSWORDS["journalist1"]) == 200
    assert log_in(site, "journalist1", password) == 303


def test_another_role_counts_from_the_next_request_on(site, run):
    client = site.client("journalist1")
    assert client.get("/waiting").status_code == 404
    run("role", "journalist1", "researcher")
    assert client.get("/waiting").status_code == 200
    run("role", "journalist1", "journalist")
    assert client.get("/waiting").status_code == 404


def test_with_a_second_factor_a_code_is_needed_and_counts_once(site, run):
    client = site.client("researcher1")
    printed = run("totp", "researcher1")
    assert client.get("/cases").status_code == 302, "sessions opened without it have ended"
    secret = pyotp.parse_uri(re.search(r"otpauth://\S+", printed)[0])
    assert (secret.name, secret.issuer) == ("researcher1", "Casebook")
    password, code = PASSWORDS["researcher1"], secret.now()
    wrong = [_post(site, "researcher1", *given) for given in ((password, ""), (password, "000000"), ("wrong", code))]
    assert [answer.status_code for answer in wrong] == [200] * 3
    assert len({re.sub(r'value="[^"]*"', "", answer.text) for answer in wrong}) == 1, "nothing says which was wrong"
    assert log_in(site, "researcher1", password, code) == 303
    assert log_in(site, "researcher1", password, code) == 200, "replayed"
    run("totp", "researcher1", "--off")
    assert log_in(site, "researcher1", password) == 303


def test_a_recovery_code_counts_once_and_only_its_digest_is_kept(site, run):
    printed = run("totp", "researcher1")
    codes = re.findall(r"^  ([a-z2-9]{4}(?:-[a-z2-9]{4}){3})$", printed, re.MULTILINE)
    assert len(codes) == second_factor.RECOVERY
    assert codes[0] not in (site.folders.keys / "accounts.yml").read_text()
    password = PASSWORDS["researcher1"]
    assert log_in(site, "researcher1", password, codes[0].upper().replace("-", " ")) == 303
    assert [log_in(site, "researcher1", password, code) for code in (codes[0], codes[1])] == [200, 303]


def test_who_needs_a_second_factor_and_has_none_is_shut_out(site, run):
    client, other = site.client("researcher1"), site.client("journalist1")
    assert "researcher1, researcher2" in run("require", "researcher")
    assert (client.get("/cases").status_code, other.get("/cases").status_code) == (302, 200)
    refused = _post(site, "researcher1", PASSWORDS["researcher1"])
    assert refused.status_code == 200 and "needs a second factor" in refused.text
    secret = pyotp.parse_uri(re.search(r"otpauth://\S+", run("totp", "researcher1"))[0])
    assert log_in(site, "researcher1", PASSWORDS["researcher1"], secret.now()) == 303
    assert "researcher2          researcher; LACKS A SECOND FACTOR\n" in run("list")


def test_a_hash_of_another_kind_is_made_anew_when_its_password_is_known(site):
    path = site.folders.keys / "accounts.yml"
    old = accounts.Account("journalist1", hash_password("a password of old", iterations=1000), ("journalist",))
    accounts.save(path, [old])
    assert log_in(site, "journalist1", "another password") == 200
    assert accounts.read(path)["journalist1"] == old
    client = site.client()
    client.post("/-/login", data={"username": "journalist1", "password": "a password of old"})
    assert client.get("/cases").status_code == 200
    now = accounts.read(path)["journalist1"]
    assert now.hash.startswith("$argon2id$") and passwords.is_right("a password of old", now.hash)


def test_logins_refusals_and_logouts_are_in_the_audit_log_and_no_name_that_is_nobodys(site):
    before = len(audit.read(site.folders.audit))
    log_in(site, "journalist1", "wrong")
    log_in(site, "my-password-in-the-wrong-field", "wrong")
    client = site.client("journalist1")
    client.post("/-/logout")
    lines = audit.read(site.folders.audit)[before:]
    assert [(line["by"], line["action"], line.get("account")) for line in lines] == [
        ("nobody", "refused", "journalist1"), ("nobody", "refused", None),
        ("journalist1", "login", None), ("journalist1", "logout", None),
    ]  # fmt: skip
    assert "my-password" not in (site.folders.audit / "audit.jsonl").read_text()
