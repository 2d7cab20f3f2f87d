"""What orders hold about a person: those that they placed for their company."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.orders.models import OrderTerms
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = OrderTerms.objects.filter(contact_id=contact_id).select_related("order").order_by("order_id")
    lines = [
        (each.order.reference, format_date(each.order.ordered_on, reader_language()), each.buyer_reference)
        for each in rows
    ]
    columns = (_("Référence"), _("Date"), _("n° de commande du client"))
    return (PersonTable("orders", _("Commandes passées"), columns, lines),)


def _erase(crowd: Crowd) -> int:
    """The order stays, it is its company's; its note forgets the name."""
    rows = OrderTerms.objects.filter(contact_id__in=crowd.keys).exclude(note="")
    return mend_by(rows, "contact_id", ("note",), crowd.of)


ORDER_PEOPLE = PersonData("orders", _("Commandes"), _export, _erase)
