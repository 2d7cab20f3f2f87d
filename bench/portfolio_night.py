"""One run of the nightly work, in a process of its own: `python -m bench.portfolio_night "morning after"`."""

from __future__ import annotations

import json
import resource
import shutil
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import django
import psutil

# What anybody would write by hand for the same figures, beside which the measures are put.
BARE = """
    WITH past AS (SELECT * FROM orders WHERE day <= DATE '{day}'),
    days AS (SELECT DISTINCT company_id, day FROM past WHERE is_purchase),
    stepped AS (SELECT company_id, day, day - lag(day) OVER (PARTITION BY company_id ORDER BY day) AS gap FROM days),
    rhythm AS (
        SELECT company_id, count(*) AS days, min(day) AS first, max(day) AS last, median(gap) AS cadence,
            stddev_pop(gap) / avg(gap) AS variation FROM stepped GROUP BY 1
    ), year AS (
        SELECT company_id, sum(net_cents) FILTER (WHERE day > DATE '{day}' - 365) AS net,
            sum(cost_cents) FILTER (WHERE day > DATE '{day}' - 365) AS cost,
            count(*) FILTER (WHERE day > DATE '{day}' - 365) AS orders FROM past GROUP BY 1
    ), kinds AS (
        SELECT company_id, count(DISTINCT family_id) AS families FROM lines WHERE day <= DATE '{day}' GROUP BY 1
    )
    SELECT * FROM companies LEFT JOIN year USING (company_id) LEFT JOIN rhythm USING (company_id)
        LEFT JOIN kinds USING (company_id)"""
TIMES = 3


def main() -> None:
    """Run what is named and print its figures as JSON."""
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    name, today = sys.argv[1], timezone.localdate()
    facts = Path(settings.DATA_DIRECTORY) / "facts"
    if name == "aggregation":
        print(json.dumps(_aggregation(today)))
        return
    if name == "load":
        shutil.rmtree(facts, ignore_errors=True)
        print(json.dumps(_load(today)))
        return
    if name == "fit":
        print(json.dumps(_fit(today)))
        return
    if name == "first":
        from negoce.portfolio.models import CustomerLife, StatusChange

        shutil.rmtree(facts, ignore_errors=True)
        StatusChange.objects.all()._raw_delete("default")
        CustomerLife.objects.all()._raw_delete("default")
    if name == "morning after":
        _a_day_of_orders(today)
        today += timedelta(days=1)
    if name == "reread":
        today += timedelta(days=2)
    if name == "foreseen":
        today += timedelta(days=3)
    print(json.dumps(_night(today, whole=name == "reread")))


def _load(today: date) -> dict[str, Any]:
    """The first copy, then a second time with nothing changed."""
    from negoce.portfolio.facts.opening import open_facts

    found: dict[str, Any] = {}
    peak = _Peak()
    for name in ("whole", "nothing_changed"):
        start, cpu = time.perf_counter(), time.process_time()
        with open_facts(today=today) as facts:
            found |= {f"{name}_s": round(time.perf_counter() - start, 1)}
            found |= {f"{name}_cpu_s": round(time.process_time() - cpu, 1)}
            found |= {f"{name}_lines": facts.copied.lines}
    return found | {"peak_MB": peak.stop()}


def _fit(today: date) -> dict[str, Any]:
    """One model on the whole history, put in force; the comparison of all candidates is `bench.foresight`'s."""
    from negoce.portfolio.actions.foresight_histories import customer_histories
    from negoce.portfolio.facts.opening import open_facts
    from negoce.portfolio.foresight.fitted import MBG, stored
    from negoce.portfolio.foresight.fitting import fit_team
    from negoce.portfolio.models import ForesightFit

    unknown, peak = today + timedelta(days=1), _Peak()
    with open_facts(today=today) as facts:
        bought = customer_histories(facts, unknown)
    start, cpu = time.perf_counter(), time.process_time()
    fitted = fit_team(bought.histories, unknown.toordinal(), kind=MBG)
    found = {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_s": round(time.process_time() - cpu, 1),
        "kind": fitted.kind,
        "customers": bought.histories.size,
        "peak_MB": peak.stop(),
    }
    ForesightFit.objects.update(is_current=False)
    ForesightFit.objects.create(
        known_until=today, kind=fitted.kind, content=stored(fitted), is_current=True, margins=bought.margins,
        customers=bought.histories.size, repeat_customers=0, orders=len(bought.histories.days),
    )  # fmt: skip
    return found


def _night(today: date, *, whole: bool) -> dict[str, Any]:
    from django.db import transaction

    from negoce.portfolio.actions.recompute import recompute_portfolio

    began, held, peak = [0.0], [0.0], _Peak()

    def hold() -> None:
        began[0] = time.perf_counter()
        transaction.on_commit(lambda: held.append(time.perf_counter() - began[0]))

    start, cpu = time.perf_counter(), time.process_time()
    done = recompute_portfolio(today=today, whole=whole, hold=hold)
    held.sort()
    return {
        "seconds": round(time.perf_counter() - start, 1),
        "cpu_s": round(time.process_time() - cpu, 1),
        **{f"{step}_s": round(value, 1) for step, value in done.seconds.items()},
        "rows": done.rows,
        "changes": done.changes,
        "lines_read": done.lines_read,
        "peak_MB": peak.stop(),
        "lock_p95_ms": int(1000 * held[int(len(held) * 0.95) - 1]),
        "lock_max_ms": int(1000 * held[-1]),
    }


class _Peak:
    """The most memory of this process that is not shared with files, looked at ten times a second."""

    def __init__(self) -> None:
        self._most, self._going = 0, True
        self._process = psutil.Process()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while self._going:
            self._most = max(self._most, self._process.memory_info().rss)
            time.sleep(0.1)

    def stop(self) -> int:
        """Megabytes of the highest point, by the kernel's own account too."""
        self._going = False
        self._thread.join()
        return max(self._most // 10**6, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000)


def _a_day_of_orders(today: date) -> None:
    """200 orders come, 100 of any time change."""
    from django.utils import timezone

    from negoce.orders.models import Order, OrderLine

    known = list(Order.objects.filter(pk__range=(1, 200_000), pk__in=range(1, 200_001, 667)).order_by("pk"))
    for order in known[:200]:
        lines = [OrderLine(position=1, label="x", quantity=1, unit_price=90, net=90, cost=50)]
        new = Order.objects.create(
            company_id=order.company_id,
            reference=f"N{order.pk}",
            ordered_on=today,
            net=90,
            cost=50,
            lines_count=1,
        )
        for line in lines:
            line.order = new
        OrderLine.objects.bulk_create(lines)
    for order in known[200:]:
        Order.objects.filter(pk=order.pk).update(cancelled_at=timezone.now(), updated_at=timezone.now())


def _aggregation(today: date) -> dict[str, Any]:
    """The measures beside a bare query of the same figures, the best of three each."""
    from negoce.portfolio.actions.recompute_measure import measured_companies
    from negoce.portfolio.facts.opening import open_facts
    from negoce.portfolio.measures.purchases import purchases
    from negoce.portfolio.queries.thresholds import current_thresholds

    with open_facts(today=today) as facts:
        bare = BARE.format(day=today.isoformat())
        same = _best(lambda: purchases(facts.orders, facts.lines, today).to_pyarrow())
        query = _best(lambda: facts.backend.con.sql(bare).to_arrow_table())
        start, cpu = time.perf_counter(), time.process_time()
        measured_companies(facts, current_thresholds(), today)
        whole = time.perf_counter() - start, time.process_time() - cpu
    return {
        "measure_s": round(same[0], 2),
        "bare_s": round(query[0], 2),
        "times": round(same[0] / query[0], 2),
        "measure_cpu_s": round(same[1], 2),
        "bare_cpu_s": round(query[1], 2),
        "with_status_and_scores_s": round(whole[0], 2),
        "with_status_and_scores_cpu_s": round(whole[1], 2),
    }


def _best(work: Callable[[], object]) -> tuple[float, float]:
    found = []
    for _each in range(TIMES):
        start, cpu = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - start, time.process_time() - cpu))
    return min(found)


if __name__ == "__main__":
    main()
