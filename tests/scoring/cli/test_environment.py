"""Tests of the command line with closed streams, full disks, devices, unusual file names, signals and terminals."""

import json
import os
import pty
import re
import resource
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis_profiles import settings_for
from instrument_samples import PACKAGE, envelope

from scoring.cli import new_files
from scoring.cli.console import CommandError
from scoring.cli.encryption import jwe
from scoring.cli.encryption.jwe import decrypt

PASSPHRASE = "kettle gravel umbrella ninety"
TEXT = json.dumps(
    envelope({"client-name": "Sam Example \u009b31m", "date-completed": "2026-03-12"})
)
COMMANDS = ("check", "score", "report", "encrypt", "decrypt", "audit", "schema", "frobnicate")
# Control characters that a terminal could interpret, except the line feed.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


@pytest.fixture(scope="module")
def working_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("command line")
    (folder / "sound.json").write_text(TEXT, "utf-8")
    (folder / "sound.cse").write_text(jwe.encrypt(TEXT, PASSPHRASE, 1000), "utf-8")
    (folder / "passphrase.txt").write_text(PASSPHRASE, "utf-8")
    (folder / "empty").touch()
    (folder / "binary").write_bytes(b"\x89PNG\xff\xfe\x00")
    (folder / "escape\x1b[31m\u009b\n.json").write_text("{", "utf-8")
    (folder / "folder").mkdir()
    (folder / "loop").symlink_to("loop")
    os.mkfifo(folder / "pipe")
    with (folder / "huge").open("wb") as out:
        out.truncate(2**33)
    return folder


FILES = [
    "sound.json", "sound.cse", "missing", "empty", "binary", "escape\x1b[31m\u009b\n.json", "folder", "loop", "pipe",
    "huge", "x" * 300, "sound.json/inside", "\udcff\udc9b", "/dev/zero", "/dev/null", "/dev/full", "/proc/self/mem",
    "", "-x", "*", "[", "\x1b]0;x\x07",
]  # fmt: skip
STREAMS = ["", "closed", "full", "no reader"]


def arguments(command: str, file: str, out: str, *options: str) -> list[str]:
    rest = {"encrypt": ["-o", out], "audit": ["--csv", out]}.get(command, [])
    return [command, *rest, *options, *([] if command == "schema" else ["--", file])]


def run(
    working_folder: Path, words: list[str], *, stdin: str = "null", stdout: str = "", stderr: str = "",
    environment: dict[str, str] | None = None, before: Callable[[], None] | None = None,
) -> tuple[int, str, str]:  # fmt: skip
    """Run the command in a session without a terminal; each standard stream is of the named kind."""
    redirections = "".join(
        f" {number}>{'&-' if kind == 'closed' else '/dev/full'}"
        for number, kind in ((1, stdout), (2, stderr))
        if kind in ("closed", "full")
    )
    shell = f'exec "$@"{" <&-" if stdin == "closed" else ""}{redirections}'
    ends: list[int] = []

    def stream(kind: str) -> int:
        if kind != "no reader":
            return subprocess.PIPE
        reader, writer = os.pipe()
        os.close(reader)
        ends.append(writer)
        return writer

    # A pipe that stays open and empty while the command runs.
    source, keep_open = os.pipe()
    ends += [source, keep_open]
    try:
        done = subprocess.run(
            ["sh", "-c", shell, "sh", sys.executable, "-m", "scoring", *words],
            stdin={"zero": open_device(ends), "pipe": source}.get(stdin, subprocess.DEVNULL),
            stdout=stream(stdout), stderr=stream(stderr), cwd=working_folder, check=False, timeout=60,
            env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), **(environment or {})},
            start_new_session=True, preexec_fn=before,
        )  # fmt: skip
    finally:
        for end in ends:
            os.close(end)
    return (
        done.returncode, (done.stdout or b"").decode("utf-8"), (done.stderr or b"").decode("utf-8")
    )  # fmt: skip


def open_device(ends: list[int]) -> int:
    ends.append(os.open("/dev/zero", os.O_RDONLY))
    return ends[-1]


@settings_for(60)
@given(
    st.sampled_from(COMMANDS), st.sampled_from(FILES), st.sampled_from(["made.cse", *FILES[2:]]),
    st.sampled_from(["null", "closed", "zero", "pipe"]), st.sampled_from(STREAMS), st.sampled_from(STREAMS),
    st.sampled_from([[], ["--json"], ["--passphrase-from", "passphrase.txt"], ["--passphrase-from", "pipe"],
                     ["--passphrase-from", "/dev/zero"], ["--frobnicate\x1b"]]),
    st.sampled_from([{}, {"PYTHONWARNINGS": "error"}, {"LC_ALL": "C", "PYTHONUTF8": "0"},
                     {"PYTHONIOENCODING": "ascii"}]),
)  # fmt: skip
def test_command_ends_with_a_status_and_a_sentence_in_any_environment(
    working_folder: Path, command: str, file: str, out: str, stdin: str, stdout: str, stderr: str, options: list[str],
    environment: dict[str, str],
) -> None:  # fmt: skip
    before = sorted(os.listdir(working_folder))
    status, printed, message = run(
        working_folder, arguments(command, file, out, *options),
        stdin=stdin, stdout=stdout, stderr=stderr, environment=environment,
    )  # fmt: skip
    assert status in (0, 1, 2)
    assert "Traceback" not in message
    assert "Warning" not in printed + message
    assert CONTROLS.findall(printed + message) == []
    if status and not stderr:
        assert message
    if status and "--json" in options:
        assert all(json.loads(line)["message"] for line in message.splitlines())
    created = set(os.listdir(working_folder)) - set(before)
    assert created <= {out}
    for name in created:
        assert decrypt((working_folder / name).read_text("utf-8"), PASSPHRASE) == TEXT
        (working_folder / name).unlink()


@pytest.mark.parametrize("command", ["check", "score", "report", "schema"])
def test_only_the_output_is_printed_if_standard_error_is_closed(
    command: str, working_folder: Path
) -> None:
    wrong = json.dumps(envelope({"date-of-birth": "2011-02-29", "client-postcode": "Sample"}))
    (working_folder / "wrong.json").write_text(wrong, "utf-8")
    usual = run(working_folder, arguments(command, "wrong.json", ""))
    assert run(working_folder, arguments(command, "wrong.json", ""), stderr="closed") == (
        usual[0],
        usual[1],
        "",
    )


def test_closed_standard_output_is_reported_in_one_sentence(working_folder: Path) -> None:
    assert run(working_folder, ["schema"], stdout="closed") == (
        2,
        "",
        "The output cannot be written, because it is closed\n",
    )
    assert run(working_folder, ["--help"], stdout="closed")[0] == 2


@pytest.mark.parametrize("stdin", ["null", "closed", "zero", "pipe"])
def test_command_without_a_terminal_names_the_passphrase_option(
    stdin: str, working_folder: Path
) -> None:
    status, printed, message = run(working_folder, ["decrypt", "sound.cse"], stdin=stdin)
    assert (status, printed) == (2, "")
    assert message.startswith("The passphrase cannot be typed here, because there is no terminal.")
    assert "--passphrase-from" in message


def test_messages_are_json_with_the_json_option(working_folder: Path) -> None:
    status, printed, message = run(working_folder, ["check", "missing", "--json"])
    assert (status, printed) == (2, "")
    assert json.loads(message) == {
        "level": "error",
        "code": "unreadable",
        "file": "missing",
        "path": "",
        "message": "cannot be read: No such file or directory",
    }
    assert json.loads(run(working_folder, ["check", "--json"])[2])["code"] == "usage"
    last_line = json.loads(
        run(working_folder, ["check", "wrong.json", "--json"])[2].splitlines()[-1]
    )
    assert (last_line["file"], last_line["level"]) == ("wrong.json", "error")


def test_no_control_character_of_a_file_name_reaches_the_terminal(working_folder: Path) -> None:
    status, _, message = run(working_folder, ["check", "escape\x1b[31m\u009b\n.json"])
    assert status == 2
    assert message.startswith("escape\\x1b[31m\\x9b\\x0a.json: The file is not valid JSON")


def test_decrypted_file_is_printed_with_control_characters_escaped(
    working_folder: Path,
) -> None:
    raw = json.dumps(envelope({"gender": "\u009b31m\x7f"}), ensure_ascii=False)
    (working_folder / "raw.cse").write_text(jwe.encrypt(raw, PASSPHRASE, 1000), "utf-8")
    status, printed, _ = run(
        working_folder, ["decrypt", "raw.cse", "--passphrase-from", "passphrase.txt"]
    )
    assert status == 0
    assert "\\u009b31m\\u007f" in printed
    assert json.loads(printed) == json.loads(raw)


def limit_file_size() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))


@pytest.mark.parametrize("command", ["encrypt", "audit"])
def test_full_disk_leaves_no_partial_file(command: str, working_folder: Path) -> None:
    for number in range(12):
        text = json.dumps(
            envelope({"date-completed": "2026-03-12", "worker-name": f"Pat {number}"})
        )
        (working_folder / f"many-{number}.json").write_text(text, "utf-8")
    long = json.dumps(envelope({"analysis-police": "x" * 5000}))
    (working_folder / "long.json").write_text(long, "utf-8")
    before = sorted(os.listdir(working_folder))
    words = (
        ["encrypt", "long.json", "-o", "made.cse", "--passphrase-from", "passphrase.txt"]
        if command == "encrypt"
        else ["audit", "many-*.json", "--csv", "return/below"]
    )
    status, printed, message = run(working_folder, words, before=limit_file_size)
    assert (status, printed) == (2, "")
    assert "cannot be written: File too large" in message
    assert sorted(os.listdir(working_folder)) == before


def test_several_files_are_all_written_or_none(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    two.write_text("old", "utf-8")
    with pytest.raises(CommandError, match="already exists"):
        new_files.write_all({one: "1", two: "2"})
    assert sorted(os.listdir(tmp_path)) == ["two"]
    two.unlink()
    new_files.write_all({one: "1", two: "2"})
    assert (one.read_text(), two.read_text()) == ("1", "2")
    assert {stat & 0o777 for stat in (one.stat().st_mode, two.stat().st_mode)} == {0o600}


def test_failure_at_the_second_file_removes_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, count = os.link, iter(range(9))

    def fail_later(source: Path, target: Path) -> None:
        if next(count):
            raise KeyboardInterrupt
        link(source, target)

    monkeypatch.setattr(os, "link", fail_later)
    with pytest.raises(KeyboardInterrupt):
        new_files.write_all({tmp_path / "one": "1", tmp_path / "two": "2"})
    assert os.listdir(tmp_path) == []


def test_files_are_written_on_a_file_system_without_hard_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    new_files.write_all({tmp_path / "one": "1"})
    assert (tmp_path / "one").read_text() == "1"
    assert os.listdir(tmp_path) == ["one"]


def test_created_folders_are_removed_if_the_task_fails(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="fails"), new_files.made_folder(tmp_path / "a/b"):
        raise CommandError("fails", code="x")
    assert os.listdir(tmp_path) == []


class Terminal:
    """A pseudo-terminal in which the command runs."""

    def __init__(self, working_folder: Path, *words: str) -> None:
        self.pid, self._end = pty.fork()
        if not self.pid:
            os.chdir(working_folder)
            environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
            os.execve(sys.executable, [sys.executable, "-m", "scoring", *words], environment)
        self.shown = ""

    def expect(self, words: str) -> None:
        end = time.monotonic() + 60
        while words not in self.shown:
            ready, _, _ = select.select([self._end], [], [], end - time.monotonic())
            assert ready, self.shown
            self.shown += os.read(self._end, 4096).decode()

    def type(self, text: str) -> None:
        os.write(self._end, text.encode())

    def status(self) -> int:
        while True:
            try:
                part = os.read(self._end, 4096)
            except OSError:
                break
            if not part:
                break
            self.shown += part.decode()
        os.close(self._end)
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


@pytest.mark.parametrize(
    ("typed", "status", "sentence"),
    [("\x03", 130, "Stopped."), ("\x04", 2, "No passphrase was typed."),
     (f"{PASSPHRASE}\n", 0, '"format"'), ("something else\n", 2, "The passphrase is wrong, or the file is damaged.")],
)  # fmt: skip
def test_ctrl_c_and_ctrl_d_at_the_passphrase_prompt_end_with_one_sentence(
    typed: str, status: int, sentence: str, working_folder: Path
) -> None:
    terminal = Terminal(working_folder, "decrypt", "sound.cse")
    terminal.expect("Passphrase: ")
    terminal.type(typed)
    assert terminal.status() == status
    assert sentence in terminal.shown
    assert "Traceback" not in terminal.shown
    assert PASSPHRASE not in terminal.shown


@pytest.fixture
def busy(working_folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command that runs for a long time, because it tries a thousand passphrases."""
    (working_folder / "many.txt").write_text(
        "\n".join(f"no {number}" for number in range(1000)), "utf-8"
    )
    (working_folder / "slow.cse").write_text(jwe.encrypt(TEXT, PASSPHRASE), "utf-8")
    words = ["audit", "missing", "slow.cse", "--csv", "made", "--passphrase-from", "many.txt"]
    process = subprocess.Popen(
        [sys.executable, "-m", "scoring", *words],
        cwd=working_folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        # If nohup started the tests, they ignore SIGHUP, and the command would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_DFL),
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent)},
    )  # fmt: skip
    error_stream: IO[bytes] | None = process.stderr
    assert error_stream is not None
    # Wait for the error about the first file. The command then starts on the second.
    assert b"cannot be read" in error_stream.readline()
    yield process
    process.kill()
    process.wait()
    error_stream.close()


@pytest.mark.parametrize(
    ("number", "status"),
    [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP)],
)
def test_a_signal_ends_a_command_without_a_traceback(
    number: signal.Signals, status: int, busy: subprocess.Popen[bytes], working_folder: Path
) -> None:
    busy.send_signal(number)
    out, message = busy.communicate(timeout=60)
    assert (busy.returncode, out) == (status, b"")
    assert message in (b"", b"Stopped.\n")
    assert not (working_folder / "made").exists()


@pytest.mark.parametrize("missing", ["joserfc", "cryptography", "jinja2"])
@pytest.mark.parametrize("command", ["decrypt", "encrypt", "audit", "report"])
def test_missing_package_is_reported_in_one_sentence(
    missing: str, command: str, working_folder: Path
) -> None:
    (working_folder / "without").mkdir(exist_ok=True)
    (working_folder / "without/sitecustomize.py").write_text(
        f"import sys\nfor name in ({missing!r},): sys.modules[name] = None\n", "utf-8"
    )
    file = "sound.json" if command == "encrypt" else "sound.cse"
    status, printed, message = run(
        working_folder,
        arguments(command, file, "never", "--passphrase-from", "passphrase.txt"),
        environment={"PYTHONPATH": f"{working_folder / 'without'}:{PACKAGE.parent}"},
    )
    if missing == "jinja2" and command in ("decrypt", "encrypt"):
        assert status == 0
        (working_folder / "never").unlink(missing_ok=True)
    else:
        assert (status, printed) == (2, "")
        assert message.count("\n") == 1
        assert f"the package {missing}" in message
