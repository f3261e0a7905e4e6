"""Tests of rare errors of the command line, run inside this process: each ends with one sentence.

`test_environment.py` tests most of them in a separate process, which coverage does not measure.
"""

import errno
import io
import json
import os
import signal
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import NoReturn

import pytest
from instrument_samples import envelope

import scoring.__main__ as program
from scoring.audit import notes
from scoring.audit import records as audit_records
from scoring.cli import audit, files, new_files, process, run
from scoring.cli.console import CommandError, Console
from scoring.cli.encryption import jwe, passphrases

Capture = pytest.CaptureFixture[str]


def fails(error: BaseException) -> NoReturn:
    raise error


def saved(folder: Path, answers: object, name: str = "a.json") -> Path:
    file = folder / name
    file.write_text(json.dumps(envelope(answers)), "utf-8")
    return file


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (SystemExit(0), 0, ""),
        (KeyboardInterrupt(), 130, "Stopped."),
        (ImportError("no", name="joserfc"), 2, "This command needs the package joserfc."),
        (RuntimeError("Sam Example"), 2, "The program has a fault (RuntimeError)."),
    ],
)
def test_any_exception_in_a_command_ends_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
    error: BaseException,
    status: int,
    message: str,
) -> None:
    monkeypatch.setattr(run, "_command", lambda *_: fails(error))
    assert run.run(["schema"]) == status
    err = capsys.readouterr().err
    assert err.startswith(message)
    assert "Sam" not in err
    assert err.count("\n") == (1 if message else 0)


def test_keyboard_interrupt_while_the_program_loads_exits_with_130(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "run", lambda _: fails(KeyboardInterrupt()))
    assert program.main(["schema"]) == 130
    monkeypatch.setattr(process, "run", lambda main: 7)
    assert program._as_program() == 7

    class Interrupted:
        """Import finder that raises KeyboardInterrupt while a module is imported, as Ctrl-C does."""

        def find_spec(self, name: str, *_: object) -> None:
            if name == "scoring.cli.process":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "scoring.cli.process")
    monkeypatch.delattr("scoring.cli.process")
    monkeypatch.setattr(sys, "meta_path", [Interrupted(), *sys.meta_path])
    assert program._as_program() == 130


def test_termination_signal_is_passed_on_after_clean_up(monkeypatch: pytest.MonkeyPatch) -> None:
    # The command replaces only the default handler, and an earlier test may have set another.
    before = signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signals: list[tuple[int, int]] = []
    tidied: list[str] = []

    def main() -> int:
        try:
            signal.raise_signal(signal.SIGTERM)
        finally:
            tidied.append("up")
        return 0

    monkeypatch.setattr(os, "kill", lambda *given: signals.append(given))
    try:
        assert process.run(main) == 128 + signal.SIGTERM
    finally:
        signal.signal(signal.SIGTERM, before)
    assert signals == [(os.getpid(), signal.SIGTERM)]
    assert tidied == ["up"]


def test_closed_standard_stream_is_replaced_by_the_null_device(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    closed = SimpleNamespace(
        devnull=os.devnull,
        O_RDWR=os.O_RDWR,
        fstat=lambda _: fails(OSError(errno.EBADF, "closed")),
        open=lambda name, _: opened.append(name),
    )
    monkeypatch.setattr(process, "os", closed)
    assert process.run(lambda: 3) == 3
    assert opened == [os.devnull] * 3


def test_output_that_cannot_be_written_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.StringIO):
        def write(self, _: str) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    console = Console(as_json=False)
    monkeypatch.setattr(sys, "stdout", Full())
    with pytest.raises(CommandError, match="cannot be written"):
        console.write("x")
    # stdout is dropped, so that Python does not write to it again at exit.
    assert sys.stdout is None
    with pytest.raises(CommandError, match="it is closed"):
        console.write("x")
    monkeypatch.setattr(sys, "stderr", Full())
    console.note("x", code="x")
    assert sys.stderr is None
    console.note("x", code="x")


def test_note_in_json_mode_is_one_line_of_json(capsys: Capture) -> None:
    Console(as_json=True).note("A\nnote", code="counted", file=Path("a.json"))
    line = json.loads(capsys.readouterr().err)
    assert line == {
        "level": "note",
        "code": "counted",
        "file": "a.json",
        "path": "",
        "message": "A\nnote",
    }


@pytest.mark.parametrize("name", ["a\0b", "a\ud800b\0"])
def test_invalid_file_name_is_refused(name: str) -> None:
    with pytest.raises(CommandError, match="is not a valid file name"):
        files.text_of(Path(name))
    with pytest.raises(CommandError, match="cannot be written"):
        new_files.check_absent(Path(name))


def test_a_device_and_a_file_that_grows_while_it_is_read_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CommandError, match="is a device or a pipe"):
        files.text_of(Path(os.devnull))
    file = tmp_path / "growing"
    file.write_bytes(b"x" * 20)
    monkeypatch.setattr(files, "ANY_FILE", 10)
    with pytest.raises(CommandError, match="larger than an assessment can be"):
        files.text_of(file)
    # Simulate a file that grew after its size was checked.
    monkeypatch.setattr(files, "_check_kind", lambda *_: None)
    with pytest.raises(CommandError, match="larger than an assessment can be"):
        files.text_of(file)


@pytest.mark.parametrize("rounds", [999, 2_000_001, 1e5, "600000", None, True])
def test_key_derivation_rounds_outside_the_limits_are_refused(rounds: object) -> None:
    with pytest.raises(ValueError, match="rounds"):
        jwe._check_rounds(rounds)


def test_file_created_during_the_command_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "made", tmp_path / "target"
    source.write_text("new", "utf-8")
    target.write_text("old", "utf-8")
    with pytest.raises(CommandError):
        new_files._place(source, target)
    assert target.read_text("utf-8") == "old"
    # Simulate a target that exists when the link is made, and no longer exists when it is checked.
    monkeypatch.setattr(new_files, "check_absent", lambda _: None)
    with pytest.raises(FileExistsError):
        new_files._place(source, target)
    target.unlink()
    monkeypatch.setattr(os, "link", lambda *_: fails(OSError(errno.EIO, "broken")))
    with pytest.raises(OSError, match="broken"):
        new_files._place(source, target)
    # A file system without hard links, such as that of a memory stick.
    monkeypatch.setattr(os, "link", lambda *_: fails(OSError(errno.EPERM, "no links")))
    new_files._place(source, target)
    assert target.read_text("utf-8") == "new"


@pytest.mark.parametrize(
    ("has_terminal", "answer", "message"),
    [
        (False, lambda _: "never asked", "because there is no terminal"),
        (True, lambda _: fails(EOFError()), "No passphrase was typed"),
        (True, lambda _: fails(OSError("gone")), "could not be read from the terminal"),
    ],
)
def test_passphrase_that_cannot_be_typed_is_reported(
    monkeypatch: pytest.MonkeyPatch, has_terminal: bool, answer: object, message: str
) -> None:
    monkeypatch.setattr(passphrases, "_has_terminal", lambda: has_terminal)
    monkeypatch.setattr(passphrases, "getpass", answer)
    with pytest.raises(CommandError, match=message):
        passphrases._typed("Passphrase: ")


def test_a_passphrase_is_asked_at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passphrases, "_has_terminal", lambda: True)
    monkeypatch.setattr(passphrases, "getpass", lambda _: "kettle gravel umbrella")
    assert passphrases._typed("Passphrase: ") == "kettle gravel umbrella"


def test_terminal_is_detected_only_if_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    closed: list[int] = []
    monkeypatch.setattr(os, "open", lambda *_: 99)
    monkeypatch.setattr(os, "close", closed.append)
    assert passphrases._has_terminal() is True
    assert closed == [99]
    monkeypatch.setattr(os, "open", lambda *_: fails(OSError("no terminal")))
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    assert passphrases._has_terminal() is False
    # Windows has no /dev/tty. There getpass reads from the console directly.
    monkeypatch.setattr(passphrases, "os", SimpleNamespace(name="nt"))
    assert passphrases._has_terminal() is True


def test_a_fault_at_one_file_does_not_stop_the_audit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    file = saved(tmp_path, {"date-completed": "2026-03-12"})
    monkeypatch.setattr(audit_records, "record", lambda *_: fails(LookupError("Sam Example")))
    assert program.main(["audit", str(file), "--csv", str(tmp_path / "out")]) == 2
    err = capsys.readouterr().err
    assert "cannot be counted, because the program has a fault (LookupError)" in err
    assert "Sam" not in err


def test_file_pattern_that_cannot_be_expanded_is_treated_as_a_name(
    tmp_path: Path, capsys: Capture
) -> None:
    assert program.main(["audit", "a*\0", "--csv", str(tmp_path / "out")]) == 2
    assert "is not a valid file name" in capsys.readouterr().err


def test_file_pattern_in_an_unreadable_folder_is_treated_as_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "glob", lambda *_: fails(OSError(errno.EIO, "broken")))
    assert list(audit._expanded([tmp_path / "*.json"])) == [tmp_path / "*.json"]


def test_audit_return_says_that_its_period_has_not_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    for number in range(6):
        answers = {"date-completed": "2026-03-12", "client-name": f"Sam {number}"}
        saved(tmp_path, answers, f"{number}.json")
    march = SimpleNamespace(today=lambda: date(2026, 3, 20))
    monkeypatch.setattr(audit, "date", march)
    arguments = ["audit", str(tmp_path / "*.json"), "--csv", str(tmp_path / "out")]
    assert program.main(arguments) == 0
    err = capsys.readouterr().err
    assert notes.NOT_ENDED in err
    assert "Files counted: 6. Not counted: 0" in err


def test_audit_without_a_complete_date_reports_no_period(tmp_path: Path, capsys: Capture) -> None:
    file = saved(tmp_path, {"date-completed": {"year": "2026"}})
    assert program.main(["audit", str(file), "--csv", str(tmp_path / "out")]) == 2
    assert notes.NO_PERIOD in capsys.readouterr().err
