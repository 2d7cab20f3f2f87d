"""`negoce portfolio backtest`, `negoce portfolio export`: how well orders are foreseen, and what is foreseen."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from negoce.cli.tables import NotATable
from negoce.portfolio.enums import LifeStatus

if TYPE_CHECKING:
    from negoce.portfolio.foresight.histories import Histories
    from negoce.portfolio.foresight.season import Season

_LONGEST_HORIZON = 730


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose orders: their names, what they bought, and the status that follows from days of orders."""

    names: tuple[str, ...]
    known: Histories
    status: Callable[[int, tuple[int, ...]], LifeStatus]


class Command(BaseCommand):
    """Foresee orders from the command line."""

    help = "Compare the models that foresee orders on past days, or export what is foreseen."

    def add_arguments(self, parser: ArgumentParser) -> None:
        ways = parser.add_subparsers(dest="way", required=True)
        test = ways.add_parser("backtest", help="foresee from past days and compare with what came")
        test.add_argument("--horizon", type=int, default=90, help="days to foresee")
        test.add_argument(
            "--cuts", default="", help="first days not to be known, 2026-01-31,…; else the last four"
        )
        export = ways.add_parser("export", help="what is foreseen of each customer, as a CSV")
        export.add_argument("--as-of", required=True, help="the last day that is known, such as 2026-01-31")
        export.add_argument("--out", type=Path, required=True)
        for way in (test, export):
            way.add_argument(
                "--orders", type=Path, help="customer,date,reference,net instead of the database"
            )
            way.add_argument("--season", default="own", help="own, none, autumn, or a file month,index")

    def handle(self, *arguments: object, **options: object) -> None:
        orders = Path(str(options["orders"])) if options["orders"] else None
        season = self._season(str(options["season"]))
        if options["way"] == "backtest":
            self._backtest(orders, season, int(str(options["horizon"])), str(options["cuts"]))
            return
        as_of = _day(str(options["as_of"]), "--as-of")
        self._export(
            self._source(orders, as_of), season, as_of, Path(str(options["out"])), by_name=orders is None
        )

    def _backtest(self, orders: Path | None, season: Season | None, horizon: int, told: str) -> None:
        from negoce.cli.foresight_report import choice_lines, cut_lines
        from negoce.portfolio.foresight.backtest import backtest, choose, usual_cuts

        if not 1 <= horizon <= _LONGEST_HORIZON:
            raise CommandError(f"--horizon is a number of days from 1 to {_LONGEST_HORIZON}.")
        known = self._source(orders, None if orders else timezone.localdate()).known
        if not known.size:
            raise CommandError("There is no order to learn from.")
        end = int(known.days.max()) + 1
        days = [_day(each.strip(), "--cuts").toordinal() for each in told.split(",") if each.strip()]
        late = [date.fromordinal(day).isoformat() for day in days if day + horizon > end]
        if late:
            raise CommandError(f"The {horizon} days from {', '.join(late)} are not all known.")
        cuts = []
        for cut in backtest(known, days or usual_cuts(known, end, horizon), horizon, season=season):
            cuts.append(cut)
            for line in cut_lines(cut, horizon):
                self.stdout.write(line)
        choice = choose(cuts)
        if choice is None:
            raise CommandError(
                "Nothing to compare: before none of these days had 100 customers ordered twice. "
                "Only the status by rules holds."
            )
        for line in choice_lines(choice):
            self.stdout.write(line)

    def _export(
        self, source: _Source, season: Season | None, as_of: date, target: Path, *, by_name: bool
    ) -> None:
        from negoce.cli.foresight_export import export_rows, write_csv
        from negoce.portfolio.foresight.choosing import fit_best
        from negoce.portfolio.foresight.fitting import NotEnough
        from negoce.portfolio.foresight.predict import predict

        if not source.names:
            raise CommandError(f"There is no order up to {as_of}: nothing is written.")
        today = as_of.toordinal() + 1
        foreseen = None
        try:
            best = fit_best(source.known, today, season=season)
            foreseen = predict(source.known, today, best.fitted)
            found = ", ".join(best.fitted.findings) or "nothing"
            self.stdout.write(f"Model: {best.fitted.kind}. Found in the fit: {found}.")
        except NotEnough:
            self.stderr.write(
                "Fewer than 100 customers ordered twice: the status by rules is written, the other columns are blank."
            )
        try:
            rows = export_rows(source.names, source.known, foreseen, source.status)
            # The database hands customers out by a number that nobody sees.
            count = write_csv(target, iter(sorted(rows, key=lambda row: str(row[0]))) if by_name else rows)
        except OSError as problem:
            raise CommandError(f"{target} cannot be written: {problem}") from problem
        self.stdout.write(f"{count} customers written to {target}, as of {as_of}.")

    def _season(self, text: str) -> Season | None:
        from negoce.cli.season_file import told_season

        try:
            return told_season(text)
        except NotATable as problem:
            raise CommandError(str(problem)) from problem

    def _source(self, orders: Path | None, as_of: date | None) -> _Source:
        return _from_database(as_of) if orders is None else self._from_file(orders, as_of)

    def _from_file(self, orders: Path, as_of: date | None) -> _Source:
        from negoce.cli.orders_file import read_orders
        from negoce.portfolio.foresight.histories import histories_of
        from negoce.portfolio.rules.thresholds import Thresholds

        try:
            rows = read_orders(orders, as_of)
        except NotATable as problem:
            raise CommandError(str(problem)) from problem
        for sentence in rows.refused.sentences():
            self.stderr.write(sentence)
        known = histories_of(rows.customer, rows.day, rows.net, net=rows.net)
        return _Source(rows.names, known, _by_days(Thresholds(), as_of))


def _from_database(as_of: date | None) -> _Source:
    from negoce.portfolio.actions.foresight_histories import customer_histories, public_names
    from negoce.portfolio.facts.opening import open_facts
    from negoce.portfolio.queries.thresholds import current_thresholds

    day = as_of or timezone.localdate()
    with open_facts(today=timezone.localdate()) as facts:
        known = customer_histories(facts, day + timedelta(days=1)).histories
    names, numbered = public_names(known)
    return _Source(names, numbered, _by_days(current_thresholds(), day))


def _by_days(thresholds: object, as_of: date | None) -> Callable[[int, tuple[int, ...]], LifeStatus]:
    from negoce.portfolio.rules.life_cycle import status_on
    from negoce.portfolio.rules.life_facts import LifeFacts
    from negoce.portfolio.rules.thresholds import Thresholds

    assert isinstance(thresholds, Thresholds)
    day = as_of or date.max

    def status(_number: int, days: tuple[int, ...]) -> LifeStatus:
        return status_on(LifeFacts(order_days=tuple(map(date.fromordinal, days))), thresholds, day)

    return status


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"{option} takes a day such as 2026-01-31, not {text!r}.") from None
