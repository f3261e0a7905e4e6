"""Tests of the command line of build.py: commands, arguments, error messages of one line, and Ctrl-C.

The runs use a copy of the project that is already set up and built, so that they need no network and no packages.
"""

import ast
import os
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
import venv as standard_venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from waiting import TIMEOUT_S

import build
from builder import cli
from builder.base import paths, source_inputs
from builder.base.errors import BuildError
from builder.supply_chain import checksums
from builder.toolchain import lockfiles, venv


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project that is already set up and built."""
    root = tmp_path_factory.mktemp("project with a space")
    shutil.copy(paths.ROOT / "build.py", root)
    shutil.copytree(
        paths.ROOT / "builder", root / "builder", ignore=shutil.ignore_patterns("__pycache__")
    )
    standard_venv.create(root / ".venv", with_pip=False)
    stamps = root / ".venv" / venv.STAMPS
    stamps.mkdir()
    for lock in (root / path.relative_to(paths.ROOT) for path in cli.locks_of("build")):
        lock.parent.mkdir(exist_ok=True)
        lock.write_text("# nothing\n", encoding="utf-8")
        (stamps / lock.name).write_text(venv.expected_stamp(lock), encoding="utf-8")
    (root / "site").mkdir()
    (root / "site" / "index.html").write_text("<p>Welcome", encoding="utf-8")
    checksums.write(root / "site")
    (root / ".cache").mkdir()
    (root / ".cache" / "site.stamp").write_text(source_inputs.digest(root), encoding="utf-8")
    return root


def command(project: Path, *words: str) -> list[str]:
    return [venv.base_python(), str(project / "build.py"), *words]


def run(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(project, *words), capture_output=True, text=True, timeout=TIMEOUT_S, check=False
    )


@pytest.fixture(autouse=True)
def own_signals() -> Iterator[None]:
    """Restore the signal handlers, which `cli.main` replaces for its whole process."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


def free_port() -> int:
    """Return a free port below the ephemeral ports, which the system may give to another test at any time."""
    for port in range(20_000 + os.getpid() % 5_000, 30_000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    pytest.fail("there is no free port")


@contextmanager
def serving(project: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """Run `serve` and wait until it is ready. Kill it after the block if it is still running."""
    with subprocess.Popen(
        command(project, "serve", "--port", str(port)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            while "Serving" not in (line := process.stdout.readline()):
                assert line, process.communicate()[1]
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 6, 15), (2, 7, 18)])
def test_a_python_that_is_too_old_is_reported_in_one_line(version: tuple[int, ...]) -> None:
    complaint = build.too_old(version)
    assert complaint.startswith("build.py: this is Python " + ".".join(map(str, version)))
    assert "3.11 or newer" in complaint
    assert complaint.count("\n") == 1


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 2), (4, 0, 0)])
def test_supported_python_is_accepted(version: tuple[int, ...]) -> None:
    assert build.too_old(version) == ""


def test_the_entry_point_holds_only_what_old_pythons_can_parse() -> None:
    source = (paths.ROOT / "build.py").read_text(encoding="utf-8")
    compile(source, "build.py", "exec", dont_inherit=True)
    ast.parse(source, feature_version=(3, 4))
    assert 'f"' not in source  # feature_version does not reject f-strings


def test_without_a_command_it_builds_and_says_when_there_is_nothing_to_do(project: Path) -> None:
    done = run(project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (
        "Nothing has changed since the site was built.\n"
        f"Fingerprint of the site: {checksums.fingerprint((project / 'site' / checksums.NAME).read_bytes())}\n"
    )


def test_serve_answers_on_the_loopback_address(project: Path) -> None:
    port = free_port()
    with (
        serving(project, port),
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=TIMEOUT_S) as answer,
    ):
        assert answer.read() == b"<p>Welcome"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal for Ctrl-C alone")
@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_ctrl_c_ends_serve_cleanly_and_frees_the_port(
    project: Path, number: signal.Signals, status: int
) -> None:
    port = free_port()
    with serving(project, port) as process:
        process.send_signal(number)
        # A long timeout, because a busy machine is slow. It only has to notice a process that never ends.
        error_output = process.communicate(timeout=TIMEOUT_S)[1]
        assert process.returncode == status
        assert "Traceback" not in error_output
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_taken_port_is_reported_in_one_line_with_remedy(project: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        done = run(project, "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr == (
        f"build.py: port {port} is taken by another program. "
        f"Choose another: python3 build.py serve --port {port + 1 if port < 65535 else 8001}\n"
    )


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["bake"], "argument command: invalid choice: 'bake'"),
        (["serve", "--port", "99999"], "argument --port: 99999 is not a port from 0 to 65535"),
        (["build", "--fast"], "unrecognized arguments: --fast"),
        (["verify"], "verify needs one address or folder, and the other commands need none"),
        (["build", "here"], "verify needs one address or folder, and the other commands need none"),
    ],
)
def test_wrong_argument_is_reported_in_one_line(
    project: Path, words: list[str], complaint: str
) -> None:
    done = run(project, *words)
    assert done.returncode == 2
    assert done.stderr.startswith(f"build.py: {complaint}")
    assert done.stderr.count("\n") == 1


def test_a_folder_is_verified_against_the_build_or_against_a_list(project: Path) -> None:
    site, listed = project / "site", project / "site" / checksums.NAME
    done = run(project, "verify", str(site))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.endswith("The same: 1 files, to the byte.\n")
    # With --sums no build is needed. The arguments may be in any order.
    elsewhere = project.parent / "elsewhere"
    elsewhere.mkdir()
    there, against = str(elsewhere), ["--sums", str(listed)]
    for words in ([*against, "verify", there], ["verify", there, *against]):
        done = run(project, *words)
        assert (done.returncode, done.stderr) == (1, "")
        assert "missing: index.html\n" in done.stdout
        assert done.stdout.endswith("NOT the same: files that differ: 1.\n")
    done = run(project, "verify", "--sums", str(listed), str(project / "nowhere"))
    assert done.returncode == 1
    assert "is neither a folder nor an address" in done.stderr


@pytest.mark.parametrize("command", ["test", "bench"])
def test_arguments_after_test_and_bench_are_passed_on(command: str) -> None:
    options, rest = cli.parse(["--verbose", command, "-k", "serve", "--verbose"])
    assert (options.command, options.verbose) == (command, True)
    assert rest == ["-k", "serve", "--verbose"]


@pytest.mark.parametrize("command", ["build", "serve", "test", "check", "bench"])
def test_every_build_installs_the_packages_for_encrypted_files(
    command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    installed: list[str] = []

    def ensure(_: Path, locks: list[Path]) -> NoReturn:
        installed.extend(each.name for lock in locks for each in lockfiles.of_pip(lock))
        raise SystemExit

    monkeypatch.setattr(paths, "CACHE", tmp_path)
    monkeypatch.setattr(venv, "ensure", ensure)
    monkeypatch.delenv(cli.INSIDE_VARIABLE, raising=False)
    with pytest.raises(SystemExit):
        cli.main([command])
    assert {"joserfc", "cryptography", "cffi"} <= set(installed)


@pytest.mark.parametrize(
    ("fault", "line"),
    [
        (BuildError("a step\nis broken. Correct it."), "a step is broken. Correct it."),
        (OSError(28, "No space left on device"), "the disk is full. Free some space"),
        (OSError(30, "Read-only file system", ".venv"), "this folder cannot be written to (.venv)"),
        (
            ValueError("odd"),
            "ValueError: odd. To see the traceback, run the command again with --verbose.",
        ),
    ],
)
def test_every_error_is_one_line_with_exit_status_1(
    fault: Exception,
    line: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(*_: object) -> int:
        raise fault

    monkeypatch.setattr(cli, "_run", fail)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert cli.main(["build"]) == 1
    error_output = capsys.readouterr().err
    assert error_output.startswith(f"build.py: {line}")
    assert error_output.count("\n") == 1


def test_the_last_output_of_a_failing_tool_is_above_the_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> int:
        raise BuildError("it is broken. Correct it.", "line 3: odd")

    monkeypatch.setattr(cli, "_run", fail)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    assert cli.main(["build"]) == 1
    assert capsys.readouterr().err == "line 3: odd\nbuild.py: it is broken. Correct it.\n"


def test_clean_removes_what_was_made_and_nothing_else(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, symlinks=True)
    (copy / "overrides" / "generated").mkdir(parents=True)
    (copy / "overrides" / "main.html").touch()
    (copy / "node_modules").mkdir()
    (copy / "deploy" / "toolkit" / "generated").mkdir(parents=True, exist_ok=True)
    (copy / ".coverage").touch()
    (copy / ".coverage.host.1").touch()
    # A link goes, and what it leads to stays.
    (copy / ".mypy_cache").symlink_to(copy / "overrides")
    done = run(copy, "clean")
    assert (done.returncode, done.stderr) == (0, "")
    for name in (
        *("site", "overrides/generated", "deploy/toolkit/generated", "node_modules"),
        *(".venv", ".cache", ".coverage", ".mypy_cache"),
    ):
        assert f"Removed {name}\n" in done.stdout
    remaining = sorted(path.name for path in copy.iterdir())
    locks = {lock.relative_to(paths.ROOT).parts[0] for lock in cli.locks_of("build")}
    assert remaining == sorted({"build.py", "builder", "deploy", "overrides", *locks})
    assert os.listdir(copy / "overrides") == ["main.html"]
