"""Tests of the memory image: it gives the same answers as CPython, and has no access outside its own memory."""

import json
import re
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from case_tables import COMPLETE, five_thousand_in_every_field
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_profiles import THOROUGH, settings_for
from image_process import Answering, answering
from instrument_samples import INSTRUMENT, envelope
from payloads import in_every_field
from rule_cases import CASES
from strategies import answers, doubtful_answers, json_values

from builder.base import paths
from builder.base.errors import BuildError
from builder.engine import image
from builder.engine import pyodide as engine_files
from builder.engine.image import samples
from builder.toolchain import node, wheels
from scoring import bridge

OPS = tuple(samples.OPERATIONS)
# A program that evaluates the given expressions in the image, and returns each result or the name of the exception.
PROBING_CODE = """
import _io, json, os, sys, time

def _try(way):
    try:
        return repr(eval(way, {"os": os, "sys": sys, "time": time, "io": _io}))[:60]
    except BaseException as fault:
        return type(fault).__name__

def handle(message):
    try:
        return json.dumps({way: _try(way) for way in json.loads(message)})
    except RecursionError:
        raise SystemExit
"""
# The smallest report module that the image build accepts: it compiles the templates of `environment`.
REPORT = """
from jinja2 import DictLoader, Environment
made = Environment(loader=DictLoader({}))
def environment():
    return made
"""
SAMPLE = ('["1 + 1"]', '{"1 + 1": "2"}')
# A word in the folder names and settings of the machine that builds the image. It must not be in the image.
SECRET = "name-of-the-machine"
# The scripts that read the sections of a WebAssembly module.
ANALYSIS_SCRIPTS = ("wasm-sections.mjs", "wasm-binary.mjs")
# The body length of a function that the build removed, in bytes.
CUT = 3
# Newer versions of Node define `navigator`, with a language from the system's settings.
NAVIGATOR = (
    "Object.defineProperty(globalThis,'navigator',"
    f"{{value:{{userAgent:'',language:'{SECRET}'}},configurable:true}})"
)


@pytest.fixture(scope="module")
def node_program() -> Path:
    return node.get().node


@pytest.fixture(scope="module")
def built(node_program: Path) -> Path:
    return image.build(node_program)


@pytest.fixture(scope="module")
def engine(node_program: Path, built: Path) -> Iterator[Answering]:
    with answering(node_program, built) as engine:
        yield engine


def message(op: str, own_answers: object, *earlier: object) -> str:
    """Return a request message about an assessment, and about earlier assessments of the same child."""
    file = envelope(own_answers)
    if earlier:
        parts = [{"instrument": file["instrument"], "answers": each} for each in earlier]
        file = {**file, "earlier": parts}
    fields = {"text": json.dumps(file)} if op == "open" else {"answers": file}
    return json.dumps({"id": 7, "op": op, **fields})


@pytest.mark.parametrize("op", OPS)
def test_image_answers_rule_cases_like_cpython(engine: Answering, op: str) -> None:
    for case in CASES:
        request = message(op, case.answers)
        assert engine.handle(request) == bridge.handle(request), case.name


# All examples share one engine, because it keeps no state between answers.
@settings_for(1_000)
@given(answers=answers, earlier=st.lists(answers, max_size=2), op=st.sampled_from(OPS))
def test_image_answers_valid_requests_like_cpython(
    engine: Answering, answers: dict[str, Any], earlier: list[dict[str, Any]], op: str
) -> None:
    # The long run tries every operation. The short run tries the score, the report and one chosen operation.
    for each in OPS if THOROUGH else {"assess", "report", op}:
        request = message(each, answers, *earlier)
        assert engine.handle(request) == bridge.handle(request), each


@settings_for(300)
@given(answers=doubtful_answers() | json_values, op=st.sampled_from((*OPS, "else")))
def test_image_refuses_invalid_answers_like_cpython(
    engine: Answering, answers: Any, op: str
) -> None:
    request = message(op, answers)
    assert engine.handle(request) == bridge.handle(request)


@settings_for(300)
@given(asked=st.text() | json_values.map(json.dumps))
def test_image_handles_malformed_messages_like_cpython(engine: Answering, asked: str) -> None:
    assert engine.handle(asked) == bridge.handle(asked)


@pytest.mark.parametrize(
    "message_text",
    [
        *("[" * 6 + "]" * 6, "[" * 7 + "]" * 7, "[" * 1_000_000, '{"a":' * 100_000),
        *("9" * 5_000, '{"id": ' + "9" * 4_301 + "}", '{"id": 1e400}', '{"id": -0.0}'),
        *('{"id": "' + "x" * 1_999_991 + '"}', "x" * 2_000_001, '"\\ud83d"', '"\\u0000"'),
        *("\ufeff{}", "\x00", "{" * 6, '{"id": 1, "id": 2}', " \t\r\n{}", "{} {}", "NaN"),
        json.dumps({"id": 7, "op": "assess", "answers": {str(n): n for n in range(50_000)}}),
    ],
    ids=lambda message_text: f"{message_text[:12]!r} of {len(message_text)}",
)
def test_image_handles_extreme_messages_like_cpython(engine: Answering, message_text: str) -> None:
    assert engine.handle(message_text) == bridge.handle(message_text)


def test_image_does_not_leak_memory_after_large_reports(node_program: Path, built: Path) -> None:
    request = message("report", five_thousand_in_every_field())
    expected = bridge.handle(request)
    rounds = 60
    with answering(node_program, built) as engine:
        engine.handle("{}")
        before = engine.memory
        for _ in range(rounds):
            assert engine.handle(request) == expected
        # The first report may need more memory, or not: that depends on how much the build left free.
        assert before <= engine.memory < before + rounds * len(expected) / 2
        assert_whole(engine)


def test_image_memory_does_not_grow_for_usual_requests(node_program: Path, built: Path) -> None:
    requests = [message(op, COMPLETE, COMPLETE) for op in OPS]
    with answering(node_program, built) as engine:
        for each in requests:
            engine.handle(each)
        before = engine.memory
        for _ in range(250):
            for each in requests:
                engine.handle(each)
        assert engine.memory == before


def assert_whole(engine: Answering) -> None:
    request = message("report", COMPLETE)
    assert engine.handle(request) == _answer_of_cpython(request)


@cache
def _answer_of_cpython(request: str) -> str:
    return bridge.handle(request)


def test_image_without_free_memory_never_gives_a_wrong_answer(
    node_program: Path, built: Path
) -> None:
    """Each text length uses up the memory at a different place in the code.

    At the end, even the request message does not fit.
    """
    errors = set()
    # Without the entries of the case record: they would repeat the text many times.
    no_entries = {each.id: None for each in INSTRUMENT.record.lists}
    with answering(node_program, built, may_grow=False) as engine:
        # Also texts that are too long to be accepted, because their messages still use memory.
        for length in (*range(10, 50_000, 100), *range(50_000, 3_000_000, 10_000)):
            request = message("report", in_every_field("x" * length) | no_entries)
            reply = engine.reply(request)
            if "fault" in reply:
                break
            # A right answer to the next message proves that Python is whole. After an error, the next one may fail too.
            if reply["answer"] != bridge.handle(request):
                errors.add(json.loads(reply["answer"])["error"]["message"])
                assert_whole(engine)
        assert len(errors) == 1
        assert "enough memory" in errors.pop()
        assert reply["fault"] == "engine-stopped"
        assert engine.reply(message("assess", COMPLETE))["fault"] == "engine-stopped"


def test_image_imports_only_functions_and_exports_only_names_the_host_uses(
    node_program: Path, built: Path
) -> None:
    script = """
      const module = new WebAssembly.Module(require("node:fs").readFileSync(process.argv[1]));
      const kinds = WebAssembly.Module.imports(module).map(({ kind }) => kind);
      const names = WebAssembly.Module.exports(module).map(({ name }) => name);
      console.log(JSON.stringify({ kinds: [...new Set(kinds)], names }));
    """
    finished = subprocess.run([node_program, "-e", script, built], capture_output=True, check=True)
    names = json.loads(finished.stdout)
    assert names["kinds"] == ["function"]
    host = (paths.DOCS / "app" / "engine" / "wasm-host.mjs").read_text("utf-8")
    for name in names["names"]:
        assert f"python.{name}" in host or f"python().{name}" in host, name


# Prints the name of each function that the core exports, and the size of its body in the core and in the image.
BODIES = """
const { readFileSync } = await import("node:fs");
const [layout, wasm, core, image] = process.argv.slice(1);
const { bodiesOf, exportsOf, importsOf } = await import(layout);
const { KIND, split } = await import(wasm);
const [before, after] = [core, image].map((path) => split(readFileSync(path)));
const imported = importsOf(before).filter(({ kind }) => kind === KIND.function).length;
const [whole, left] = [before, after].map(bodiesOf);
const found = exportsOf(before).filter(({ kind, index }) => kind === KIND.function && index >= imported);
const size = (bodies, { index }) => bodies[index - imported].length;
console.log(JSON.stringify(found.map((each) => [each.name, size(whole, each), size(left, each)])));
"""


def test_image_build_removes_only_functions_of_modules_not_loaded(
    node_program: Path, built: Path
) -> None:
    scripts = [
        (paths.ROOT / "builder" / "engine" / "image" / name).as_uri() for name in ANALYSIS_SCRIPTS
    ]
    core = next(path for path in engine_files.installed() if path.suffix == ".wasm")
    finished = subprocess.run(
        [node_program, "--input-type=module", "-e", BODIES, *scripts, core, built],
        capture_output=True,
        check=True,
    )
    bodies = {name: (was, now) for name, was, now in json.loads(finished.stdout)}
    for name in ("sqlite3_prepare_v2", "ZSTD_compressCCtx", "lzma_code"):
        was, now = bodies[name]
        assert was > now == CUT, name
    # Functions of Python itself, and of a library whose module is loaded, are unchanged.
    for name in ("PyObject_CallOneArg", "PyUnicode_Format", "_PyEval_EvalFrameDefault", "inflate"):
        was, now = bodies[name]
        assert was == now > CUT, name
    assert {now for was, now in bodies.values() if now != was} == {CUT}


def curious(folder: Path) -> Path:
    path = folder / "scoring-0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("scoring/__init__.py", "")
        archive.writestr("scoring/bridge.py", PROBING_CODE)
        archive.writestr("scoring/report/jinja_templates.py", REPORT)
    return path


@pytest.fixture(scope="module")
def other_built(node_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the image of another Python program: it evaluates any expression that it is sent."""
    work = tmp_path_factory.mktemp(SECRET)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(wheels, "of_scoring", curious)
        for name in ("HOME", "USER", "LANG", "ANY_OTHER"):
            patch.setenv(name, SECRET)
        patch.setenv("TZ", "Pacific/Kiritimati")
        patch.setenv("NODE_OPTIONS", f"--import=data:text/javascript,{NAVIGATOR}")
        image.make(node_program, work, [SAMPLE])
    return work / image.NAME


@pytest.fixture(scope="module")
def other(node_program: Path, other_built: Path) -> Iterator[Answering]:
    with answering(node_program, other_built) as engine:
        yield engine


def ask(engine: Answering, *ways: str) -> dict[str, str]:
    replies: dict[str, str] = json.loads(engine.handle(json.dumps(ways)))
    return replies


def test_image_does_not_contain_settings_of_the_build_machine(
    other: Answering, other_built: Path
) -> None:
    content = other_built.read_bytes()
    # Python replaces the hyphens in the name of a language by underscores.
    assert re.search(SECRET.replace("-", "[-_]").encode(), content) is None
    assert ask(other, "os.environ['LANG']", "os.environ['HOME']", "time.tzname[0]") == {
        "os.environ['LANG']": "'C.UTF-8'",
        "os.environ['HOME']": "'/home/pyodide'",
        "time.tzname[0]": "'UTC-0000'",
    }


def test_python_in_image_cannot_access_host_network_or_files(other: Answering) -> None:
    imports = [
        f"__import__('{name}')"
        for name in ("js", "pyodide_js", "_pyodide_core", "socket", "_socket", "ssl", "ctypes")
    ]
    assert set(ask(other, *imports).values()) == {"ModuleNotFoundError"}
    files = ("io.open('/etc/passwd')", "io.open('a', 'w')", "os.listdir('/')", "os.stat('/')")
    assert set(ask(other, *files).values()) == {"FileNotFoundError"}


def test_python_in_image_has_clock_and_random_numbers(other: Answering) -> None:
    ways = ("time.time() > 1700000000", "time.monotonic() >= 0", "len(set(os.urandom(64))) > 8")
    assert set(ask(other, *ways).values()) == {"True"}


def test_python_output_in_image_is_discarded(
    other: Answering, capfd: pytest.CaptureFixture[str]
) -> None:
    ways = ("print('Sam Example', flush=True)", "sys.stdout", "sys.__stderr__")
    assert set(ask(other, *ways).values()) == {"None"}
    assert "Sam" not in "".join(capfd.readouterr())


def test_image_contains_no_leftover_stream_buffer_from_start_up(built: Path) -> None:
    # A regression: a stream's buffer once contained part of the standard library's archive.
    assert b"http/client.py" not in built.read_bytes()


def test_bytecode_in_image_has_one_line_number_per_function(other: Answering) -> None:
    code = "sys.modules['scoring.bridge'].handle.__code__"
    ways = (
        f"[*{code}.co_lines()] == [(0, len({code}.co_code), {code}.co_firstlineno)]",
        f"{code}.co_firstlineno > 1",
    )
    assert set(ask(other, *ways).values()) == {"True"}


def test_python_in_image_raises_memory_error_and_continues(other: Answering) -> None:
    assert ask(other, "bytes(2_000_000_000)", "len(bytes(50_000_000))") == {
        "bytes(2_000_000_000)": "MemoryError",
        "len(bytes(50_000_000))": "50000000",
    }


def test_image_answers_nothing_after_a_fatal_error(node_program: Path, other_built: Path) -> None:
    with answering(node_program, other_built) as engine:
        assert engine.handle(SAMPLE[0]) == SAMPLE[1]
        assert engine.reply("[" * 2_000)["fault"] == "engine-stopped"
        assert engine.reply(SAMPLE[0])["fault"] == "engine-stopped"


def test_image_build_fails_if_image_gives_a_different_answer(
    node_program: Path, tmp_path: Path
) -> None:
    request = message("assess", {})
    wrong = bridge.handle(request).replace("0 of 11", "1 of 11")
    with pytest.raises(BuildError, match="Python's image could not be made") as caught:
        image.make(node_program, tmp_path, [(request, wrong)])
    assert "gives a different answer" in caught.value.details
    assert not (tmp_path / image.NAME).exists()


def test_an_unchanged_image_is_not_made_again(built: Path) -> None:
    assert image.build(Path("no-such-node")) == built


def test_licences_page_names_the_pinned_pyodide_version() -> None:
    package = json.loads((paths.ROOT / "package.json").read_text("utf-8"))
    words = (paths.DOCS / "about" / "licences.md").read_text("utf-8")
    named = re.findall(r"npm package `pyodide` (\S+) with", words)
    assert named == [package["dependencies"]["pyodide"]]
