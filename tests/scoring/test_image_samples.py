"""Tests of the sample messages for the memory image: they run every function that a page can reach.

They must do so before the snapshot is taken, because nothing can be loaded later in the browser.
"""

import subprocess
import sys

import pytest

from builder.base.errors import BuildError
from builder.base.paths import ROOT
from builder.engine.image import samples
from scoring import bridge
from scoring.definition import instrument_file
from scoring.report import renderer

# Functions that no message from a page reaches, and why.
NOT_REACHED = {
    "scoring.definition.contacts Contacts.needs_check": "until the first number has been checked",
    "scoring.definition.instrument_file _earlier": "until there has been an earlier version of the instrument",
    "scoring.errors DefinitionError.__init__": "the definition is sound, or nothing is built",
    "scoring.definition.toml_table Table._fault": "the definition is sound, or nothing is built",
    "scoring.definition.toml_table Table.is_sound": "the definition is sound, or nothing is built",
    "scoring.definition.toml_table _raise": "the definition is sound, or nothing is built",
    "scoring.answers.parsing.normalisation passphrase_before": "for locked files, which the page opens in JavaScript",
    "scoring.answers.envelope.saved_file decode": "for the command line",
    "scoring.operations.assessing LastAnswers.forget": "for the image, once the samples have been answered",
    "scoring.operations.assessing forget": "for the image, once the samples have been answered",
    "scoring.report.jinja_templates _css_string": "for document",
    "scoring.report.renderer document": "for the command line",
}
# Runs in a separate process, because the definition is read only once, and in this process other tests have read it.
FIND = """
import sys
from pathlib import Path
from types import CodeType

run = set()
sys.setprofile(lambda frame, event, _: event == "call" and run.add(
    (frame.f_code.co_filename, frame.f_code.co_qualname)))
from builder.engine.image import samples
samples.answered_samples()
sys.setprofile(None)

def functions(code):
    for each in code.co_consts:
        if isinstance(each, CodeType):
            yield each.co_qualname
            yield from functions(each)

for name, module in sys.modules.items():
    if name.partition(".")[0] == "scoring":
        code = compile(Path(module.__file__).read_text("utf-8"), module.__file__, "exec")
        for function in functions(code):
            # Not what an expression is inside: Pythons differ in what they make of it.
            named = not function.rpartition(".")[2].startswith("<")
            if named and (module.__file__, function) not in run:
                print(name, function)
"""


def test_image_samples_run_every_function_that_a_page_can_reach() -> None:
    finished = subprocess.run(
        [sys.executable, "-c", FIND], cwd=ROOT, capture_output=True, text=True, check=True
    )
    not_run = set(finished.stdout.splitlines())
    assert sorted(not_run - set(NOT_REACHED)) == [], (
        "no sample runs these functions: add one in builder/engine/image/samples/requests.py"
    )


def test_image_samples_have_an_answered_message_for_every_operation() -> None:
    assert set(samples.OPERATIONS) == set(bridge.OPERATIONS)
    for op, ask in samples.OPERATIONS.items():
        answers = [
            answer for message, answer in samples.answered_samples() if f'"op": "{op}"' in message
        ]
        assert len(answers) == len(list(ask(instrument_file.load())))
        assert any('"ok": true' in answer for answer in answers), op


def test_build_stops_if_an_image_sample_cannot_be_answered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(renderer, "article", fail)
    with pytest.raises(BuildError, match="RuntimeError"):
        samples.answered_samples()
