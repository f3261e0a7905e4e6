"""The commands of build.py, run inside the virtual environment."""

import os
import sys
from collections.abc import Sequence

from builder import lint, pipeline
from builder.base import mutex, paths
from builder.base.console import say
from builder.base.subprocesses import in_foreground
from builder.checking import properdocs
from builder.headers import netlify
from builder.serve import dev_server, live_reload, watcher
from builder.supply_chain import checksums, verify
from builder.toolchain import (
    chromium_program,
    firefox_program,
    nginx_program,
    pip_versions,
    pytest_options,
    required_packages,
    webkit_program,
)

LOCK = paths.CACHE / "lock"
# Started as a process, because the builder must not import the benchmark.
BENCHMARK = "benchmarks"

# Python's own environment variable: if it is not empty, no compiled modules are kept in __pycache__.
NO_BYTECODE = "PYTHONDONTWRITEBYTECODE"

# The environment variable with the site's folder, for the tests.
SITE_VARIABLE = "BUILT_SITE"


def build(*, to_publish: bool = True) -> int:
    """Build the site, with compressed copies if it is to be published."""
    with mutex.hold(LOCK):
        pipeline.build(to_publish=to_publish)
    return 0


def serve_site(port: int) -> int:
    """Build the site and serve it until stopped. Build again after each edit."""
    # Take the snapshot before the first build, so that an edit during the build is not missed.
    before = watcher.snapshot()
    with mutex.hold(LOCK):
        folder = pipeline.build(to_publish=False)
    with dev_server.start(folder, port, live_reload.Handler) as address:
        say(f"Serving {folder.name}/ at {address}/ - stop with Ctrl-C. Edits are built at once.")
        watcher.forever(before, live_reload.built)
    return 0


def test(arguments: Sequence[str]) -> int:
    """Build the site, then run pytest; return its exit status.

    A whole run measures the coverage of scoring/ and fails below 100 %.
    """
    with mutex.hold(LOCK):
        required_packages.prepare()
        # The tests of the set-up need these wheels. They are downloaded here, so that the tests need no network.
        for lock in pip_versions.LOCKS:
            pip_versions.wheel(lock)
        properdocs.wheel()
        folder = pipeline.build()
        program = chromium_program.get()
        # If a browser is named in CHROMIUM, all tests run in it.
        named = chromium_program.VARIABLE in os.environ
        server = nginx_program.get()
        others = {
            chromium_program.SHELL_VARIABLE: None if named else chromium_program.shell(),
            firefox_program.VARIABLE: firefox_program.get(),
            webkit_program.VARIABLE: webkit_program.get(),
        }
    env = {
        SITE_VARIABLE: os.fspath(folder),
        chromium_program.VARIABLE: os.fspath(program),
        # Many containers set this variable. Hundreds of processes would then each compile all Python modules again.
        NO_BYTECODE: "",
    }
    if server is not None:
        env[nginx_program.VARIABLE] = os.fspath(server)
    env |= {variable: os.fspath(other) for variable, other in others.items() if other}
    sys.stdout.flush()
    return in_foreground(
        [sys.executable, "-m", "pytest", *pytest_options.options(arguments)], env=env
    )


def check(*, quick: bool, next_pyodide: str | None) -> int:
    """Run linters, type checks and strict builds; or try another release of Pyodide."""
    with mutex.hold(LOCK):
        if next_pyodide is not None:
            # Imported here, because it needs a package that the other commands do not.
            from builder.engine import pyodide_trial

            return pyodide_trial.run(next_pyodide)
        lint.check(quick=quick)
    return 0


def bench(arguments: Sequence[str]) -> int:
    """Run the benchmark, which builds the site itself; return its exit status."""
    sys.stdout.flush()
    return in_foreground([sys.executable, "-m", BENCHMARK, *arguments])


def verify_site(location: str) -> int:
    """Build the site and compare the files and headers of a published one; return 0 if they are the same."""
    with mutex.hold(LOCK):
        folder = pipeline.build()
    listed = (folder / checksums.NAME).read_bytes()
    return verify.verify(location, listed, "the site built here", netlify.read(folder))
