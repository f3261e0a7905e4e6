"""Prepares the process for a command: handles closed standard streams, warnings and signals."""

import os
import signal
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

# Signals that end a program: from `kill`, a closed terminal window or a shutdown.
_TERMINATION_SIGNALS = ("SIGTERM", "SIGHUP")


class Ended(BaseException):
    """A termination signal. As an exception it unwinds the stack, which removes temporary files."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def run(main: Callable[[], int]) -> int:
    """Runs a command and returns its exit status. After a termination signal, ends the process by that signal."""
    _occupy_closed_descriptors()
    with warnings.catch_warnings():
        # Warnings from libraries do not help users, and the option -W error would turn them into exceptions.
        warnings.simplefilter("ignore")
        try:
            with _signals_raised():
                return main()
        except Ended as ended:
            signal.signal(ended.number, signal.SIG_DFL)
            os.kill(os.getpid(), ended.number)
            return 128 + ended.number


def _occupy_closed_descriptors() -> None:
    """Opens the null device for each closed standard stream, or the next file opened would become that stream."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            with suppress(OSError):
                os.open(os.devnull, os.O_RDWR)
    for stream in (sys.stdout, sys.stderr):
        # Reports may contain any script, which the console encoding of some systems cannot represent.
        with suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")  # type: ignore[union-attr]


@contextmanager
def _signals_raised() -> Iterator[None]:
    numbers = [getattr(signal, name) for name in _TERMINATION_SIGNALS if hasattr(signal, name)]
    # `nohup` ignores SIGHUP on purpose.
    caught = [each for each in numbers if signal.getsignal(each) is signal.SIG_DFL]
    for number in caught:
        signal.signal(number, _raise)
    try:
        yield
    finally:
        for number in caught:
            signal.signal(number, signal.SIG_DFL)


def _raise(number: int, _: FrameType | None) -> None:
    signal.signal(number, signal.SIG_IGN)
    raise Ended(number)
