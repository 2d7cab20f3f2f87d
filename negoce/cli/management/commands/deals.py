"""`negoce deals backtest`, `train`, `score`: the chance that a deal is won, learned on any table of deals."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandError

from negoce.cli.learning import LearningCommand
from negoce.cli.progress import Progress
from negoce.cli.tables import NotATable, Table

if TYPE_CHECKING:
    from negoce.cli.scoring_files import Learned
    from negoce.portfolio.scoring.frame import Frame
    from negoce.portfolio.scoring.outcomes import Outcome


class Command(LearningCommand):
    """Learn from won and lost deals without a database."""

    help = "Judge, learn or use a chance to win deals on a table: CSV (or .gz), Parquet, XLSX. Needs no database."
    program = "deals"
    forest = True
    outcome_help = "the column that says what became of the deal; else the one that holds won and lost"
    id_help = (
        "the column that names a deal; else the first one if no value comes twice, else the number of the row"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.epilog = "Deals that are neither won nor lost, as open ones, teach nothing and are no losses."
        self.test.add_argument(
            "--splits", type=int, default=20, help="files set aside by chance, three tenths each, 0 to 100"
        )

    def handle(self, *arguments: object, **options: Any) -> None:
        if not 0 <= options.get("splits", 0) <= 100:
            raise CommandError("--splits is a number from 0 to 100.", returncode=2)
        super().handle(*arguments, **options)

    def outcome_of(self, table: Table) -> str:
        from negoce.portfolio.scoring.closed import outcome_columns

        found = outcome_columns(table)
        if len(found) != 1:
            among = f" Perhaps: {', '.join(found)}." if found else ""
            raise NotATable(f"Which column says what became of the deals? --outcome COLUMN.{among}")
        return found[0]

    def outcome_cells(self, cells: list[str], positive: str) -> list[str]:
        from negoce.portfolio.scoring.closed import closed_only

        return closed_only(cells, positive)

    def key_to_score(self, table: Table, learned: Learned) -> str:
        if learned.key and learned.key in table:
            return learned.key
        first = next(iter(table))
        taught = {column.name for column in learned.scorer.columns} | {learned.outcome}
        return first if first not in taught and len(set(table[first])) == len(table[first]) else ""

    def judge_more(self, frame: Frame, outcome: Outcome, options: dict[str, Any]) -> None:
        from negoce.cli.scoring_report import split_lines, twin_lines
        from negoce.portfolio.scoring.backtest import backtest, split_often
        from negoce.portfolio.scoring.twins import find_twins

        twins = find_twins(frame, outcome.good)
        if twins.rows:
            progress = Progress("parts, twins together")
            apart = backtest(
                frame, outcome.good, repeats=1, groups=twins.groups, forest=True, progress=progress.show
            )
            progress.close()
            self.say(twin_lines(twins, apart.kept))
        if options["splits"]:
            progress = Progress("files set aside")
            found = split_often(
                frame, outcome.good, times=options["splits"], forest=True, progress=progress.show
            )
            progress.close()
            self.say(split_lines(found))
