"""What every action on a deal asks first: who acts, on which deal, with which values."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.identity.models import User
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Finding
from negoce.kit.numbers import mark_of
from negoce.kit.refusal import Refused
from negoce.negotiation.models import Deal, SalesCycle
from negoce.negotiation.queries.deals.visible import visible_deals
from negoce.negotiation.rules.deal_values import EDITABLE, clean_deal
from negoce.negotiation.words.deal import say


def visible_deal(actor: Actor, deal_id: int) -> Deal:
    """The deal as it is stored now; raises NotAllowed when the actor does not see it."""
    rows = visible_deals(actor).select_related("company", "owner", "competitor", "cycle")
    row = rows.filter(pk=deal_id).first()
    if row is None:
        raise NotAllowed(
            _("Cette affaire n’existe plus ou n’est pas visible pour vous. Rien n’a été changé.")
        )
    return row


def checked_values(actor: Actor, given: Mapping[str, object]) -> Mapping[str, object]:
    """Values fit for the columns, `owner` (a person) and `cycle` (its public id) included.

    Raises Refused with every faulty field.
    """
    plain = {name: value for name, value in given.items() if name not in ("owner", "cycle")}
    cleaned = clean_deal(plain, timezone.localdate(), mark_of(actor.language))
    errors = {name: say(finding) for name, finding in cleaned.errors.items()}
    values = {name: cleaned.values[name] for name in EDITABLE if name in cleaned.values}
    if "owner" in given:
        owner = _owner(given["owner"])
        if owner == 0:
            errors["owner"] = _("Cette personne n’existe pas ou ne peut plus se connecter.")
        values["owner_id"] = owner
    if "cycle" in given:
        try:
            values["cycle_id"] = _cycle(given["cycle"])
        except SalesCycle.DoesNotExist:
            errors["cycle"] = _("Ce cycle n’existe plus : choisissez-en un autre.")
    refuse_all(errors)
    return values


def refuse_all(errors: Mapping[str, str]) -> None:
    """Raise Refused when there is something to mend."""
    if not errors:
        return
    fields = {name: [message] for name, message in errors.items()}
    if len(fields) == 1:
        raise Refused(next(iter(errors.values())), fields=fields)
    message = ngettext(
        "%(count)s valeur est à corriger. Rien n’a été enregistré.",
        "%(count)s valeurs sont à corriger. Rien n’a été enregistré.",
        len(fields),
    )
    raise Refused(message % {"count": len(fields)}, fields=fields)


def refuse_finding(field: str, finding: Finding | None) -> None:
    """Raise Refused for one field when a rule found something wrong."""
    if finding is not None:
        refuse_all({field: say(finding)})


def _cycle(value: object) -> int | None:
    """The key of a cycle from its public id, None for that of the house."""
    return SalesCycle.objects.get(public_id=str(value)[:12]).pk if value else None


def _owner(value: object) -> int | None:
    """The key of a person who may sign in, None for nobody, 0 for somebody who may not."""
    if value is None or value == "":
        return None
    text = str(value.pk if isinstance(value, User) else value)
    key = int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0
    found = User.objects.filter(pk=key, is_active=True).first()
    return found.pk if found is not None else 0
