"""What a back-test found, as a table for the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from negoce.portfolio.foresight.backtest import Choice, Cut, Line

_HEAD = f"{'candidate':16} {'MAE':>7} {'RMSE':>7} {'bias':>7} {'AUC':>7} {'ECE':>7} {'in 80 %':>8}  findings"


def cut_lines(cut: Cut, horizon: int) -> Iterator[str]:
    """The lines of one cut: each candidate, then the calibration of the last."""
    day = date.fromordinal(cut.day)
    yield (
        f"Before {day}: {cut.customers} customers, {cut.repeats} of them came back. "
        f"In the {horizon} days from then on: {cut.came} orders."
    )
    yield _HEAD
    for line in cut.lines:
        yield _line(line)
    yield f"Calibration of {cut.lines[-1].candidate}, by tenths: said → came (share of customers who ordered)"
    yield "  " + "  ".join(f"{each.said:.2f} → {each.came:.2f}" for each in cut.lines[-1].scores.bins)
    yield ""


def choice_lines(choice: Choice) -> Iterator[str]:
    """Which model is kept and why."""
    yield (
        f"Kept: {choice.kind}. Its error, absolute and square, is {choice.score:.3f} of that of the better naive "
        "baseline, on average over the cuts."
    )
    yield "All: " + ", ".join(f"{kind} {value:.3f}" for kind, value in choice.others)


def _line(line: Line) -> str:
    scores = line.scores
    cells: Iterable[str] = (
        f"{scores.mae:7.4f}",
        f"{scores.rmse:7.4f}",
        _or_dash(scores.bias, "+7.1%"),
        _or_dash(scores.auc, "7.4f"),
        f"{scores.ece:7.4f}",
        _or_dash(scores.covered, "8.1%").rjust(8),
    )
    return f"{line.candidate:16} {' '.join(cells)}  {', '.join(line.findings)}".rstrip()


def _or_dash(value: float | None, form: str) -> str:
    return "-".rjust(7) if value is None else format(value, form)
