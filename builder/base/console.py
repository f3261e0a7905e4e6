"""Progress output: one line for each build step, with the time it took."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Settings:
    """How much is shown. The command line sets it once."""

    verbose = False


settings = Settings()


class Step:
    """A running step. `note` is printed with the time when it ends."""

    note = ""


def say(text: str) -> None:
    """Print one line and flush, so that it appears at once in a pipe too."""
    print(text, flush=True)


@contextmanager
def step(description: str) -> Iterator[Step]:
    """Print the name of a step, and how long it took when it is finished."""
    current = Step()
    started = time.monotonic()
    # In a verbose run, the tools print between the two parts, so each part needs its own line.
    print(f"{description} ...", end="\n" if settings.verbose else " ", flush=True)
    try:
        with _clock(f"{description} ...", started):
            yield current
    except Exception:
        say("failed")
        raise
    except BaseException:
        say("stopped")
        raise
    note = f"{current.note}, " if current.note else ""
    say(f"{note}{time.monotonic() - started:.1f} s")


@contextmanager
def _clock(line: str, started: float) -> Iterator[None]:
    """Count the seconds on a terminal, to show that a long download is still running."""
    room = shutil.get_terminal_size().columns - len(line)
    if settings.verbose or room < 10 or not sys.stdout.isatty():
        yield
        return
    done = threading.Event()

    def tick() -> None:
        while not done.wait(1):
            print(f"\r{line} {time.monotonic() - started:.0f} s", end="", flush=True)

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        print(f"\r{line} ", end="")
