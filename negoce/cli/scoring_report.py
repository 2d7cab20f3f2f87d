"""What `negoce scoring` found, in sentences and tables for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from negoce.portfolio.scoring.backtest import PARTS, Backtest
from negoce.portfolio.scoring.columns import Choice, Column, LeftOut
from negoce.portfolio.scoring.frame import Strange
from negoce.portfolio.scoring.judging import Judged
from negoce.portfolio.scoring.outcomes import CannotLearn, Outcome
from negoce.portfolio.scoring.scorer import Family
from negoce.portfolio.scoring.twins import Twins

_WHY = {
    LeftOut.KEY: "the key",
    LeftOut.ASKED: "left out as asked",
    LeftOut.CONSTANT: "one value everywhere",
    LeftOut.IDENTIFIER: "another value in each row: an identifier",
    LeftOut.FREE_TEXT: "free text",
    LeftOut.FILLED_LATER: "LEAK: its name is that of what is filled in while a lead or deal is worked, or after",
    LeftOut.TELLS_ALONE: "LEAK: tells the outcome nearly alone",
    LeftOut.IS_OUTCOME: "LEAK: the outcome under another name",
}
_REFUSALS = {
    "no_outcome": "The outcome column is empty: nothing to learn from.",
    "one_class": "All {rows} outcomes are '{value}': a model needs both good and bad ones.",
    "not_binary": "The outcome has {count} values ({values}), it must have two. Name the good one: --positive VALUE.",
    "unknown_positive": "No row has the outcome '{value}'. Found: {values}.",
    "few_rows": "Not enough data: {rows} rows have an outcome, {least} are needed. Nothing was learned.",
    "few_of_one": "Not enough data: the rarer outcome comes {rows} times, {least} are needed. Nothing was learned.",
    "no_column": "No column is left to learn from: see --keep, --only and --exclude.",
}
_FAMILIES = {
    Family.LOGISTIC: "logistic regression",
    Family.BOOSTING: "gradient boosting",
    Family.BOTH: "mean of both",
    Family.FOREST: "extra trees",
    Family.BLEND: "mean of all three",
}


def refusal(problem: CannotLearn) -> str:
    """Why nothing can be learned, with the figure."""
    return _REFUSALS[problem.code].format(**problem.figures)


def outcome_lines(outcome: Outcome, name: str, rows: int) -> Iterator[str]:
    """How many rows, how many outcomes."""
    yield (
        f"{rows} rows, {len(outcome.rows)} with an outcome; {name} = '{outcome.positive}' in {outcome.good.sum()} "
        f"({outcome.rate:.2%})."
    )
    if outcome.guessed:
        yield f"  '{outcome.positive}' is taken for the good outcome because it is the rarer; else: --positive VALUE."


def column_lines(choice: Choice) -> Iterator[str]:
    """Columns that teach, with how each sorts the rows by itself; then the others, with the reason."""
    yield f"Columns used ({len(choice.used)}), with the AUC of each by itself:"
    for used in choice.used:
        levels = f", {len(used.levels)} levels" if used.levels else ""
        odd = (
            "   leak? tells much alone: if it is filled in after the contact, --exclude it"
            if used.suspect
            else ""
        )
        yield f"  {used.name}: {used.kind.value}{levels}, {used.alone:.3f}{odd}"
    yield f"Left out ({len(choice.left)}); --keep COLUMN takes one nevertheless:"
    for left in choice.left:
        told = "" if left.alone is None else f" (AUC {left.alone:.3f})"
        yield f"  {left.name}: {_WHY[left.reason]}{told}"
    yield (
        "Empty cells and cells such as 'Select' are read as not answered, as two levels: asked in vain is not the same "
        "as never asked."
    )


def backtest_lines(found: Backtest) -> Iterator[str]:
    """AUC, Brier, log-loss, lift of each family; calibration of what is kept."""
    times = "once" if found.repeats == 1 else f"{found.repeats} times"
    yield f"Each row told by models that never saw it: {PARTS} parts, {times}, stratified; calibrated inside each part."
    yield f"{'':22} {'AUC':>7} {'Brier':>7} {'logloss':>8} {'gap':>7} {'lift 10%':>9} {'lift 20%':>9}"
    for family, judged in found.families.items():
        yield _line(_FAMILIES[family], judged)
    chosen = ", ".join(f"{_FAMILIES[family]} {count}" for family, count in found.chosen.items())
    yield _line("kept (choice included)", found.kept)
    yield f"Chosen in the parts: {chosen}."
    yield (
        f"On the right side of 50%: {found.kept.right:.1%} of rows. Calibration slope {found.kept.slope:.2f}: "
        "1 is true, less is too sure of itself."
    )
    yield "Calibration of what is kept, the most likely tenth first: said → came, gathered so far"
    gathered, rows, all_good = 0.0, 0, sum(each.rows * each.came for each in found.kept.tenths)
    for place, tenth in enumerate(found.kept.tenths, start=1):
        gathered, rows = gathered + tenth.rows * tenth.came, rows + tenth.rows
        yield (
            f"  {place:2} {tenth.rows:6} rows  {tenth.said:7.2%} → {tenth.came:7.2%}  "
            f"{gathered / all_good:7.1%} of the good ones in {rows} rows"
        )


def twin_lines(twins: Twins, apart: Judged) -> Iterator[str]:
    """How many rows are alike, and what that hides."""
    yield (
        f"{twins.rows} rows of {len(twins.groups)} are like another in every column; two such have the same outcome in "
        f"{twins.agree:.0%} of pairs."
    )
    yield (
        f"Where alike rows are never on both sides (once): AUC {apart.auc:.4f}, Brier {apart.brier:.4f}, right "
        f"{apart.right:.1%}. Expect this of deals unlike all known ones."
    )


def split_lines(found: Sequence[Judged]) -> Iterator[str]:
    """What chance does to one file set aside."""
    yield f"{len(found)} files set aside by chance (three tenths of the rows, learned from the rest):"
    for name, values in (
        ("AUC", [each.auc for each in found]),
        ("Brier", [each.brier for each in found]),
        ("right", [each.right for each in found]),
        ("slope", [each.slope for each in found]),
    ):
        ordered = sorted(values)
        yield (
            f"  {name:6} mean {sum(values) / len(values):.4f}, from {ordered[0]:.4f} to {ordered[-1]:.4f}, "
            f"half of them from {ordered[len(ordered) // 4]:.4f} to {ordered[-1 - len(ordered) // 4]:.4f}"
        )


def trained_lines(columns: Sequence[Column], family: Family) -> Iterator[str]:
    """What was learned."""
    yield f"Learned from {len(columns)} columns; kept: {_FAMILIES[family]} (truest on rows it had not seen)."


def strange_lines(found: Strange) -> Iterator[str]:
    """What was unlike the rows that taught."""
    if found.missing:
        yield f"Columns missing here, read as not answered everywhere: {', '.join(found.missing)}."
    for name, count in found.unknown:
        yield f"{name}: {count} cells have a value that was never or hardly seen; read as 'other' or not answered."


def _line(name: str, judged: Judged) -> str:
    return (
        f"{name:22} {judged.auc:7.4f} {judged.brier:7.4f} {judged.log_loss:8.4f} {judged.gap:7.4f} "
        f"{judged.lift_10:9.2f} {judged.lift_20:9.2f}"
    )
