"""Round-trip test of saved files: answers of any kind are opened in the form and saved again without a change."""

import json
from typing import Any

import strategies
from assessment_page import AssessmentPage, envelope
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Page, expect
from saving_page import AS_DOWNLOAD, OWN, banner, choose, save

from scoring.answers.envelope import saved_file
from scoring.cli.encryption import jwe
from scoring.definition import instrument_file
from scoring.definition.model import FieldKind

INSTRUMENT = instrument_file.load()


MULTILINE = {field.id for field in INSTRUMENT.fields if field.kind is FieldKind.MULTILINE}


def in_boxes(answers: dict[str, Any]) -> dict[str, Any]:
    """Return the answers without the line ends that one-line boxes drop, and that nobody can type there either."""
    values: dict[str, Any] = {}
    for item, answer in answers.items():
        if isinstance(answer, dict):
            parts = {key: _one_line(part) for key, part in answer.items()}
            if any(parts.values()):
                values[item] = parts
        elif item in MULTILINE or not isinstance(answer, str):
            values[item] = answer
        elif _one_line(answer).strip():
            values[item] = _one_line(answer)
    return values


def _one_line(value: Any) -> Any:
    return value.replace("\n", "") if isinstance(value, str) else value


def test_answers_opened_from_a_file_are_saved_again_unchanged(page: Page) -> None:
    page.add_init_script(AS_DOWNLOAD)
    form = AssessmentPage(page).open()

    # Few, since each is opened, locked and unlocked. tests/scoring/answers/envelope/test_saved_file.py tries hundreds.
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(strategies.answers)
    def goes_round(answers: dict[str, Any]) -> None:
        text = json.dumps(envelope(answers))
        expected: Any = saved_file.open_text(INSTRUMENT, text).envelope["answers"]
        dialog = choose(page, text.encode(), "answers.json")
        dialog.get_by_role("button", name="Continue this assessment").click()
        expect(banner(page)).to_be_focused()
        confirm_button = page.get_by_role("button", name="I have looked at these")
        if confirm_button.is_visible():
            confirm_button.click()
        expected = in_boxes(expected)
        if not expected:
            return
        saved_answers = json.loads(jwe.decrypt(save(page).content.decode(), OWN))
        assert saved_answers["answers"] == expected

    goes_round()
    form.wait_until_ready()
