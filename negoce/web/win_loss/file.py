"""The tables of deals won and lost as a file: one line a group."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from io import StringIO

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.companies.rules.spreadsheet_text import neutralise
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.negotiation.enums import OutcomeReason
from negoce.negotiation.words.deal import label_of
from negoce.portfolio.queries.deal_tallies import Tallies, all_of, tallies
from negoce.portfolio.queries.win_loss import decided_deals, read_sides
from negoce.portfolio.rules.reasons import Tally
from negoce.portfolio.rules.win_loss import compared
from negoce.web.lists.exports import CSV_TYPE
from negoce.web.win_loss.asked import read_asked
from negoce.web.win_loss.tables import Group, Groups, tables_of
from negoce.web.win_loss.words import REASON, STANDINGS

Cell = str | Decimal | int | None


@require_GET
def download(request: HttpRequest) -> HttpResponse:
    """Every table of the page as CSV, over the same deals; noted in the journal. Raises NotAllowed."""
    asked = read_asked(request)
    require(asked.actor, Permission.EXPORT)
    rows = decided_deals(asked.spec(), asked.start, asked.today)
    reasons = tallies(rows, "outcome_reason")
    whole = all_of(reasons)
    tables = tables_of(asked, read_sides(rows), whole) if whole.decided else ()
    lines = list(_lines([*tables, _reasons(reasons, whole)]))
    with transaction.atomic():
        changes: dict[str, tuple[object, object]] = {"format": (None, "csv"), "rows": (None, len(lines))}
        record(asked.actor, Entry("export", "win_loss", None, asked.whose.choice.label, changes=changes))
    buffer = StringIO()
    buffer.write("\ufeff")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for line in ([*_heads()], *lines):
        writer.writerow([neutralise(each) if isinstance(each, str) else _plain(each) for each in line])
    response = HttpResponse(buffer.getvalue().encode(), content_type=CSV_TYPE)
    name = f"gagne-perdu-{asked.today:%Y-%m-%d}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _heads() -> Sequence[str]:
    return (
        *(_("Tableau"), _("Groupe"), _("Gagnées"), _("Perdues"), _("Taux (%)"), _("Taux, bas (%)")),
        *(_("Taux, haut (%)"), _("Gagné HT (€)"), _("Perdu HT (€)"), _("Comparé aux autres")),
    )


def _reasons(reasons: Tallies, whole: Tally) -> Groups:
    groups = compared(reasons, whole)
    unsaid = _("Sans raison notée")
    return Groups(
        REASON,
        {key: Group(label_of(OutcomeReason, key) if key else unsaid, each) for key, each in groups.items()},
    )


def _lines(tables: Sequence[Groups]) -> Iterator[Sequence[Cell]]:
    for table in tables:
        for group in table.lines.values():
            tally, share = group.figures.tally, group.figures.share
            # A reason is only known once a deal is over: a rate of one says nothing of what wins.
            judged = table.key != REASON
            yield (
                *(table.title, group.name, tally.won, tally.lost),
                *((share.percent, share.low, share.high) if judged else (None, None, None)),
                *(tally.won_amount, tally.lost_amount),
                str(STANDINGS[group.figures.standing][0]) if judged else "",
            )


def _plain(value: Decimal | int | None) -> str:
    return "" if value is None else str(value).replace(".", ",")
