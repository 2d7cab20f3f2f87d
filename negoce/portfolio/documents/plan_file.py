"""The sales action plan as a table for spreadsheets."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.portfolio.documents.plan_book import BookLine, PlanBook
from negoce.portfolio.enums import PlanPart
from negoce.portfolio.models import PlannedAction
from negoce.portfolio.plan_words import PARTS, means_of, months_of, target_of
from negoce.portfolio.queries.reports.table import ReportLine, ReportTable
from negoce.portfolio.rules.action_plan import PlanSums
from negoce.ui.charts import Unit


def plan_table(book: PlanBook, language: str) -> ReportTable:
    """A line an action, then the totals; costs and margins only for who reads them. Counted customers are a column
    of their own: what was typed is not mixed with what orders say.
    """
    measures = [
        (_("Budget"), Unit.MONEY), (_("Clients attendus"), Unit.NUMBER), (_("Clients obtenus"), Unit.NUMBER),
        (_("Clients comptés"), Unit.NUMBER),
    ]  # fmt: skip
    if book.margins:
        measures += [
            (_("Dépensé"), Unit.MONEY), (_("Marge attendue"), Unit.MONEY), (_("Marge obtenue"), Unit.MONEY),
        ]  # fmt: skip
    return ReportTable(
        groups=(_("Partie"), _("Action"), _("Pour qui"), _("Canal et responsable"), _("Période"), _("Note")),
        measures=tuple(label for label, _unit in measures),
        units=tuple(unit for _label, unit in measures),
        lines=[_line(book, part, each, language) for part in PlanPart for each in book.lines[part]],
        totals=_totals(book, book.whole),
        list_key="",
        filter="",
    )


def _line(book: PlanBook, part: PlanPart, line: BookLine, language: str) -> ReportLine:
    row = line.action
    names = (
        str(PARTS[part]), row.name, target_of(row), means_of(row), months_of(row, language), row.note,
    )  # fmt: skip
    values = (row.budget, _count(row.expected_customers), _count(row.actual_customers), _count(line.counted))
    return ReportLine(names, values + _costs(book, row))


def _costs(book: PlanBook, row: PlannedAction) -> tuple[Decimal | None, ...]:
    return (row.actual_cost, row.expected_margin, row.actual_margin) if book.margins else ()


def _totals(book: PlanBook, sums: PlanSums) -> tuple[Decimal | None, ...]:
    known = (sums.budget, _count(sums.expected_customers), _count(sums.actual_customers), None)
    return known + ((sums.spent, sums.expected_margin, sums.actual_margin) if book.margins else ())


def _count(value: int | None) -> Decimal | None:
    return None if value is None else Decimal(value)
