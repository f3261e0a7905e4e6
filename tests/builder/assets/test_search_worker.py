"""Tests of the search worker: the query rewriter precedes the theme's script, in a function of its own."""

from pathlib import Path

import pytest

from builder.assets import search_worker
from builder.toolchain import node

THEME = "var theme=1;\n"


def test_the_sites_worker_begins_with_the_rewriter(site: Path) -> None:
    (worker,) = (site / search_worker.WORKERS).glob("search.*.js")
    script = worker.read_text("utf-8")
    assert script.startswith("(() => {\n")
    assert script.index("SMALL_WORDS") < script.index("})();\n") < script.index("lunr")


def test_another_number_of_workers_is_reported(tmp_path: Path) -> None:
    workers = tmp_path / search_worker.WORKERS
    workers.mkdir(parents=True)
    with pytest.raises(ValueError, match="not enough values"):
        search_worker.add_query_rewriter(tmp_path, node.get().node)
    for name in ("search.1.js", "search.2.js"):
        (workers / name).write_text(THEME, "utf-8")
    with pytest.raises(ValueError, match="too many values"):
        search_worker.add_query_rewriter(tmp_path, node.get().node)
