"""What the measures of signals mean, in slow plain Python."""

from datetime import date, timedelta


def notified(rows, kind, first, last, narrowed):
    found = []
    for row in rows:
        day = row["notified_date"]
        if row["kind"] != kind or row["status"] == "incident" or day is None:
            continue
        if day < first or day > last:
            continue
        if all(row[dimension] == code for dimension, code in narrowed.items()):
            found.append(row)
    return found


def by_period(selected, months):
    """The first month of each period is found by walking back to one that begins a period."""
    numbers = {}
    for row in selected:
        year, month = row["notified_date"].year, row["notified_date"].month
        while (month - 1) % months:
            month -= 1
        first = date(year, month, 1)
        numbers[first] = numbers.get(first, 0) + 1
    return [{"first": first, "claims": numbers[first]} for first in sorted(numbers)]


def days(selected):
    return [{"notified_date": day} for day in sorted(row["notified_date"] for row in selected)]


def leading(selected, dimension):
    codes = [row[dimension] for row in selected if row[dimension] is not None]
    lines = [{"code": code, "claims": codes.count(code)} for code in sorted(set(codes))]
    return sorted(lines, key=lambda line: -line["claims"])


def whole_periods(first, last, months):
    """Walks day by day: a period is whole when its first and its last day were passed."""
    found, begun, day = [], None, first
    while day <= last:
        if day.day == 1 and (day.month - 1) % months == 0:
            begun = day
        tomorrow = day + timedelta(days=1)
        if begun and tomorrow.day == 1 and (tomorrow.month - 1) % months == 0:
            found.append((begun, day))
            begun = None
        day = tomorrow
    return found


def arrivals(rows, codes, smallest, as_at):
    found = []
    for kind in ("clinical", "non-clinical"):
        lags, trusts = [], set()
        for row in rows:
            incident, day = row["incident_date"], row["notified_date"]
            if row["kind"] != kind or row["status"] == "incident" or row["trust"] not in codes:
                continue
            if incident is None or day is None or day < incident:
                continue
            lags.append(((day - incident).days, incident, day))
            trusts.add(row["trust"])
        if len(trusts) < smallest:
            continue
        last_incident = max(incident for _, incident, _ in lags)
        steady = sorted(
            lag for lag, _, day in lags
            if last_incident - timedelta(days=5 * 365) <= day <= last_incident
        ) or sorted(lag for lag, _, _ in lags)  # fmt: skip
        stray = len(lags) // 1000

        def share(of, ordered=steady):
            return ordered[min(len(ordered) - 1, int(of * len(ordered)))]

        found.append(
            {
                "kind": kind,
                "trusts": len(trusts),
                "median_days": share(0.5),
                "first": max(
                    sorted(incident for _, incident, _ in lags)[stray]
                    + timedelta(days=share(0.95)),
                    sorted(day for _, _, day in lags)[stray] - timedelta(days=7),
                ),
                "last": min(as_at, last_incident + timedelta(days=share(0.05))),
            }
        )
    return found
