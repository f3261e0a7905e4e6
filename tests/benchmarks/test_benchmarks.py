"""Tests of the benchmark: its statistics, budgets, reports, server and command line.

The measured figures themselves are not tested, and no test starts a browser.
"""

import asyncio
import json
import random
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from instrument_samples import INSTRUMENT, scored

from benchmarks import __main__ as command_line
from benchmarks import parts, run, setup
from benchmarks.harness import bench_server, form, processes
from benchmarks.harness.baselines import FOLDERS, STOCK
from benchmarks.harness.bench_server import Count
from benchmarks.harness.subjects import THIS_SITE
from benchmarks.harness.throttle import Throttle
from benchmarks.harness.visit import Visit
from benchmarks.measurements import (
    audit_cli,
    audit_page,
    first_score,
    main_thread,
    memory,
    scale,
    server_load,
)
from benchmarks.measurements.audit_cli import Audit
from benchmarks.measurements.audit_page import AuditPage
from benchmarks.measurements.build_time import Building
from benchmarks.measurements.first_score import Visits
from benchmarks.measurements.guidance import Guidance, PageView
from benchmarks.measurements.latency import Latency
from benchmarks.measurements.main_thread import Longest
from benchmarks.measurements.memory import Memory
from benchmarks.measurements.search import Search
from benchmarks.measurements.server_load import Load
from benchmarks.parts import PARTS, Part
from benchmarks.reporting import budgets, report, report_first_score, stats, table
from benchmarks.reporting.budgets import Budget, Verdict
from benchmarks.reporting.results import Outcome, Results, Section
from benchmarks.setup import Setup
from builder.base import paths
from builder.base.errors import BuildError
from scoring.cli.encryption import jwe


def test_one_outlier_does_not_change_the_median() -> None:
    assert stats.median([3, 1, 900, 2, 4]) == 3
    assert stats.median([]) is None


@pytest.mark.parametrize(("share", "value"), [(95, 95), (100, 100), (1, 1), (0, 1)])
def test_percentile_is_one_of_the_values(share: int, value: int) -> None:
    shuffled = random.Random(1).sample(range(1, 101), 100)
    assert stats.percentile(shuffled, share) == value


def test_95th_percentile_of_few_values_is_the_largest() -> None:
    assert stats.percentile([1, 2, 3], 95) == 3
    assert stats.percentile([], 95) is None


def test_ratio_is_of_medians_and_none_without_values() -> None:
    assert stats.ratio([1, 2, 9], [8, 4, 2]) == 0.5
    assert stats.ratio([1], []) is None
    assert stats.ratio([], [1]) is None


def test_spread_is_largest_divided_by_smallest() -> None:
    assert stats.spread([4, 2, 3]) == 2
    assert stats.spread([]) is None


@pytest.mark.parametrize(
    ("measured", "fault", "met", "is_missed"),
    [
        (0.05, "", "yes, and the goal", False),
        (0.10, "", "yes, and the goal", False),
        (0.25, "", "yes", False),
        (0.2501, "", "NO", True),
        (0.05, "it fetches the engine", "NO: it fetches the engine", True),
        (None, "", "not measured", False),
    ],
)
def test_budget_is_met_up_to_its_value(
    measured: float | None, fault: str, met: str, is_missed: bool
) -> None:
    verdict = Verdict(Budget("a figure", "x", 0.25, 0.10), measured, fault)
    assert (verdict.outcome_text, verdict.is_missed) == (met, is_missed)


def test_verdict_for_a_budget_without_a_goal_mentions_no_goal() -> None:
    assert Verdict(Budget("a figure", "ms", 50), 1).outcome_text == "yes"


def test_budgets_against_stock_pyodide_have_the_agreed_values() -> None:
    most = [
        each.most
        for each in (
            *(budgets.COLD, budgets.WARM, budgets.THROTTLED_COLD),
            *(budgets.PREFETCHED, budgets.BYTES),
        )
    ]
    assert most == [0.25, 0.25, 0.40, 0.12, 0.65]


@pytest.mark.parametrize(
    ("value", "unit", "text"),
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
def test_number_has_its_unit_and_suitable_decimal_places(
    value: float, unit: str, text: str
) -> None:
    assert table.number(value, unit) == text


def test_table_has_padded_columns() -> None:
    assert table.table(("", "ms"), [("stock", "5,026"), ("ours", "3")]) == (
        "|       |    ms |\n| ----- | ----: |\n| stock | 5,026 |\n| ours  |     3 |"
    )


def test_answers_of_the_benchmark_are_valid() -> None:
    answers = form.every_answer()["answers"]
    result = scored(answers)
    assert result.total.answered == len(INSTRUMENT.factors)
    assert scored(form.one_answer()["answers"]).total.sum == form.FIRST.lowest


def test_every_seed_gives_a_different_file() -> None:
    files = [form.random_answers(seed)["answers"] for seed in range(20)]
    assert len({str(answers) for answers in files}) == 20
    assert all(scored(answers).total.answered for answers in files)


def test_audit_is_measured_and_a_wrong_count_is_an_error(tmp_path: Path) -> None:
    audit_cli._fill(tmp_path, 6)
    audit = audit_cli._audit(tmp_path, 6)
    assert audit.took > 0
    assert audit.memory is None or 5 < audit.memory < 5000
    (tmp_path / "7.json").write_text("{}", "utf-8")
    with pytest.raises(BuildError, match="did not count 6 files"):
        audit_cli._audit(tmp_path, 6)


def test_scale_report_has_figures_for_pages_and_audits() -> None:
    size = scale.Size(300, 9.0, 1.0, 12_000, 400_000, 20_000_000, 90.0, 5.0)
    text = scale.render([size], [Audit(1000, 5.0, 33.8)], "Today, on a machine.")
    assert re.search(r"\| 300 +\| +9.0 s \|", text)
    assert re.search(r"\| 1,000 \| +5.0 s \| +5.0 ms \| 33.8 MB \|", text)


def test_throttle_limits_all_senders_together() -> None:
    throttle, received = Throttle(8, 0), bytearray()
    began = time.monotonic()
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda part: throttle.send(part, received.extend), [bytes(50_000)] * 2))
    assert len(received) == 100_000
    assert time.monotonic() - began >= 0.1


def test_throttle_delays_by_its_latency() -> None:
    began = time.monotonic()
    Throttle(8, 50).delay()
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


def get(address: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    header_fields = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(
            urllib.request.Request(address, headers=header_fields)
        ) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.read(), dict(refused.headers)


@pytest.mark.parametrize(
    ("accepted", "body"),
    [("gzip, deflate, br", b"brotli"), ("gzip;q=1.0", b"by gzip"), ("", b"<p>as it is")],
)
def test_server_sends_the_smallest_accepted_encoding(
    folder: Path, accepted: str, body: bytes
) -> None:
    with bench_server.start(folder) as served:
        assert get(served.address + "/", Accept_Encoding=accepted)[1] == body


def test_server_sends_the_headers_of_the_site_and_else_no_cache(folder: Path) -> None:
    with bench_server.start(folder) as served:
        cache_control = {
            path: get(served.address + path)[2]["Cache-Control"] for path in ("/", "/engine/a.wasm")
        }
    assert cache_control == {"/": "no-cache", "/engine/a.wasm": "immutable"}


def test_server_answers_304_for_an_unchanged_file(folder: Path) -> None:
    with bench_server.start(folder) as served:
        tag = get(served.address + "/")[2]["ETag"]
        assert get(served.address + "/", If_None_Match=tag)[:2] == (304, b"")


def test_server_counts_responses_with_their_headers(folder: Path) -> None:
    with bench_server.start(folder) as served:
        before = served.count
        get(served.address + "/?query", Accept_Encoding="br")
        served.wait_until_quiet(0.0)
        count = served.count - before
    assert count.requests == 1
    assert count.bytes_sent > len(b"brotli") + len("HTTP/1.1 200 OK")
    assert served.request_paths == ["/"]


def test_throttling_ends_with_its_block_even_after_an_error(folder: Path) -> None:
    def in_the_block(served: bench_server.Server) -> None:
        with served.throttled(Throttle(8, 50)):
            began = time.monotonic()
            assert get(served.address + "/")[0] == 200
            assert time.monotonic() - began >= 0.05
            raise BuildError("in the block")

    with bench_server.start(folder) as served:
        with pytest.raises(BuildError, match="in the block"):
            in_the_block(served)
        assert served.throttle is None


def test_server_refuses_given_paths_and_its_own_files(folder: Path) -> None:
    with bench_server.start(folder) as served:
        assert get(served.address + "/engine/a.wasm")[0] == 200
        served.excluded = ("/engine/",)
        refused = ("/engine/a.wasm", "/_headers", "/index.html.br", "/nowhere")
        assert {path: get(served.address + path)[0] for path in refused} == dict.fromkeys(
            refused, 404
        )


ADDRESS = "http://127.0.0.1/form/"


def event(
    name: str, start: float, length: float, thread: int = 1, **data: str
) -> main_thread.Event:
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
    event(main_thread._TASK, 0, 900_000),  # Before the navigation.
    {**event("navigationStart", 1_000_000, 0, documentLoaderURL=ADDRESS), "ph": "I"},
    event(main_thread._TASK, 1_000_000, 60_000),
    event("ParseHTML", 1_001_000, 55_000),
    event("EvaluateScript", 1_002_000, 15_000),
    event("FunctionCall", 1_003_000, 12_000),  # Part of EvaluateScript, so not counted twice.
    event("Layout", 1_017_000, 30_000),
    event(main_thread._TASK, 1_100_000, 30_000),
    event("FunctionCall", 1_101_000, 25_000),
    event(main_thread._TASK, 1_000_000, 800_000, thread=2),  # Another thread.
]


def test_longest_task_is_on_the_thread_of_the_page_after_its_navigation() -> None:
    assert main_thread.longest(TRACE, ADDRESS) == Longest(task=60.0, mostly="Layout", script=25.0)


def test_trace_without_a_navigation_is_an_error() -> None:
    with pytest.raises(ValueError, match="no navigation"):
        main_thread.longest(TRACE, "http://127.0.0.1/other/")


def visit(score: float, bytes_sent: int) -> Visit:
    return Visit(score, 100, Count(10, bytes_sent), Count(20, 2 * bytes_sent))


def visits(cold: float = 400) -> Visits:
    """Return the visits of a run in which stock Pyodide takes 4 s and 5 MB.

    `cold` is the time of this site without a cache, in milliseconds.
    """
    by_subject = Visits()
    for kind in (first_score.COLD, first_score.WARM, first_score.THROTTLED_COLD):
        by_subject.by_name[STOCK][kind] = [visit(4000, 5_000_000)] * 3
        by_subject.by_name[THIS_SITE][kind] = [visit(cold, 2_500_000)] * 3
    by_subject.by_name[THIS_SITE][first_score.PREFETCHED] = [visit(200, 5000)] * 3
    return by_subject


def memories(ours: int) -> dict[str, Memory]:
    """Return the memory of a run in which this site's engine uses `ours` MB and stock Pyodide 100 MB."""
    return {
        THIS_SITE: Memory([(50 + ours) * 10**6], [50 * 10**6]),
        STOCK: Memory([150 * 10**6], [50 * 10**6]),
    }


def pages(engine: bool) -> Guidance:
    page = PageView("/signs/", Count(12, 200_000), engine, 300)
    return Guidance([page], [page], [300], [900], Count(80, 5_000_000))


def sections() -> dict[str, Section]:
    """Return the report section of every part of a run."""
    names = (THIS_SITE, *FOLDERS)
    return {
        "first-score": report_first_score.render(visits()),
        "main-thread": report.main_thread({name: [Longest(30, "Layout", 10)] for name in names}),
        "latency": report.latency(
            {
                name: Latency(
                    [2.2], *([each] * (name == THIS_SITE) for each in (5.0, 4.0, 9.0, 50.0))
                )
                for name in names
            }
        ),
        "guidance": report.guidance(pages(engine=False)),
        "search": report.search(Search(100, [10.0])),
        "server-load": report.server_load(Load(30_000, 3e8, "wrk"), 20),
        "build-time": report.build_time(Building(40, [0.5], [3])),
        "memory": report.memory(memories(40), 3),
        "audit-page": report.audit(AuditPage(500, 100, 40)),
    }


def results() -> Results:
    saved_results = Results("On a machine.")
    for name, section in sections().items():
        saved_results.outcomes[name] = Outcome(name, PARTS[name].title, "Measured today.", section)
    return saved_results


def verdict(section: Section, budget: Budget) -> Verdict:
    return next(each for each in section.verdicts if each.budget is budget)


def test_every_budget_belongs_to_a_part() -> None:
    assert list(sections()) == list(PARTS)
    judged = [each.budget for each in results().verdicts(list(PARTS))]
    known = [value for value in vars(budgets).values() if isinstance(value, Budget)]
    assert sorted(map(str, judged)) == sorted(map(str, known))


def test_ratios_against_stock_are_of_the_same_run() -> None:
    section = report_first_score.render(visits())
    against_stock = (budgets.COLD, budgets.PREFETCHED, budgets.BYTES)
    assert [verdict(section, each).measured for each in against_stock] == [0.1, 0.05, 0.5]
    assert verdict(report.memory(memories(40), 1), budgets.MEMORY).measured == 0.4


def test_missed_budgets_are_reported() -> None:
    slow = verdict(report_first_score.render(visits(cold=1001)), budgets.COLD)
    heavy = verdict(report.memory(memories(121), 1), budgets.MEMORY)
    fetching = verdict(report.guidance(pages(engine=True)), budgets.GUIDANCE)
    assert [each.outcome_text for each in (slow, heavy)] == ["NO", "NO"]
    assert fetching.outcome_text == "NO: a page fetches the engine"


def test_report_starts_with_the_budgets_and_has_every_baseline() -> None:
    text = results().render(list(PARTS))
    head, _, rest = text.partition("## First score")
    assert "On a machine." in head
    assert re.search(r"against stock +\| +0.25x \| +0.10x \| +0.10x \| +yes, and the goal \|", head)
    assert "| this site " in rest
    assert "4,000 (4,000-4,000) 1.00x" in rest
    assert all(f"| {name} " in rest for name in FOLDERS)
    assert "1,500 first visits per second" in rest
    assert "500 encrypted files" in rest
    assert "200 ms per file" in rest
    assert "Not measured" not in text
    assert "Failed" not in text


def test_saved_results_can_be_loaded_and_a_part_added(tmp_path: Path) -> None:
    saved, markdown = tmp_path / "a" / "results.json", tmp_path / "b" / "results.md"
    run_results = results()
    run_results.outcomes["search"] = Outcome("search", "Search", "Measured.", failure="no search")
    run_results.save(saved, markdown, list(PARTS))
    assert "Failed: `search`. no search" in markdown.read_text("utf-8")
    assert Results.load(saved, "On a machine.") == run_results
    # A report must not mix figures of two machines or of two sites.
    assert Results.load(saved, "On another machine.") is None
    saved.write_text("{", "utf-8")
    assert Results.load(saved, "On a machine.") is None
    assert Results.load(tmp_path / "missing.json", "On a machine.") is None


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Setup:
    """Return the set-up of a run without a browser. The report and the saved results are written to `tmp_path`."""
    monkeypatch.setattr(run, "REPORT", tmp_path / "results.md")
    monkeypatch.setattr(run, "SAVED", tmp_path / "results.json")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return Setup(tmp_path, tmp_path, tmp_path, None, setup.repetitions(1, quick=True))


def test_failed_part_is_named_and_the_others_are_saved(
    shared: Setup, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    measured: list[str] = []

    def first(_: Setup) -> Section:
        return Section("The first figures.")

    def second(_: Setup) -> Section:
        measured.append(run.REPORT.read_text("utf-8"))
        raise BuildError("nginx does not start.", "its last lines")

    def third(_: Setup) -> Section:
        return Section("The third figures.", (Verdict(Budget("a figure", "s", 1), 2),))

    every = [Part("one", "One", first), Part("two", "Two", second), Part("three", "Three", third)]
    monkeypatch.setattr(run, "PARTS", {part.name: part for part in every})
    monkeypatch.setattr(run, "_preamble", lambda *_: "On a machine.")
    (shared.site / "site").mkdir()
    with pytest.raises(BuildError) as caught:
        run.run(shared.program, shared.site / "site", None, 1, quick=False, part=None)
    assert str(caught.value) == (
        "benchmark: budget missed: a figure; part two failed: nginx does not start."
    )
    # The report had the first part before the second part started.
    assert "The first figures." in measured[0]
    assert "Not measured: `two`, `three`." in measured[0]
    text = run.REPORT.read_text("utf-8")
    assert "Failed: `two`. nginx does not start." in text
    assert text.index("The first figures.") < text.index("The third figures.")
    assert "its last lines" in capsys.readouterr().out

    # Measure only the failed part again. The results of the others are kept.
    every[1] = Part("two", "Two", lambda _: Section("The second figures."))
    monkeypatch.setattr(run, "PARTS", {part.name: part for part in every})
    run.run(shared.program, shared.site / "site", None, 1, quick=False, part="two")
    text = run.REPORT.read_text("utf-8")
    assert "Failed" not in text
    assert all(f"The {each} figures." in text for each in ("first", "second", "third"))
    output = capsys.readouterr().out
    assert "The second figures." in output
    assert "The first figures." not in output


@pytest.mark.parametrize(
    ("quick", "preamble", "reason"),
    [(True, "same", "a quick run"), (False, "other", "of another site")],
)
def test_quick_run_and_a_part_of_another_site_save_nothing(
    shared: Setup,
    quick: bool,
    preamble: str,
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    Results("same").save(run.SAVED, run.REPORT, [])
    before = run.REPORT.read_bytes()
    monkeypatch.setattr(run, "PARTS", {"one": Part("one", "One", lambda _: Section("Figures."))})
    monkeypatch.setattr(run, "_preamble", lambda *_: preamble)
    (shared.site / "site").mkdir()
    run.run(shared.program, shared.site / "site", None, 1, quick=quick, part="one")
    assert run.REPORT.read_bytes() == before
    assert "Figures." in (output := capsys.readouterr().out)
    assert "Not saved: " in output
    assert reason in output


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--rounds", "0"], "argument --rounds: 0 is not a number from 1 to 100"),
        (
            ["--part", "speed"],
            "argument --part: there is no part speed. Choose from: first-score, ",
        ),
        (["--scale", "--quick"], "--scale has no parts and no rounds"),
        (["--fast"], "unrecognized arguments: --fast"),
    ],
)
def test_wrong_argument_gives_an_error_message_of_one_line(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        command_line.main(arguments)
    error_output = capsys.readouterr().err
    assert caught.value.code == 2
    assert error_output.startswith(f"build.py: {complaint}")
    assert error_output.count("\n") == 1
    if "--part" in arguments:
        assert all(name in error_output for name in PARTS)


@pytest.mark.parametrize("name", PARTS)
def test_part_can_be_chosen_by_name(name: str) -> None:
    assert command_line.parse(["--part", name, "--rounds", "3"]).part == name


def test_load_client_runs_beside_the_event_loop_of_the_browser_driver(folder: Path) -> None:
    async def inside_a_loop(port: int) -> Load:
        return server_load.by_python(port, ["/", "/engine/a.wasm"], 0.2)

    with bench_server.start(folder) as served:
        port = int(served.address.rpartition(":")[2])
        # In a separate thread, because this one may already run the event loop of the browser's driver.
        with ThreadPoolExecutor(1) as pool:
            load = pool.submit(lambda: asyncio.run(inside_a_loop(port))).result()
        assert load.responses_per_second > 0
        assert load.bytes_per_second > 0
        with pytest.raises(BuildError, match="did not answer every request"):
            server_load.by_python(port, ["/nowhere"], 0.2)


def test_server_load_part_without_nginx_reports_that_it_was_not_measured(shared: Setup) -> None:
    assert parts.PARTS["server-load"].measure(shared).text.startswith("Not measured")


@pytest.mark.skipif(not processes.can_measure(), reason="only Linux reports private memory")
def test_private_memory_and_processor_time_of_a_process_are_measured() -> None:
    # A new process: it has no freed memory to reuse, so the 50 MB must be new memory.
    source = "print(1, flush=True); input(); held = bytearray(b'x') * 50_000_000; print(2, flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", source],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as child:
        assert child.stdin
        assert child.stdout
        child.stdout.readline()
        before = processes.private_bytes(child.pid)
        child.stdin.write("\n")
        child.stdout.readline()
        assert processes.private_bytes(child.pid) - before > 40_000_000
        assert processes.ticks(child.pid) > 0
        child.stdin.write("\n")


def test_process_that_is_no_browser_has_no_renderers() -> None:
    waits_for_input = [sys.executable, "-c", "input()"]
    with subprocess.Popen(waits_for_input, stdin=subprocess.PIPE) as child:
        assert processes.renderers([child.pid]) == {child.pid: []}
        child.communicate(b"\n")


class Clock:
    """A replacement for the time module, in which time passes only in sleep()."""

    now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Give the memory measurement a fake clock, and browsers with one page process each."""
    fake = Clock()
    monkeypatch.setattr("benchmarks.measurements.memory.time", fake)
    monkeypatch.setattr(processes, "renderers", lambda pids: {pid: [pid] for pid in pids})
    return fake


def test_wait_until_idle_covers_all_browsers_at_the_same_time(
    clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "ticks", lambda _: 5)
    memory._wait_until_idle(list(range(10)), 12)
    assert 12 < clock.now < 13


def test_page_that_stays_busy_is_an_error(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(0, 10**6, 10))
    monkeypatch.setattr(processes, "ticks", lambda _: next(ticks))
    with pytest.raises(BuildError, match="too busy to measure memory"):
        memory._wait_until_idle([1], 12)
    assert clock.now > 100


def test_pages_for_the_scale_measurement_are_added_and_removed(tmp_path: Path) -> None:
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


def test_encrypted_files_of_the_benchmark_can_be_opened(tmp_path: Path) -> None:
    first, second = (
        jwe.decrypt(file.read_text("utf-8"), audit_page._PASSPHRASE)
        for file in audit_page._fill(tmp_path, 2)
    )
    assert json.loads(first) == form.random_answers(0)
    assert json.loads(second) == form.random_answers(1)
