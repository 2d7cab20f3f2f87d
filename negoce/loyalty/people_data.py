"""What contracts hold about a person: those for which they answer."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_by
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.loyalty.models import Contract
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = Contract.objects.filter(contact_id=contact_id).order_by("id")
    lines = [(each.number, each.title, format_date(each.starts_on, reader_language())) for each in rows]
    columns = (_("Numéro"), _("Objet"), _("Commence le"))
    return (PersonTable("contracts", _("Contrats"), columns, lines),)


def _erase(crowd: Crowd) -> int:
    """The contract stays, it is its company's; its note on indexation forgets the name."""
    rows = Contract.objects.filter(contact_id__in=crowd.keys).exclude(indexation="")
    return mend_by(rows, "contact_id", ("indexation",), crowd.of)


CONTRACT_PEOPLE = PersonData("contracts", _("Contrats"), _export, _erase)
