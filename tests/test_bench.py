"""The parts of the benchmark that only count and tell; what it measures is no part of the tests."""

import json
import random
import re
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sample import INSTRUMENT, scored

from builder.bench import (
    audit_page,
    auditing,
    first_score,
    form,
    host,
    report,
    scale,
    stats,
    table,
    targets,
    tasks,
)
from builder.bench.audit_page import AuditPage
from builder.bench.auditing import Audit
from builder.bench.building import Building
from builder.bench.figures import Figures, Memory
from builder.bench.first_score import Visits
from builder.bench.guidance import Guidance, PageView
from builder.bench.host import Count
from builder.bench.line import Line
from builder.bench.load import Load
from builder.bench.pace import Pace
from builder.bench.rivals import FOLDERS, STOCK
from builder.bench.search import Search
from builder.bench.subjects import OURS
from builder.bench.targets import Target, Verdict
from builder.bench.tasks import Longest
from builder.bench.visits import Visit
from builder.errors import BuildError
from scoring.command_line import saved_file


def test_one_slow_visit_does_not_move_the_median() -> None:
    assert stats.median([3, 1, 900, 2, 4]) == 3
    assert stats.median([]) is None


@pytest.mark.parametrize(("share", "value"), [(95, 95), (100, 100), (1, 1), (0, 1)])
def test_a_percentile_is_one_of_the_values(share: int, value: int) -> None:
    shuffled = random.Random(1).sample(range(1, 101), 100)
    assert stats.percentile(shuffled, share) == value


def test_of_few_values_the_95th_percentile_is_the_largest() -> None:
    assert stats.percentile([1, 2, 3], 95) == 3
    assert stats.percentile([], 95) is None


def test_a_ratio_is_of_medians_and_there_is_none_of_nothing() -> None:
    assert stats.ratio([1, 2, 9], [8, 4, 2]) == 0.5
    assert stats.ratio([1], []) is None
    assert stats.ratio([], [1]) is None


def test_the_spread_is_the_slowest_by_the_fastest() -> None:
    assert stats.spread([4, 2, 3]) == 2
    assert stats.spread([]) is None


@pytest.mark.parametrize(
    ("measured", "fault", "met"),
    [
        (0.05, "", "yes, the goal too"),
        (0.10, "", "yes, the goal too"),
        (0.25, "", "yes"),
        (0.2501, "", "NO"),
        (0.05, "it asks for the engine", "NO: it asks for the engine"),
        (None, "", "not measured"),
    ],
)
def test_a_target_is_met_up_to_its_figure(measured: float | None, fault: str, met: str) -> None:
    assert Verdict(Target("a figure", "x", 0.25, 0.10), measured, fault).met == met


def test_a_target_without_a_goal_is_only_met() -> None:
    assert Verdict(Target("a figure", "ms", 50), 1).met == "yes"


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        *((None, "ms", "–"), (0.214, "ms", "0.21 ms"), (3.14, "ms", "3.1 ms")),
        *(
            (1234.5, "ms", "1,234 ms"),
            (0.0834, "x", "0.08x"),
            (12.34, "MB", "12.3 MB"),
            (7, "", "7"),
        ),
    ],
)
def test_a_figure_is_told_as_exactly_as_it_is_worth(value: float, unit: str, told: str) -> None:
    assert table.number(value, unit) == told


def test_a_table_can_be_read_as_it_stands() -> None:
    assert table.table(("", "ms"), [("stock", "5,026"), ("ours", "3")]) == (
        "|       |    ms |\n| ----- | ----: |\n| stock | 5,026 |\n| ours  |     3 |"
    )


def test_the_whole_form_is_one_that_python_takes() -> None:
    answers = form.every_answer()["answers"]
    result = scored(answers)
    assert result.total.answered == len(INSTRUMENT.factors)
    assert scored(form.one_answer()["answers"]).total.sum == form.FIRST.lowest


def test_no_two_files_of_an_audit_are_the_same() -> None:
    files = [form.by_chance(seed)["answers"] for seed in range(20)]
    assert len({str(answers) for answers in files}) == 20
    assert all(scored(answers).total.answered for answers in files)


def test_an_audit_is_measured_and_one_that_leaves_a_file_out_is_refused(tmp_path: Path) -> None:
    auditing._fill(tmp_path, 6)
    found = auditing._audit(tmp_path, 6)
    assert found.took > 0
    assert found.memory is None or 5 < found.memory < 5000
    (tmp_path / "7.json").write_text("{}", "utf-8")
    with pytest.raises(BuildError, match="did not count 6 files"):
        auditing._audit(tmp_path, 6)


def test_the_report_on_scale_has_pages_and_audits() -> None:
    size = scale.Size(300, 9.0, 1.0, 12_000, 400_000, 20_000_000, 90.0, 5.0)
    text = scale.render([size], [Audit(1000, 5.0, 33.8)], "Today, on a machine.")
    assert re.search(r"\| 300 +\| +9.0 s \|", text)
    assert re.search(r"\| 1,000 \| +5.0 s \| +5.0 ms \| 33.8 MB \|", text)


def test_a_line_carries_no_more_than_its_speed_whoever_sends() -> None:
    line, sent = Line(8, 0), bytearray()
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda part: line.send(part, sent.extend), [bytes(50_000)] * 2))
    assert len(sent) == 100_000
    assert time.monotonic() - began >= 0.1


def test_an_answer_is_late_by_the_line_s_latency() -> None:
    began = time.monotonic()
    Line(8, 50).travel()
    assert time.monotonic() - began >= 0.05


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "index.html").write_text("<p>as it is", "utf-8")
    (tmp_path / "index.html.gz").write_bytes(b"by gzip")
    (tmp_path / "index.html.br").write_bytes(b"brotli")
    (tmp_path / "engine").mkdir()
    (tmp_path / "engine" / "a.wasm").write_bytes(b"wasm")
    (tmp_path / "_headers").write_text("/engine/a.wasm\n  Cache-Control: immutable\n", "utf-8")
    return tmp_path


def asked(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=given)) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(), dict(refused.headers)


@pytest.mark.parametrize(
    ("accepted", "body"),
    [("gzip, deflate, br", b"brotli"), ("gzip;q=1.0", b"by gzip"), ("", b"<p>as it is")],
)
def test_the_host_sends_the_smallest_form_that_is_taken(
    folder: Path, accepted: str, body: bytes
) -> None:
    with host.start(folder) as served:
        assert asked(served.address + "/", Accept_Encoding=accepted)[1] == body


def test_the_host_sends_the_site_s_headers_and_else_asks_to_be_asked_again(folder: Path) -> None:
    with host.start(folder) as served:
        kept = {
            path: asked(served.address + path)[2]["Cache-Control"]
            for path in ("/", "/engine/a.wasm")
        }
    assert kept == {"/": "no-cache", "/engine/a.wasm": "immutable"}


def test_the_host_does_not_send_again_what_has_not_changed(folder: Path) -> None:
    with host.start(folder) as served:
        tag = asked(served.address + "/")[2]["ETag"]
        assert asked(served.address + "/", If_None_Match=tag)[:2] == (304, b"")


def test_the_host_counts_every_answer_with_its_headers(folder: Path) -> None:
    with host.start(folder) as served:
        before = served.count
        asked(served.address + "/?query", Accept_Encoding="br")
        served.wait_until_quiet(0.0)
        count = served.count - before
    assert count.requests == 1
    assert count.sent > len(b"brotli") + len("HTTP/1.1 200 OK")
    assert served.asked == ["/"]


def test_the_host_refuses_what_it_is_told_to_and_its_own_files(folder: Path) -> None:
    with host.start(folder) as served:
        assert asked(served.address + "/engine/a.wasm")[0] == 200
        served.refused = ("/engine/",)
        paths = ("/engine/a.wasm", "/_headers", "/index.html.br", "/nowhere")
        assert {path: asked(served.address + path)[0] for path in paths} == dict.fromkeys(
            paths, 404
        )


ADDRESS = "http://127.0.0.1/form/"


def event(name: str, start: float, length: float, thread: int = 1, **data: str) -> tasks.Event:
    args = {"data": data}
    return {
        "name": name,
        "ph": "X",
        "pid": 7,
        "tid": thread,
        "ts": start,
        "dur": length,
        "args": args,
    }


TRACE = [
    event(tasks._TASK, 0, 900_000),  # before the navigation
    {**event("navigationStart", 1_000_000, 0, documentLoaderURL=ADDRESS), "ph": "I"},
    event(tasks._TASK, 1_000_000, 60_000),
    event("ParseHTML", 1_001_000, 55_000),
    event("EvaluateScript", 1_002_000, 15_000),
    event("FunctionCall", 1_003_000, 12_000),  # within the one before: the same time
    event("Layout", 1_017_000, 30_000),
    event(tasks._TASK, 1_100_000, 30_000),
    event("FunctionCall", 1_101_000, 25_000),
    event(tasks._TASK, 1_000_000, 800_000, thread=2),  # of another thread
]


def test_the_longest_task_is_of_the_page_s_thread_after_its_navigation() -> None:
    assert tasks.longest(TRACE, ADDRESS) == Longest(task=60.0, mostly="Layout", script=25.0)


def test_a_trace_without_the_navigation_is_refused() -> None:
    with pytest.raises(ValueError, match="no navigation"):
        tasks.longest(TRACE, "http://127.0.0.1/other/")


def visit(score: float, sent: int) -> Visit:
    return Visit(score, 100, Count(10, sent), Count(20, 2 * sent))


def found(cold: float = 400, memory: int = 40, engine: bool = False) -> Figures:
    """Make the figures of a run in which stock takes 4 s, 5 MB and 100 MB."""
    visits = Visits()
    for kind in (first_score.COLD, first_score.WARM, first_score.LINE_COLD):
        visits.by_name[STOCK][kind] = [visit(4000, 5_000_000)] * 3
        visits.by_name[OURS][kind] = [visit(cold, 2_500_000)] * 3
    visits.by_name[OURS][first_score.LINE_PREFETCHED] = [visit(200, 5000)] * 3
    names = (OURS, *FOLDERS)
    page = PageView("/signs/", Count(12, 200_000), engine, 300)
    return Figures(
        visits=visits,
        tasks={name: [Longest(30, "Layout", 10)] for name in names},
        memory={
            OURS: Memory([(50 + memory) * 10**6], [50 * 10**6]),
            STOCK: Memory([150 * 10**6], [50 * 10**6]),
        },
        pace={name: Pace([0.2], [2.0], [5.0] * (name == OURS)) for name in names},
        guidance=Guidance([page], [page], [300], [900], Count(80, 5_000_000)),
        search=Search(100, [10.0]),
        building=Building(40, [0.5], [3]),
        audit=AuditPage(1000, 200, 40),
        load=Load(30_000, 3e8, "wrk"),
    )


def verdict(of: Figures, target: Target) -> Verdict:
    return next(each for each in of.verdicts() if each.target is target)


def test_a_run_is_held_to_every_target() -> None:
    held = [each.target for each in found().verdicts()]
    known = [value for value in vars(targets).values() if isinstance(value, Target)]
    assert sorted(map(str, held)) == sorted(map(str, known))


def test_figures_against_stock_are_ratios_of_the_same_run() -> None:
    run = found()
    measured = {
        target: verdict(run, target).measured
        for target in (targets.COLD, targets.PREFETCHED, targets.BYTES, targets.MEMORY)
    }
    expected = (0.1, 0.05, 0.5, 0.4)
    assert measured == dict(zip(measured, expected, strict=True))


def test_a_slow_start_a_heavy_engine_and_a_page_that_asks_for_it_are_told() -> None:
    assert verdict(found(cold=1001), targets.COLD).met == "NO"
    assert verdict(found(memory=121), targets.MEMORY).met == "NO"
    assert verdict(found(engine=True), targets.GUIDANCE).met == "NO: it asks for the engine"


def test_the_report_shows_the_targets_first_and_each_rival() -> None:
    text = report.render(found(), "Today, on a machine.")
    head, _, rest = text.partition("## First score")
    assert "Today, on a machine." in head
    assert re.search(
        r"cold, navigation to first score, against stock +\| +0.25x \| +0.10x \| +0.10x \|", head
    )
    assert "| this site " in rest
    assert "4,000 (4,000-4,000) 1.00x" in rest
    assert all(f"| {name} " in rest for name in FOLDERS)
    assert "1,500 first visits a second" in rest
    assert "The audit page with 1,000 locked files" in rest
    assert "200 ms each" in rest


def test_where_memory_cannot_be_measured_the_report_says_so() -> None:
    run = found()
    run.memory.clear()
    assert verdict(run, targets.MEMORY).met == "not measured"
    assert "not measured" in report.render(run, "")


def test_pages_are_added_until_there_are_so_many_and_taken_away_again(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text(
        "---\nreviewed: x\n---\n" + "some words here " * 40, "utf-8"
    )
    (tmp_path / "mkdocs.yml").write_text("nav:\n  - Welcome: index.md\n", "utf-8")
    scale._fill(tmp_path, 40)
    pages = list((tmp_path / "docs" / "scale").glob("*.md"))
    settings = (tmp_path / "mkdocs.yml").read_text("utf-8")
    assert len(pages) == 39
    assert all(f"- scale/{page.name}\n" in settings for page in pages)
    assert len(pages[0].read_text("utf-8").split()) > 100
    scale._fill(tmp_path, 0)
    assert (tmp_path / "mkdocs.yml").read_text("utf-8") == "nav:\n  - Welcome: index.md\n"


def test_a_file_that_the_audit_page_is_given_is_a_locked_file_of_ours(tmp_path: Path) -> None:
    first, second = (
        saved_file.unlock(file.read_text("utf-8"), audit_page._WORDS)
        for file in audit_page._fill(tmp_path, 2)
    )
    assert json.loads(first) == form.by_chance(0)
    assert json.loads(second) == form.by_chance(1)
