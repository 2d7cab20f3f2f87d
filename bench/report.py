"""The table that `make bench` prints."""

from __future__ import annotations

from typing import Any

DRAWN = "drawn list"

HEAD = (
    f"{'operation':<44}{'p50':>8}{'p95':>8}{'req/s':>8}{'CPU ms':>8}{'SQL ms':>8}{'SQL n':>6}"
    f"{'p50×8':>8}{'p95×8':>8}{'req/s×8':>9}{'fail':>6}  target"
)


def table(report: dict[str, Any]) -> str:
    """The figures in columns; times in milliseconds, with one client, then with eight."""
    lines = [f"\n{report['size']} companies, {report['machine']['cores']} cores, 2 web workers"]
    for result in report["databases"]:
        lines += [
            "",
            f"{result['database']}: first answer {result['first_answer']:.1f} s, "
            f"yardstick {result['yardstick'][0]:.0f} to {result['yardstick'][1]:.0f} ms, "
            f"memory of a web worker {result['memory']:.0f} MB private, "
            f"rows: {', '.join(f'{count:,} {name}' for name, count in result['counts'].items())}",
            HEAD,
        ]
        drawn = [row for row in result["rows"] if row["name"].startswith(DRAWN)]
        lines += [_line(row) for row in result["rows"] if row not in drawn]
        lines += _drawn_lines(drawn)
        lines += [
            f"  failed: {row['name']}: {row['first_failure']}" for row in result["rows"] if row["failures"]
        ]
    return "\n".join(lines)


def _drawn_lines(rows: list[dict[str, Any]]) -> list[str]:
    """The pairs drawn: how many, their median, and the slowest ones."""
    if not rows:
        return []
    ordered = sorted(rows, key=lambda row: row["p50"])
    over = [row for row in ordered if row["p50"] > row["target"]]
    median = ordered[len(ordered) // 2]["p50"]
    head = f"{len(rows)} other pairs: median {median:.1f} ms, {len(over)} over {rows[0]['target']:g} ms; the slowest:"
    return [head, *(f"  {row['p50']:8.1f} ms  {row['name']}" for row in ordered[-5:])]


def _line(row: dict[str, Any]) -> str:
    target = f"≤ {row['target']:g}" if row["target"] else ""
    over = " over" if row["target"] and row["p50"] > row["target"] else ""
    if "p95" not in row:  # asked a few times only: no spread, no CPU, no eight clients
        return f"{row['name'][:43]:<44}{row['p50']:>8.1f}{'':>61}{row['failures']:>6}  {target}{over}"
    return (
        f"{row['name'][:43]:<44}{row['p50']:>8.1f}{row['p95']:>8.1f}{row['rate']:>8.0f}{row['cpu']:>8.1f}"
        f"{row['sql']:>8.1f}{row['queries']:>6}{row['p50_8']:>8.1f}{row['p95_8']:>8.1f}{row['rate_8']:>9.0f}"
        f"{row['failures']:>6}  {target}{over}"
    )
