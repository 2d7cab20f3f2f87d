"""What every action on a tender asks first: who acts, on which tender, with which values."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Subject
from negoce.negotiation.actions.deals.checks import refuse_all
from negoce.negotiation.models import Tender
from negoce.negotiation.queries.tenders.visible import tenders_for_page
from negoce.negotiation.rules.deal_values import key_of
from negoce.negotiation.rules.tender_values import DAYS, clean_tender
from negoce.negotiation.words.tender import say


def visible_tender(actor: Actor, tender_id: int) -> Tender:
    """The tender as it is stored now; raises NotAllowed when the actor does not see it."""
    row = tenders_for_page(actor).filter(pk=tender_id).first()
    if row is None:
        raise NotAllowed(
            _("Cet appel d’offres n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
        )
    return row


def check_revision(row: Tender, revision: int | None) -> None:
    """Raise Conflict when the person looked at an older state of the tender."""
    if revision is not None and revision != row.revision:
        raise changed_meanwhile(row, row.revision)


def changed_meanwhile(row: Tender, revision: int | None) -> Conflict:
    """The refusal of who looked at an older state."""
    message = _(
        "Cet appel d’offres a changé entre-temps. Rien n’a été enregistré : fermez, relisez-le, puis recommencez."
    )
    return Conflict(message, field="revision", current=revision, subject=Subject("tender", row.pk))


def checked_values(
    actor: Actor, given: Mapping[str, object], row: Tender | None, guard_reason: str
) -> tuple[dict[str, object], str]:
    """Values fit for the columns, `owner` (a person's key) included, and the reason that overrode the guard.

    Raises Refused with every faulty field, FreeTextRefused.
    """
    stored = {name: getattr(row, name) for name in DAYS} if row is not None else {}
    cleaned = clean_tender(given, timezone.localdate(), mark_of(actor.language), stored)
    errors = {name: say(finding) for name, finding in cleaned.errors.items()}
    values = dict(cleaned.values)
    if "owner" in given:
        owner = given["owner"]
        if owner is None or (isinstance(owner, User) and owner.is_active):
            values["owner_id"] = owner.pk if owner is not None else None
        else:
            errors["owner"] = _("Cette personne n’existe pas ou ne peut plus se connecter.")
    refuse_all(errors)
    if "name" in values:
        values["name_key"] = key_of(str(values["name"]))
    texts: dict[str, object] = {name: values[name] for name in ("name", "own_rules") if name in values}
    before: dict[str, object] = {name: getattr(row, name) if row is not None else "" for name in texts}
    return values, guard_texts(texts, before, guard_reason)
