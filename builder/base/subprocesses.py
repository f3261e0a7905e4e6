"""Other programs: run quietly and heard out, or handed the terminal; never left behind."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.errors import BuildError
from builder.paths import ROOT
from builder.progress import settings

# How long a program may take to end by itself when the build is stopped.
PATIENCE = 5.0

# Some tools colour what they say even when it goes into a pipe.
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Finished:
    """A program that has ended: its exit status and all that it said."""

    status: int
    output: str

    def last_lines(self, count: int = 12) -> str:
        """Return the end of what it said, where the reason for a failure stands."""
        lines = [line.rstrip() for line in self.output.splitlines() if line.strip()]
        return "\n".join(lines[-count:])


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment, with UTF-8 for any Python started in it."""
    return {**os.environ, "PYTHONUTF8": "1", **(extra or {})}


def quietly(
    arguments: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Finished:
    """Run a program to its end and keep what it says; with --verbose also show it as it comes.

    Raises BuildError if the program cannot be started.
    """
    command = [str(argument) for argument in arguments]
    try:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environment(env),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            # A group of its own (POSIX): the terminal's Ctrl-C then reaches build.py alone, which
            # ends the whole group, grandchildren included.
            start_new_session=True,
        )
    except FileNotFoundError as fault:
        raise BuildError(
            f"{command[0]} cannot be started: {fault.strerror}. "
            "Remove what is half installed with: python3 build.py clean"
        ) from fault
    said: list[str] = []
    try:
        assert process.stdout is not None, "asked for by stdout=PIPE"
        with process.stdout:
            for line in process.stdout:
                said.append(line)
                if settings.verbose:
                    print("    " + line, end="", flush=True)
        return Finished(process.wait(), _COLOURS.sub("", "".join(said)))
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[str]) -> None:
    """Ask a program and all it started to stop; insist if it does not."""
    _signal_group(process, signal.SIGTERM)
    try:
        process.wait(PATIENCE)
    except subprocess.TimeoutExpired:
        _signal_group(process, getattr(signal, "SIGKILL", signal.SIGTERM))
        process.wait()


def _signal_group(process: subprocess.Popen[str], number: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, number)


def in_foreground(
    arguments: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> int:
    """Hand the terminal to a program and return its exit status.

    Ctrl-C reaches the program itself; it gets time to end in its own way.
    """
    process = subprocess.Popen(
        [str(argument) for argument in arguments], cwd=cwd, env=environment(env)
    )
    try:
        return process.wait()
    except BaseException:
        # From a terminal the program has the signal already; sent by `kill` it has not. A short
        # wait tells the two apart, since a second signal would cut its tidying short.
        for number in (None, signal.SIGINT, signal.SIGTERM):
            if number is not None:
                process.send_signal(signal.SIGTERM if sys.platform == "win32" else number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(PATIENCE if number else 1.5)
                break
        else:
            process.kill()
            process.wait()
        raise
