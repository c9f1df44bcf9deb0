"""Make what a target of the Makefile needs: a virtual environment that holds one lock file, or packages of Debian.

Runs before anything is installed, with the standard library alone, and on a Python too old for the rest,
so that it can say so.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
NO_NETWORK = ("NewConnectionError", "NameResolutionError", "Failed to establish", "timed out", "ProxyError",
              "Network is unreachable", "Temporary failure")


def stop(words):
    """Leave with a message for a person and exit code 1."""
    print("\n" + words + "\n", file=sys.stderr)
    sys.exit(1)


def digest(path):
    """The SHA-256 of a file, in hex."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def wanted(lock):
    """What the stamp of a finished environment says: which Python it is of, and which lock it holds."""
    return f"{sys.version_info[0]}.{sys.version_info[1]} {digest(lock)}\n"


def check_python():
    """Stop with the one line that helps when this Python cannot make the environment."""
    if sys.version_info < OLDEST:
        stop(f"Casebook needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}"
             f" ({sys.executable}).\nGive another one: make PYTHON=python3.12 serve")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        stop("This Python cannot make virtual environments. On Debian:\n    sudo apt-get install -y python3-venv")


def explain(errors):
    """Why pip failed, in words, from what it wrote."""
    if any(sign in errors for sign in NO_NETWORK):
        return "The packages could not be fetched: no network, or no way to the Python package index."
    if "THESE PACKAGES DO NOT MATCH THE HASHES" in errors:
        return "A package is not the one that was locked. Do not go on; tell those who keep Casebook."
    if "No space left" in errors:
        return "The disk is full."
    return "pip could not install the locked packages; its last words are above."


def make_environment(folder, lock):
    """Make `folder` hold the packages of `lock` and nothing else; one that does already is left alone."""
    check_python()
    stamp, words = folder / "stamp", wanted(lock)
    if stamp.exists() and stamp.read_text() == words:
        return
    print(f"Setting up {folder} from {lock} (once; some minutes on a slow line) ...", flush=True)
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(folder)]):
        stop(f"{folder} could not be made. Is the disk full, or the folder not yours?")
    pip = [str(folder / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "--no-input",
           "install", "--quiet", "--retries", "1", "--require-hashes", "-r", str(lock)]
    done = subprocess.run(pip, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        print("\n".join(done.stderr.splitlines()[-12:]), file=sys.stderr)
        stop(explain(done.stderr) + "\nNothing is lost: run the same command again.")
    stamp.write_text(words)


def missing(packages):
    """Those of the Debian packages that are not installed."""
    if not shutil.which("dpkg-query"):
        return [name for name in packages if not shutil.which(name)]
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status}"]
    return [name for name in packages
            if subprocess.run(query + [name], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout != b"installed"]


def install_packages(packages):
    """Install what is missing, as root or by a sudo that asks nothing; otherwise say the one line to run."""
    absent = missing(packages)
    if not absent:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(absent)
    if not shutil.which("apt-get"):
        stop(f"Missing here: {' '.join(absent)}. Casebook installs them by itself on Debian only.")
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if as_root and (not shutil.which("sudo") or subprocess.call(["sudo", "-n", "true"], stderr=subprocess.DEVNULL)):
        stop("Packages of Debian are missing. Run this line once, then the same command again:\n    sudo " + line)
    print("Installing " + " ".join(absent) + " ...", flush=True)
    environment = as_root + ["env", "DEBIAN_FRONTEND=noninteractive"]
    subprocess.call(environment + ["apt-get", "-qq", "update"])
    if subprocess.call(environment + line.split() + ["-qq"], stdout=subprocess.DEVNULL):
        stop("apt-get could not install them; what it said is above. By hand:\n    sudo " + line)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    kinds = parser.add_subparsers(dest="what", required=True)
    environment = kinds.add_parser("environment", help="a virtual environment with the packages of a lock file")
    environment.add_argument("folder", type=Path, help="where it stands, such as .venv")
    environment.add_argument("lock", type=Path, help="the lock file, such as requirements.lock")
    packages = kinds.add_parser("packages", help="packages of Debian")
    packages.add_argument("names", nargs="+", help="their names")
    chosen = parser.parse_args()
    if chosen.what == "environment":
        make_environment(chosen.folder, chosen.lock)
    else:
        install_packages(chosen.names)


if __name__ == "__main__":
    main()
