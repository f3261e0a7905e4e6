"""Runs a memory image of Python in Node, so that tests can send it messages."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from builder.base.paths import ROOT


class Answering:
    """A running image, which answers messages."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Takes the process of Node that runs the image."""
        self._process = process
        # The size of its memory, in bytes, after the last message.
        self.memory = 0

    def reply(self, message: str) -> dict[str, Any]:
        """Return its "answer" to a message, or the code of its "fault"."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "the process has ended"
        reply: dict[str, Any] = json.loads(line)
        self.memory = reply["memory"]
        return reply

    def handle(self, message: str) -> str:
        """Return its answer; fails the test if it has none."""
        reply = self.reply(message)
        assert "answer" in reply, reply
        answer: str = reply["answer"]
        return answer


@contextmanager
def answering(node: Path, image: Path, *, may_grow: bool = True) -> Iterator[Answering]:
    """Start an image. Without `may_grow`, its memory cannot grow, as on a device with no memory left."""
    script = ROOT / "tests" / "app" / "support" / "answer-from-image.mjs"
    with subprocess.Popen(
        [node, script, image, *(() if may_grow else ("--full",))],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        yield Answering(process)
        assert process.stdin is not None
        process.stdin.close()
