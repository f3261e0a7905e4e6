"""The parts of a benchmark run, by their names for `build.py bench --part`."""

from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.harness import processes, subjects
from benchmarks.measurements import (
    audit_page,
    build_time,
    first_score,
    guidance,
    latency,
    main_thread,
    memory,
    search,
    server_load,
)
from benchmarks.reporting import report, report_first_score
from benchmarks.reporting.results import Section
from benchmarks.setup import Setup


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the run: its name, its heading in the report, and the function that measures it."""

    name: str
    title: str
    measure: Callable[[Setup], Section]


def _first_score(setup: Setup) -> Section:
    with setup.serving_subjects() as (playwright, compared):
        visits = first_score.measure(playwright, setup.program, compared, setup.repetitions.rounds)
    return report_first_score.render(visits)


def _main_thread(setup: Setup) -> Section:
    rounds = range(setup.repetitions.rounds)
    with setup.serving_subjects() as (playwright, compared):
        longest_tasks = {
            each.name: [main_thread.trace(playwright, setup.program, each) for _ in rounds]
            for each in subjects.without_variants(compared)
        }
    return report.main_thread(longest_tasks)


def _latency(setup: Setup) -> Section:
    repetitions = setup.repetitions
    with setup.serving_subjects() as (playwright, compared):
        latencies = {
            each.name: latency.measure(
                playwright,
                setup.program,
                each,
                repetitions.scores,
                clicks=repetitions.clicks if each.name == subjects.THIS_SITE else 0,
            )
            for each in subjects.without_variants(compared)
        }
    return report.latency(latencies)


def _guidance(setup: Setup) -> Section:
    with setup.serving_site() as (playwright, server):
        views = guidance.measure(playwright, setup.program, server, setup.repetitions.rounds)
    return report.guidance(views)


def _search(setup: Setup) -> Section:
    with setup.serving_site() as (playwright, server):
        return report.search(search.measure(playwright, setup.program, server))


def _server_load(setup: Setup) -> Section:
    if setup.nginx is None:
        return Section("Not measured: this machine has no nginx.")
    with setup.serving_site() as (playwright, server):
        request_paths = server_load.first_visit(
            playwright, setup.program, subjects.site_subjects(server)[0]
        )
    return report.server_load(
        server_load.measure(setup.nginx, setup.site, request_paths), len(request_paths)
    )


def _build_time(setup: Setup) -> Section:
    return report.build_time(build_time.measure(setup.repetitions.rounds))


def _memory(setup: Setup) -> Section:
    if not processes.can_measure():
        return Section("Not measured: only Linux says how much memory a process has for itself.")
    with setup.serving_subjects() as (playwright, compared):
        memory_use = memory.measure(
            playwright,
            setup.program,
            subjects.without_variants(compared),
            setup.repetitions.memory_rounds,
        )
    return report.memory(memory_use, setup.repetitions.memory_rounds)


def _audit_page(setup: Setup) -> Section:
    with setup.serving_site() as (playwright, server):
        result = audit_page.measure(playwright, setup.program, server, setup.repetitions.files)
    return report.audit(result)


PARTS = {
    part.name: part
    for part in (
        Part("first-score", "First score", _first_score),
        Part("main-thread", "Main thread", _main_thread),
        Part("latency", "Scores and reports", _latency),
        Part("guidance", "Guidance", _guidance),
        Part("search", "Search", _search),
        Part("server-load", "nginx under load", _server_load),
        Part("build-time", "Build time", _build_time),
        Part("memory", "Memory", _memory),
        Part("audit-page", "Audit page", _audit_page),
    )
}
