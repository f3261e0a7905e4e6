"""What a person sees of the work: one line for each step, with the time it took."""

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
        yield current
    except Exception:
        say("failed")
        raise
    except BaseException:
        say("stopped")
        raise
    note = f"{current.note}, " if current.note else ""
    say(f"{note}{time.monotonic() - started:.1f} s")
