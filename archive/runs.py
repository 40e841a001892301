"""Knows what a run's row says of clocks and settings beside what the run itself states."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlite_utils import Database

from archive.clocks import skew
from archive.schedule import Schedule

__all__ = ["skewed", "stated_options"]

_STEP_BACK = timedelta(seconds=1)


def stated_options(
    db: Database, options: dict[str, Any], *, schedule: Schedule, at: datetime
) -> dict[str, Any]:
    """Return a run's options with the intervals that its absences are judged by.

    ``clock_back_seconds`` is added where our clock shows less than at the last run or capture: what came
    first is told by ids, never by the clock.
    """
    stated = {**options, "absences": schedule.absences_text}
    rows = db.conn.execute(
        "select max(at) from (select * from (select coalesce(ended_at, began_at) as at from runs"
        " order by id desc limit 1) union all select * from (select ended_at from captures"
        " order by id desc limit 1))"
    ).fetchone()
    if rows[0] is not None and datetime.fromisoformat(rows[0]) - at > _STEP_BACK:
        stated["clock_back_seconds"] = round((datetime.fromisoformat(rows[0]) - at).total_seconds())
    return stated


def skewed(db: Database, run_id: int) -> int:
    """Count the captures of a run whose server's clock and ours are more than five minutes apart."""
    rows = db.conn.execute(
        "select headers, began_at, ended_at from captures where run_id = ? and headers <> '[]'", (run_id,)
    )
    return sum(
        skew(
            ((name, value) for name, value in json.loads(headers)),
            began=datetime.fromisoformat(began),
            ended=datetime.fromisoformat(ended),
        )
        is not None
        for headers, began, ended in rows
    )
