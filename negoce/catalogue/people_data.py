"""What the catalogue holds about a person: the terms of sale that they received."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from negoce.catalogue.models import TermsReceipt
from negoce.catalogue.terms_of_sale_words import WAYS
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.kit.dates import format_date
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = TermsReceipt.objects.filter(contact_id=contact_id).select_related("terms").defer("terms__pdf")
    lines = [
        (
            str(each.terms),
            format_date(timezone.localtime(each.sent_at).date(), reader_language()),
            str(WAYS[each.how]),
        )
        for each in rows.order_by("id")
    ]
    columns = (_("version"), _("Date"), _("Comment"))
    return (PersonTable("terms_of_sale", _("Conditions de vente reçues"), columns, lines),)


# The company received them, whoever opened the letter: there is nothing here to erase of the person.
TERMS_PEOPLE = PersonData("terms_of_sale", _("Conditions de vente reçues"), _export)
