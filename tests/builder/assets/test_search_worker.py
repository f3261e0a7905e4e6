"""Tests of the search worker: the query rewriter precedes the theme's script, in a function of its own."""

from pathlib import Path

import pytest

from builder.assets import search_worker
from builder.toolchain import node

THEME = "var theme=1;\n"


def test_search_worker_in_built_site_begins_with_query_rewriter(site: Path) -> None:
    (worker,) = (site / search_worker.WORKERS).glob("search.*.js")
    script = worker.read_text("utf-8")
    assert script.startswith("(() => {\n")
    assert script.index("SMALL_WORDS") < script.index("})();\n") < script.index("lunr")


def test_query_rewriter_fails_unless_there_is_exactly_one_search_worker(tmp_path: Path) -> None:
    workers = tmp_path / search_worker.WORKERS
    workers.mkdir(parents=True)
    with pytest.raises(ValueError, match="not enough values"):
        search_worker.add_query_rewriter(tmp_path, node.get().node)
    for name in ("search.1.js", "search.2.js"):
        (workers / name).write_text(THEME, "utf-8")
    with pytest.raises(ValueError, match="too many values"):
        search_worker.add_query_rewriter(tmp_path, node.get().node)
