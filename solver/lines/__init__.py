"""Rosters of lines: where a candidate's schedule is legal only as a whole, whole schedules are searched and priced."""
