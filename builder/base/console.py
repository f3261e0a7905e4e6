"""What a person sees of the work: one line for each step, with the time it took."""

import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Settings:
    """How much is shown; the command line sets it once."""

    verbose = False


settings = Settings()


class Step:
    """A step under way; `note` is said with its time when it ends."""

    note = ""


def say(text: str) -> None:
    """Print one line at once, also into a pipe."""
    print(text, flush=True)


@contextmanager
def step(what: str) -> Iterator[Step]:
    """Say what is being done, and when it is done how long it took."""
    current = Step()
    started = time.monotonic()
    # A verbose run prints what the tools say between the two halves: they need their own lines.
    print(f"{what} ...", end="\n" if settings.verbose else " ", flush=True)
    try:
        with _clock(f"{what} ...", started):
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
    """Count the seconds on a terminal, so that a long download is seen to be alive."""
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
