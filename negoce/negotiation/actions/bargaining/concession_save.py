"""Plans a concession with what is asked for it, and changes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from negoce.companies.actions.contacts.guard import guard_texts
from negoce.identity.actions.journal import Entry, record
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Conflict, Refused, Subject
from negoce.negotiation.actions.bargaining.rights import require_limits
from negoce.negotiation.actions.deals.checks import refuse_all, visible_deal
from negoce.negotiation.models import Concession, Deal
from negoce.negotiation.rules.concession_values import clean_concession
from negoce.negotiation.words.bargaining import say

MOST = 40
_TEXTS = ("given", "asked")


def add_concessions(
    actor: Actor, deal: Deal, *, given: Sequence[Mapping[str, object]], guard_reason: str = ""
) -> list[Concession]:
    """Add concessions in reserve, after those that there are; each holds raw `given`, `cost`, `asked`, `value`.

    Raises NotAllowed, Refused with the faulty fields, FreeTextRefused.
    """
    require_limits(actor)
    with transaction.atomic():
        seen = visible_deal(actor, deal.pk)
        there = Concession.objects.filter(deal=seen)
        if there.count() + len(given) > MOST:
            raise Refused(
                _("Une affaire compte au plus %(most)s concessions : retirez celles qui ne servent plus.")
                % {"most": MOST}
            )
        last = there.aggregate(last=Max("position"))["last"]
        rows = []
        for position, each in enumerate(given, start=0 if last is None else last + 1):
            values, reason = _checked(actor, each, {}, guard_reason)
            row = Concession.objects.create(deal=seen, position=position, **values)
            told = {name: (None, value) for name, value in values.items() if value not in (None, "", False)}
            _journal(actor, row, "created", told, reason)
            rows.append(row)
    return rows


def change_concession(
    actor: Actor,
    row: Concession,
    *,
    given: Mapping[str, object],
    revision: int,
    guard_reason: str = "",
) -> Concession:
    """Change what a concession gives and asks. Raises NotAllowed, Refused, FreeTextRefused, Conflict."""
    require_limits(actor)
    with transaction.atomic():
        stored = stored_concession(actor, row)
        if stored.revision != revision:
            message = _(
                "Cette concession a changé entre-temps. Rien n’a été enregistré : fermez, relisez-la, puis recommencez."
            )
            raise Conflict(
                message, field="revision", current=stored.revision, subject=Subject("concession", row.pk)
            )
        before = {name: getattr(stored, name) for name in _TEXTS}
        values, reason = _checked(actor, given, before, guard_reason)
        changed = {
            name: (getattr(stored, name), value)
            for name, value in values.items()
            if getattr(stored, name) != value
        }
        if changed:
            for name, value in values.items():
                setattr(stored, name, value)
            stored.revision += 1
            stored.save()
            _journal(actor, stored, "changed", changed, reason)
    return stored


def stored_concession(actor: Actor, row: Concession) -> Concession:
    """The concession of a visible deal as it is stored now, held until the end of the transaction.

    Raises NotAllowed when it is there no more.
    """
    seen = visible_deal(actor, row.deal_id)
    stored = Concession.objects.select_for_update().filter(pk=row.pk, deal_id=seen.pk).first()
    if stored is None:
        raise NotAllowed(_("Cette concession n’est plus là. Rien n’a été changé."))
    stored.deal = seen
    return stored


def _checked(
    actor: Actor, given: Mapping[str, object], before: Mapping[str, object], guard_reason: str
) -> tuple[Mapping[str, object], str]:
    cleaned = clean_concession(given, mark_of(actor.language))
    refuse_all({name: say(finding) for name, finding in cleaned.errors.items()})
    texts = {name: cleaned.values[name] for name in _TEXTS}
    return cleaned.values, guard_texts(texts, before, guard_reason)


def _journal(
    actor: Actor, row: Concession, verb: str, changes: Mapping[str, tuple[object, object]], reason: str = ""
) -> None:
    told = {**changes, **({"guard_reason": (None, reason)} if reason else {})}
    record(actor, Entry(verb, "concession", row.pk, row.deal.name, row.deal.company_id, told))
