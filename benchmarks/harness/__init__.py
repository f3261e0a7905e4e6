"""Harness of the benchmark: the pages to compare, a server with a throttle, visits in a browser, and processes."""

from pathlib import Path

# Scripts that are injected into a page before its own.
SCRIPTS = Path(__file__).parent / "scripts"
