"""The bank statement that waits in the demo: transfers that name their invoice, that do not, that pay several."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from negoce.billing.actions.payments.bank_bring import bring_statement
from negoce.billing.models import Receivable
from negoce.demo.draws import draws
from negoce.demo.seeding.people import person
from negoce.identity.queries.actors import actor_for
from negoce.kit.text import fold
from negoce.kit.working_days import is_working_day

BANK = 1
# What the file holds: so many transfers, and so many days before today.
_TRANSFERS, _DAYS = 12, 6
_LATEST_DUE, _EARLIEST_DUE = 8, 25
# Within what may be written off: the charges of a foreign bank.
_CHARGES = Decimal("4.20")


def write_bank(today: date, _place: int) -> None:
    """Bring in the statement of the last days, as a clerk does with the file of the bank."""
    owed = list(
        Receivable.objects.filter(
            is_open=True,
            settled=0,
            amount__gt=50,
            due_on__range=(today - timedelta(days=_EARLIEST_DUE), today + timedelta(days=_LATEST_DUE)),
            company__is_fictional=True,
            external__isnull=False,
        )
        .select_related("company")
        .order_by("company__name_key", "pk")[: 40 * _TRANSFERS]
    )
    chance = draws("bank", 0)
    payers = sorted({row.company_id for row in owed}, key=lambda _key: chance.random())[:_TRANSFERS]
    days = [day for back in range(_DAYS, 0, -1) if is_working_day(day := today - timedelta(days=back))]
    if not payers or not days:
        return
    rows = [
        _transfer([row for row in owed if row.company_id == payer], place, days[place % len(days)])
        for place, payer in enumerate(payers)
    ]
    rows += [
        (days[0], "COTISATION COMPTE PRO NOVABANQUE", Decimal("-38.40")),
        (days[-1], "VIR SEPA RECU /DE M HENRI VALLON /MOTIF REMBOURSEMENT", Decimal("64.00")),
    ]
    rows.sort(key=lambda row: row[0])
    lines = ["Date opération;Libellé;Débit;Crédit"]
    lines += [f"{day:%d/%m/%Y};{label};{_cell(-amount)};{_cell(amount)}" for day, label, amount in rows]
    content = "\r\n".join(lines).encode("cp1252")
    name = f"releve-{days[-1]:%Y-%m-%d}.csv"
    bring_statement(actor_for(person("martine")), name=name, content=content, account="Compte courant")


def _transfer(owed: list[Receivable], place: int, day: date) -> tuple[date, str, Decimal]:
    """What one customer sent: as most do, with the number; some without; some for all they owe; one less charges."""
    payer = fold(owed[0].company.name).upper().replace(";", " ")
    first = owed[0]
    if place % 4 == 1:
        return day, f"VIR SEPA RECU /DE {payer} /MOTIF VOTRE FACTURE", first.amount
    if place % 4 == 2 and len(owed) > 1:
        numbers = " ".join(row.reference for row in owed)
        return (
            day,
            f"VIR SEPA RECU /DE {payer} /MOTIF {numbers}",
            sum((row.amount for row in owed), Decimal(0)),
        )
    less = _CHARGES if place % 8 == 3 else Decimal(0)
    return day, f"VIR SEPA RECU /DE {payer} /MOTIF {first.reference}", first.amount - less


def _cell(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",") if amount > 0 else ""
