"""Comparison sheet: what the templates need to print the assessment beside the earlier ones of the same child."""

from scoring.definition.model import Instrument
from scoring.report.wording import comparison_wording, level_wording
from scoring.rules.comparison import compare
from scoring.rules.findings import Findings


def beside_earlier(instrument: Instrument, findings: Findings) -> dict[str, object]:
    """Returns the template context of the comparison sheet, in which `comparison` may be None."""
    assessment = findings.assessment
    if not assessment.earlier:
        return {"comparison": None}
    days = [comparison_wording.day(instrument, each) for each in assessment.earlier]
    now = comparison_wording.day(instrument, assessment.answers)
    results = [*findings.earlier, findings.result]
    comparison = compare(*results[-2:])
    return {
        "comparison": comparison,
        "change": comparison_wording.change(comparison, days[-1]),
        "words": comparison_wording,
        "before": days[-1],
        "series": results,
        "headings": [
            *(day or "Earlier assessment, no date" for day in days),
            now or "This assessment, no date",
        ],
        "levels": [level_wording.level_agreed(each.level) for each in results],
    }
