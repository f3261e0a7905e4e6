"""The commands, once the virtual environment is there."""

import os
import sys
from collections.abc import Sequence

from builder import (
    browser,
    checks,
    firefox,
    paths,
    pytest_options,
    reload,
    serve,
    site,
    sums,
    verify,
    watch,
    webkit,
    webserver,
)
from builder.lock import alone
from builder.progress import say
from builder.run import in_foreground

LOCK = paths.CACHE / "lock"

# The folder that the tests look at, as build.py hands it to them.
SITE_VARIABLE = "BUILT_SITE"


def build() -> int:
    """Build the site."""
    with alone(LOCK):
        site.build()
    return 0


def serve_site(port: int) -> int:
    """Build the site and serve it until stopped; build again whenever something was edited."""
    # Looked at before the first build, so that an edit made meanwhile is not missed.
    before = watch.snapshot()
    with alone(LOCK):
        folder = site.build()
    with serve.start(folder, port, reload.Handler) as address:
        say(f"Serving {folder.name}/ at {address}/ - stop with Ctrl-C. Edits are built at once.")
        watch.forever(before, reload.built)
    return 0


def test(arguments: Sequence[str]) -> int:
    """Build the site, then run pytest; return its exit status.

    A whole run measures the coverage of scoring/ and fails below 100 %.
    """
    with alone(LOCK):
        folder = site.build()
        program = browser.get()
        server = webserver.get()
        others = {firefox.VARIABLE: firefox.get(), webkit.VARIABLE: webkit.get()}
    env = {SITE_VARIABLE: os.fspath(folder), browser.VARIABLE: os.fspath(program)}
    if server is not None:
        env[webserver.VARIABLE] = os.fspath(server)
    env |= {variable: os.fspath(other) for variable, other in others.items() if other}
    sys.stdout.flush()
    return in_foreground(
        [sys.executable, "-m", "pytest", *pytest_options.options(arguments)], env=env
    )


def check() -> int:
    """Lint, check types and build strictly."""
    with alone(LOCK):
        checks.check()
    return 0


def bench(rounds: int, *, quick: bool, scale: bool) -> int:
    """Build the site and measure it; or measure how cost grows with its size."""
    # Only here: they need a browser's driver, which is among what the tests need.
    from builder.bench import run
    from builder.bench import scale as by_size

    with alone(LOCK):
        folder = site.build()
        program = browser.get()
        server = None if scale else webserver.get()
    if scale:
        by_size.run(program)
    else:
        run.run(program, folder, server, 2 if quick else rounds, quick=quick)
    return 0


def verify_site(place: str) -> int:
    """Build the site and compare a published one with it; return 0 if they are the same."""
    with alone(LOCK):
        listed = site.build() / sums.NAME
    return verify.verify(place, listed.read_bytes(), "the site built here")
