"""What was done about late payments in the demo: reminders step by step, promises, disputes; some are left to do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from negoce.billing.actions.payments.follow_up import record_dispute, record_promise
from negoce.billing.actions.payments.remind import record_reminder
from negoce.billing.models import Receivable
from negoce.billing.rules.reminder_steps import USUAL_STEPS, Overdue, due_step
from negoce.companies.models import Company
from negoce.demo.draws import draws
from negoce.demo.moments import working_day
from negoce.demo.seeding.people import person
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor

# Customers are shared out between so many pieces, each one short transaction.
REMINDERS = 40
_CALLED = (
    "Comptable jointe : le virement part vendredi.",
    "Message laissé au standard, rappeler lundi.",
    "Le dirigeant promet un chèque cette semaine.",
    "Facture égarée : duplicata envoyé.",
)
_DISPUTES = (
    "Six mugs cassés à l’arrivée, réserves sur le bon du transporteur : avoir demandé",
    "Quantité livrée inférieure à celle facturée : 12 pièces manquent",
    "Prix facturé différent de celui du devis",
    "Marchandise reprise par le commercial, avoir non reçu",
    "Facture sans le numéro de bon de commande demandé par la comptabilité",
)
# Of a hundred late customers: nobody has written to these yet, these contest, these have promised a day.
_UNTOUCHED, _CONTEST, _PROMISE = 12, 3, 8


def write_reminders(today: date, place: int) -> None:
    """Write what was done for the late customers of a piece, each step on the day when it would have been taken."""
    rows = Receivable.objects.filter(
        is_open=True, amount__gt=0, due_on__lt=today, company__is_fictional=True, external__isnull=False
    ).select_related("company__owner")
    late = sorted(
        (row for row in rows if row.company_id % REMINDERS == place), key=lambda row: (row.company_id, row.pk)
    )
    clerk = actor_for(person("martine"))
    for _key, owed in groupby(late, key=lambda row: row.company_id):
        _follow(clerk, list(owed), today)


def _follow(clerk: Actor, owed: Sequence[Receivable], today: date) -> None:
    company = owed[0].company
    chance = draws("reminders", company.import_key)
    fate = chance.randrange(100)
    if fate < _UNTOUCHED:
        return
    if fate < _UNTOUCHED + _CONTEST:
        follower = actor_for(company.owner) if company.owner is not None else clerk
        record_dispute(follower, owed[0], reason=chance.choice(_DISPUTES))
        return
    _remind(clerk, company, owed, today, notes=[chance.choice(_CALLED) for _each in USUAL_STEPS])
    if fate < _UNTOUCHED + _CONTEST + _PROMISE:
        record_promise(clerk, owed[-1], promised_on=today + timedelta(days=chance.randint(2, 12)))


def _remind(
    clerk: Actor, company: Company, owed: Sequence[Receivable], today: date, notes: Sequence[str]
) -> None:
    """Take the steps in their order, as `due_step` would have asked for the oldest document on each day."""
    oldest = min(owed, key=lambda row: (row.due_on or today, row.pk))
    last: date | None = None
    for step, note in zip(USUAL_STEPS, notes, strict=True):
        assert oldest.due_on is not None
        # The clerk takes reminders up once a week, some days after each is due; the newest are still to do.
        day = max(
            oldest.due_on + timedelta(days=step.late_days + 3),
            last + timedelta(days=step.apart_days) if last else oldest.due_on,
        )
        day = working_day(day)
        item = Overdue(oldest.pk, oldest.amount - oldest.settled, oldest.due_on, step.number - 1, last)
        if day >= today or due_step(item, today=day) is None:
            return
        keys = [row.pk for row in owed if row.due_on is not None and row.due_on < day]
        record_reminder(
            clerk,
            company,
            step=step,
            keys=keys,
            today=day,
            note=note if step.way.value == "call" else "",
        )
        last = day
