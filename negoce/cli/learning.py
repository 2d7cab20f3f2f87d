"""What `negoce scoring` and `negoce deals` share: judge, learn and use a model on a table, without a database."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from negoce.cli.progress import Progress
from negoce.cli.tables import NotATable, Table

if TYPE_CHECKING:
    from negoce.cli.scoring_files import Learned
    from negoce.portfolio.scoring.columns import Choice
    from negoce.portfolio.scoring.frame import Frame
    from negoce.portfolio.scoring.outcomes import Outcome


class LearningCommand(BaseCommand):
    """Ways `backtest`, `train` and `score`; `program` names the command and the place of its model."""

    requires_system_checks = ()
    program = ""
    forest = False
    outcome_help, id_help = "the column that says what became of the row", "the column that names a row"

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        self.test = test = ways.add_parser(
            "backtest", help="how well rows are told by models that never saw them"
        )
        test.add_argument(
            "--repeats", type=int, default=0, help="cross-validations, 1 to 10; else 1 or 2 by size"
        )
        train = ways.add_parser("train", help="learn, and keep what was learned in a file")
        score = ways.add_parser("score", help="write id,probability for each row")
        for way in (test, train, score):
            way.add_argument("file", type=Path)
            way.add_argument("--id", default="", help=self.id_help)
        for way in (test, train):
            way.add_argument("--outcome", default="", help=self.outcome_help)
            way.add_argument(
                "--positive", default="", help="its value that counts as good, where it is not plain"
            )
            for option, words in (
                ("--exclude", "columns that must not teach"),
                ("--only", "the only columns that may teach"),
                ("--keep", "columns that teach although they look like leaks or identifiers"),
            ):
                way.add_argument(option, nargs="+", action="extend", default=[], metavar="COLUMN", help=words)
        for way in (train, score):
            way.add_argument(
                "--model", type=Path, help="the file of the model; else one in the data directory"
            )
        score.add_argument("--out", type=Path, required=True)

    def handle(self, *arguments: object, **options: Any) -> None:
        try:
            getattr(self, f"_{options['way']}")(options)
        except NotATable as problem:
            raise CommandError(str(problem), returncode=2) from problem
        except OSError as problem:
            raise CommandError(
                f"{problem.filename or 'A file'} cannot be written: {problem}", returncode=2
            ) from problem

    def _backtest(self, options: dict[str, Any]) -> None:
        from negoce.cli.scoring_report import backtest_lines
        from negoce.portfolio.scoring.backtest import backtest
        from negoce.portfolio.scoring.frame import frame_of

        if not 0 <= options["repeats"] <= 10:
            raise CommandError("--repeats is a number from 1 to 10.", returncode=2)
        table, outcome, choice, _name, _key = self._learnable(options)
        progress = Progress("parts")
        frame = frame_of(choice.used, table, outcome.rows)
        found = backtest(
            frame, outcome.good, repeats=options["repeats"], forest=self.forest, progress=progress.show
        )
        progress.close()
        self.say(backtest_lines(found))
        self.judge_more(frame, outcome, options)

    def _train(self, options: dict[str, Any]) -> None:
        from negoce.cli.scoring_files import write_model
        from negoce.cli.scoring_report import trained_lines
        from negoce.portfolio.scoring.frame import frame_of
        from negoce.portfolio.scoring.scorer import fit_scorer

        target = options["model"] or self._usual_place()
        _keep_what_is_read("--model", target, options["file"])
        table, outcome, choice, name, key = self._learnable(options)
        scorer = fit_scorer(frame_of(choice.used, table, outcome.rows), outcome.good, forest=self.forest)
        write_model(target, scorer, key=key, outcome=name, rows=len(outcome.rows))
        self.say(trained_lines(choice.used, scorer.family))
        self.stdout.write(f"The model is in {target}.")

    def _score(self, options: dict[str, Any]) -> None:
        from negoce.cli.scoring_files import read_any_table, read_model, write_scores
        from negoce.cli.scoring_report import strange_lines
        from negoce.portfolio.scoring.frame import frame_of, strange

        model = options["model"] or self._usual_place()
        _keep_what_is_read("--out", options["out"], options["file"], model)
        learned = read_model(model, self.program)
        table = read_any_table(options["file"])
        columns = learned.scorer.columns
        if options["id"]:
            key = self.named(options["file"], table, options["id"], "--id")
        else:
            key = self.key_to_score(table, learned)
        keys = table[key] if key else [str(row) for row in range(1, len(next(iter(table.values()))) + 1)]
        if not any(column.name in table for column in columns):
            wanted = ", ".join(column.name for column in columns[:8])
            raise NotATable(f"{options['file']} has none of the columns that were learned: {wanted}…")
        for line in strange_lines(strange(columns, table)):
            self.stderr.write(line)
        probabilities = learned.scorer.probabilities(frame_of(columns, table)).tolist()
        quoted = write_scores(options["out"], keys, probabilities)
        if quoted:
            self.stderr.write(f"{quoted} of {key} begin as a formula: they stand behind a quote (').")
        repeated = len(keys) - len(set(keys))
        if repeated:
            self.stderr.write(f"{repeated} rows bear the {key} of another; each row has its own line.")
        self.stdout.write(
            f"{len(probabilities)} {'row' if len(probabilities) == 1 else 'rows'} written to {options['out']}, "
            f"named by {key or 'their number in the file, from 1'}; "
            f"{sum(probabilities) / len(probabilities):.2%} on average for {learned.outcome}."
        )

    def _learnable(self, options: dict[str, Any]) -> tuple[Table, Outcome, Choice, str, str]:
        """The table, its outcome, its columns, the names of outcome and key; says what is used and what is not."""
        from negoce.cli.scoring_files import read_any_table
        from negoce.cli.scoring_report import column_lines, outcome_lines, refusal
        from negoce.portfolio.scoring.columns import choose_columns
        from negoce.portfolio.scoring.outcomes import CannotLearn, read_outcome

        table = read_any_table(options["file"])
        name = self.named(options["file"], table, options["outcome"] or self.outcome_of(table), "--outcome")
        lists = {
            option: frozenset(
                self.named(options["file"], table, each, f"--{option}") for each in options[option]
            )
            for option in ("exclude", "only", "keep")
        }
        key = (
            self.named(options["file"], table, options["id"], "--id") if options["id"] else _key(table, name)
        )
        try:
            outcome = read_outcome(self.outcome_cells(table[name], options["positive"]), options["positive"])
            self.say(outcome_lines(outcome, name, len(table[name])))
            choice = choose_columns(
                table,
                outcome,
                outcome_name=name,
                key=key,
                exclude=lists["exclude"],
                only=lists["only"],
                keep=lists["keep"],
            )
        except CannotLearn as problem:
            raise CommandError(refusal(problem), returncode=2) from problem
        self.say(column_lines(choice))
        return table, outcome, choice, name, key

    def outcome_of(self, table: Table) -> str:
        """The column of the outcome where none is named. Raises NotATable where it cannot be told."""
        raise NotATable("--outcome is needed: the column that says what became of the row.")

    def outcome_cells(self, cells: list[str], positive: str) -> list[str]:
        """The outcomes as they teach."""
        return cells

    def key_to_score(self, table: Table, learned: Learned) -> str:
        """The column that names the rows to score where none is named; empty where their number does."""
        return next(iter(table))

    def judge_more(self, frame: Frame, outcome: Outcome, options: dict[str, Any]) -> None:
        """What a backtest says besides."""

    def named(self, source: Path, table: Table, name: str, option: str) -> str:
        """The column so called, capitals and blanks around it apart."""
        for found in table:
            if found == name or found.strip().casefold() == name.strip().casefold():
                return found
        known = ", ".join("".join(filter(str.isprintable, each)) for each in table)
        raise NotATable(f"{option}: {source.name} has no column {name!r}. Its columns: {known}.")

    def say(self, lines: Iterable[str]) -> None:
        """Write lines."""
        for line in lines:
            self.stdout.write(line)

    def _usual_place(self) -> Path:
        return Path(settings.DATA_DIRECTORY) / self.program / "model.json.gz"


def _key(table: Table, outcome: str) -> str:
    """The first column where each row has its own value: a first column that repeats itself may teach."""
    first = next(iter(table))
    cells = table[first]
    return first if first != outcome and len(set(cells)) >= 0.98 * len(cells) else ""


def _keep_what_is_read(option: str, target: Path, *sources: Path) -> None:
    """Raise NotATable where writing would take the place of a file that is read."""
    if target.exists() and any(source.exists() and target.samefile(source) for source in sources):
        raise NotATable(f"{option}: {target} is read here, and would be lost. Name another file.")
