"""What contracts hold about a person: those for which they answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.interfaces import PersonData, PersonTable
from negoce.kit.dates import format_date
from negoce.loyalty.models import Contract
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = Contract.objects.filter(contact_id=contact_id).order_by("id")
    lines = [(each.number, each.title, format_date(each.starts_on, reader_language())) for each in rows]
    columns = (_("Numéro"), _("Objet"), _("Commence le"))
    return (PersonTable("contracts", _("Contrats"), columns, lines),)


def _erase(contact_id: int, redact: Callable[[str], str]) -> int:
    """The contract stays, it is its company's; its note on indexation forgets the name."""
    changed = 0
    for row in Contract.objects.filter(contact_id=contact_id).exclude(indexation="").order_by("id"):
        text = redact(row.indexation)
        if text != row.indexation:
            changed += Contract.objects.filter(pk=row.pk).update(indexation=text)
    return changed


CONTRACT_PEOPLE = PersonData("contracts", _("Contrats"), _export, _erase)
