"""Runs a memory image of Python (a snapshot) in Node, so that tests can send it messages."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from builder.base.paths import ROOT


class Answering:
    """A memory image that runs in a Node process and replies to messages."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Use this Node process, which runs the image."""
        self._process = process
        # The size of the image's memory in bytes after the last message.
        self.memory = 0

    def reply(self, message: str) -> dict[str, Any]:
        """Send a message; return the reply, which has an "answer" or the code of a "fault"."""
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
        """Send a message; return the answer, or fail the test if there is none."""
        reply = self.reply(message)
        assert "answer" in reply, reply
        answer: str = reply["answer"]
        return answer


@contextmanager
def answering(node: Path, image: Path, *, may_grow: bool = True) -> Iterator[Answering]:
    """Start an image. If `may_grow` is false, its memory cannot grow, as on a device with no memory left."""
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
