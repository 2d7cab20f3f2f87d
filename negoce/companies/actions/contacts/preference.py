"""What a person told us to take into account, for a use and on a day (domain 5.4)."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.companies.actions.company_checks import refuse_findings
from negoce.companies.actions.contacts.checks import visible_contact
from negoce.companies.actions.contacts.guard import guard_texts
from negoce.companies.actions.contacts.store import journal_contact
from negoce.companies.actions.people.opposition_record import read_day
from negoce.companies.models import Contact, ContactPreference
from negoce.companies.permissions import may_write_field
from negoce.companies.rules.value_cleaning import clean_line
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding

_MAX = 200


def add_preference(
    actor: Actor, contact: Contact, *, text: str, told_for: str, told_on: object, guard_reason: str = ""
) -> ContactPreference:
    """Keep a preference with the use that it was told for and its day; all three are needed.

    Raises NotAllowed, Refused on the faulty fields, FreeTextRefused for a text that needs `guard_reason`.
    """
    _require(actor)
    texts = {"text": clean_line(text, _MAX), "told_for": clean_line(told_for, _MAX)}
    problems = {name: each.finding for name, each in texts.items() if each.finding is not None}
    empty = {name: Finding("text.required") for name, each in texts.items() if each.value == ""}
    if not str(told_on or "").strip():
        empty["told_on"] = Finding("text.required")
    refuse_findings({**problems, **empty})
    day = read_day("told_on", told_on)
    values = {name: each.value or "" for name, each in texts.items()}
    with transaction.atomic():
        row = visible_contact(actor, contact.pk)
        reason = guard_texts(values, {}, guard_reason)
        made = ContactPreference.objects.create(
            contact=row, told_on=day, recorded_by_id=actor.user_id, **values
        )
        told = {"contact_preferences": (None, [values["text"], values["told_for"], str(day)])}
        journal_contact(actor, row, "changed", told, reason=reason)
    return made


def remove_preference(actor: Actor, preference: ContactPreference) -> None:
    """Forget a preference. Raises NotAllowed."""
    _require(actor)
    with transaction.atomic():
        row = visible_contact(actor, preference.contact_id)
        gone, _rows = ContactPreference.objects.filter(pk=preference.pk).delete()
        if gone:
            # The text itself is forgotten: only that one was taken away is told.
            journal_contact(actor, row, "changed", {"contact_preferences": (_("une préférence"), None)})


def _require(actor: Actor) -> None:
    require(actor, Permission.EDIT)
    if not may_write_field(actor, "contact", "contact_preferences"):
        raise NotAllowed(_("Votre rôle ne permet pas de modifier ce champ. Rien n’a été changé."))
