"""Starts `build.py serve`, waits until the site answers, and stops it: for systems where no shell script runs."""

import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parent.parent
ADDRESS = "http://127.0.0.1:8000/"
# The first build downloads everything, on a slow machine.
LIMIT = 30 * 60


def main() -> int:
    """Return 0 once the first page has been served, 1 if the server ends before or never answers."""
    with subprocess.Popen([sys.executable, ROOT / "build.py", "serve"]) as server:
        try:
            end = time.monotonic() + LIMIT
            while server.poll() is None and time.monotonic() < end:
                try:
                    with urllib.request.urlopen(ADDRESS, timeout=5) as answer:
                        found = b"Hillingdon CSE" in answer.read()
                except URLError:
                    time.sleep(1)
                else:
                    print(f"{ADDRESS} answers." if found else f"{ADDRESS} is another site.")
                    return 0 if found else 1
        finally:
            server.terminate()
    print(f"{ADDRESS} did not answer.", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
