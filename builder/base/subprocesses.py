"""Runs subprocesses, captured or in the foreground, and always cleans them up."""

import contextlib
import os
import re
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from builder.base.console import settings
from builder.base.errors import BuildError
from builder.base.paths import ROOT

# Seconds that a program may take to end by itself when the build is stopped.
TIMEOUT_S = 5.0

# Colour codes, which some tools write even into a pipe.
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished program: its exit status and output."""

    status: int
    output: str

    def last_lines(self, count: int = 12) -> str:
        """Return the end of the output, which usually has the reason for a failure."""
        lines = [line.rstrip() for line in self.output.splitlines() if line.strip()]
        return "\n".join(lines[-count:])


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return this process's environment, with UTF-8 mode for Python subprocesses."""
    return {**os.environ, "PYTHONUTF8": "1", **(extra or {})}


def quietly(
    arguments: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT
) -> Finished:
    """Run a program and capture its output; with --verbose also show it.

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
            # Start a new process group (POSIX). Ctrl-C then reaches only build.py, which ends the
            # whole group, including grandchildren.
            start_new_session=True,
        )
    except FileNotFoundError as fault:
        raise BuildError(
            f"{command[0]} cannot be started: {fault.strerror}. "
            "Remove incomplete installations with: python3 build.py clean"
        ) from fault
    printed: list[str] = []
    try:
        assert process.stdout is not None, "set by stdout=PIPE"
        with process.stdout:
            for line in process.stdout:
                printed.append(line)
                if settings.verbose:
                    print("    " + line, end="", flush=True)
        return Finished(process.wait(), _COLOURS.sub("", "".join(printed)))
    except BaseException:
        _end(process)
        raise


def _end(process: subprocess.Popen[str]) -> None:
    """Terminate a program and its process group; kill them if they do not end."""
    _signal_group(process, signal.SIGTERM)
    try:
        process.wait(TIMEOUT_S)
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
    """Run a program in the foreground and return its exit status.

    Ctrl-C reaches the program directly, and it gets time to clean up.
    """
    process = subprocess.Popen(
        [str(argument) for argument in arguments], cwd=cwd, env=environment(env)
    )
    try:
        return process.wait()
    except BaseException:
        # Ctrl-C in a terminal signals the program too, but `kill` does not. Wait briefly before
        # sending the signal, because a second one would interrupt its clean-up.
        for number in (None, signal.SIGINT, signal.SIGTERM):
            if number is not None:
                process.send_signal(signal.SIGTERM if sys.platform == "win32" else number)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(TIMEOUT_S if number else 1.5)
                break
        else:
            process.kill()
            process.wait()
        raise
