"""What requests about data hold of a person: told to them, and emptied with them; the days stay as the proof."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from negoce.companies.actions.people.erase_texts import mend_rows
from negoce.companies.enums import Channel, RightsKind, RightsState
from negoce.companies.interfaces import PersonData, PersonTable
from negoce.companies.models import ProcessingEntry, RightsRequest
from negoce.companies.rules.privacy.crowd import Crowd
from negoce.companies.words.choices import choice_label
from negoce.kit.dates import format_date
from negoce.ui.words.say import reader_language

_TEXTS = ("name", "identity_note", "details", "extension_reason", "answer")
_PROCESSING = (
    "name",
    "purpose",
    "basis",
    "people",
    "data",
    "recipients",
    "transfers",
    "retention",
    "security",
)


def _export(contact_id: int) -> Sequence[PersonTable]:
    language = reader_language()
    rows = [
        (
            choice_label(RightsKind, each.kind),
            format_date(each.received_on, language),
            choice_label(Channel, each.received_through),
            each.details,
            choice_label(RightsState, each.state),
            format_date(each.answered_on, language) if each.answered_on else "",
            each.answer,
        )
        for each in RightsRequest.objects.filter(contact_id=contact_id).order_by("pk")
    ]
    columns = (
        _("Demande"), _("Reçue le"), _("Par"), _("Ce qui est demandé"), _("État"), _("Répondue le"), _("Réponse"),
    )  # fmt: skip
    return (PersonTable("rights_requests", _("Demandes sur ses données"), columns, rows),)


def _erase(crowd: Crowd) -> int:
    mine = RightsRequest.objects.filter(contact_id__in=crowd.keys)
    return mine.update(name="", identity_note="", details="")


def _house(crowd: Crowd) -> int:
    changed = mend_rows(RightsRequest.objects.all(), _TEXTS, crowd.redact)
    return changed + mend_rows(ProcessingEntry.objects.all(), _PROCESSING, crowd.redact)


RIGHTS_PEOPLE = PersonData("rights_requests", _("Demandes sur ses données"), _export, _erase, _house)
