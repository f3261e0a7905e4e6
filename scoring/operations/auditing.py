"""Operations of the audit page: one record for each file, and the return of many records."""

from scoring.audit import audit_return
from scoring.audit import period as fixed_period
from scoring.audit import records as audit_records
from scoring.errors import AnswersError
from scoring.operations.requests import Json, shipped, text
from scoring.operations.requests import today as device_date


def audit_row(request: Json) -> Json:
    """Returns the audit's record of the file whose `text` is given."""
    instrument, _ = shipped()
    audit_record = audit_records.record(instrument, text(request), device_date(request))
    return audit_records.as_json(audit_record)


def audit(request: Json) -> Json:
    """Makes the audit return from the request's `records`, `period` (empty: the latest year), `rows` and `today`."""
    instrument, _ = shipped()
    records = audit_records.checked(instrument, request.get("records"))
    period, today = request.get("period", ""), request.get("today", "")
    if not isinstance(period, str) or not isinstance(today, str):
        raise AnswersError("message", "period", "must be text")
    result = audit_return.audit(
        instrument,
        records,
        period=fixed_period.parse(period) if period else None,
        rows=request.get("rows") is True,
        today=today,
    )
    return {
        "html": result.html,
        "csv": {"rows": result.rows, "counts": result.counts},
        "count": result.count,
        "outside": result.outside,
        "period": result.period.id if result.period else "",
        "periods": [{"id": each.id, "label": each.label} for each in result.periods],
        "left_out": [
            *(
                {"index": each.index, "counted": each.counted, "message": each.message}
                for each in result.duplicates
            ),
            *(
                {"index": index, "counted": index, "message": audit_return.undated(instrument)}
                for index in result.undated
            ),
        ],
    }
