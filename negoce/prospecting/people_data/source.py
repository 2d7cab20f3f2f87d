"""What files and licences hold about a person: which file brought them; their texts may name one, and forget it."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_house import mend_house_texts
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.kit.dates import format_date
from negoce.prospecting.models import FileSource, SourcedContact, SourceUse
from negoce.prospecting.queries.sources import origin_words
from negoce.prospecting.words.source import KINDS
from negoce.ui.words.say import reader_language


def _export(contact_id: int) -> Sequence[PersonTable]:
    rows = SourcedContact.objects.filter(contact_id=contact_id).select_related("source").order_by("pk")
    told = [
        (
            str(KINDS[each.source.kind]),
            each.source.supplier,
            origin_words(each.source),
            each.source.dpo_contact,
            format_date(each.brought_on, reader_language()),
        )
        for each in rows
    ]
    columns = (_("Fichier"), _("Fournisseur"), _("Origine"), _("Contact du fournisseur"), _("Reçu le"))
    return (PersonTable("file_sources", _("Fichiers d’origine"), columns, told),)


def _house(crowd: Crowd) -> int:
    texts = ("name", "supplier", "contract", "dpo_contact", "source_words", "note")
    places = ((FileSource.objects.all(), texts, (), ()), (SourceUse.objects.all(), ("what",), (), ()))
    return mend_house_texts(places, ("file_source",), crowd.redact)


SOURCE_PEOPLE = PersonData("file_sources", _("Fichiers d’origine"), _export, house=_house)
