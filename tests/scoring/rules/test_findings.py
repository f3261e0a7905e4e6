"""Tests of findings: every rule that compares with today gets the device's date, and earlier assessments do too."""

from datetime import date

from instrument_samples import INSTRUMENT, assessed

from scoring.rules.findings import find
from scoring.rules.score import score

TODAY = date(2026, 11, 29)
AHEAD: dict[str, object] = {
    "risk-category": 2,
    "team-manager": "Sam Example",
    "cse-prevention-manager": "Alex Sample",
    "date-agreed": "2026-11-30",
}
PAST = {**AHEAD, "risk-category": 3, "date-agreed": "2026-03-02"}


def earlier(*answers: dict[str, object]) -> list[dict[str, object]]:
    return [{"instrument": INSTRUMENT.version, "answers": each} for each in answers]


def test_a_level_agreed_after_today_is_not_agreed_in_the_findings() -> None:
    assert not find(INSTRUMENT, assessed(AHEAD), TODAY).result.level.is_agreed
    assert find(INSTRUMENT, assessed(AHEAD), date(2026, 11, 30)).result.level.is_agreed
    assert find(INSTRUMENT, assessed(AHEAD)).result.level.is_agreed


def test_an_earlier_level_agreed_after_today_is_not_agreed_in_the_findings() -> None:
    of_file = assessed({}, earlier=earlier(PAST, AHEAD))
    first, second = find(INSTRUMENT, of_file, TODAY).earlier
    assert (first.level.is_agreed, second.level.is_agreed) == (True, False)
    assert second.level.is_dated_ahead


def test_each_earlier_result_is_compared_only_with_those_before_it() -> None:
    lower = {**AHEAD, "date-agreed": "2026-11-01", "level-reason": "Back home"}
    of_file = assessed(lower, earlier=earlier(PAST, lower))
    findings = find(INSTRUMENT, of_file, TODAY)
    assert findings.earlier == (
        score(INSTRUMENT, of_file.earlier[0], (), TODAY),
        score(INSTRUMENT, of_file.earlier[1], of_file.earlier[:1], TODAY),
    )
    falls = [each.level.fall for each in (*findings.earlier, findings.result)]
    assert [each.category if each else None for each in falls] == [None, 3, None]


def test_findings_keep_the_assessment_and_the_date() -> None:
    of_file = assessed(PAST)
    findings = find(INSTRUMENT, of_file, TODAY)
    assert (findings.assessment, findings.today) == (of_file, TODAY)
    assert find(INSTRUMENT, of_file).today is None
