"""Declares what changes in the market where records cannot tell, and takes a declaration back (P1)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.plan_values import Faults
from negoce.prospecting.enums import MarketTopic
from negoce.prospecting.models import MarketFact

KIND = "market_fact"


def declare_fact(actor: Actor, *, values: Mapping[str, str]) -> MarketFact:
    """Keep a declaration: its topic, words, evidence, and the days it holds. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    today = timezone.localdate()
    faults: Faults = {}
    texts = {name: " ".join(values.get(name, "").split())[:300] for name in ("words", "evidence")}
    if not texts["words"]:
        faults["words"] = [_("Dites ce qui change.")]
    if not texts["evidence"]:
        faults["evidence"] = [_("Dites d’où on le tient : un article, un client, un chiffre.")]
    if values.get("topic", "") not in set(MarketTopic):
        faults["topic"] = [_("Choisissez dans la liste.")]
    seen = parse_day(values.get("declared_on", "")[:40], today, forward=False).value
    until = parse_day(values.get("holds_until", "")[:40], today).value
    if seen is None or seen > today:
        faults["declared_on"] = [_("Donnez un jour passé, ou aujourd’hui.")]
    if until is None or (seen is not None and until < seen):
        faults["holds_until"] = [_("Donnez le jour où ce sera à revoir, après celui du constat.")]
    if faults or seen is None or until is None:
        raise Refused(_("Une valeur est à corriger. Rien n’a été enregistré."), fields=faults)
    with transaction.atomic():
        row = MarketFact.objects.create(
            topic=values["topic"], declared_on=seen, holds_until=until, author_id=actor.user_id, **texts
        )
        record(actor, Entry("created", KIND, row.pk, row.words))
    return row


def withdraw_fact(actor: Actor, fact: MarketFact) -> None:
    """Take a declaration back; the journal keeps it. Raises NotAllowed."""
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        row = MarketFact.objects.filter(pk=fact.pk).first()
        if row is None:
            raise NotAllowed(_("Cette déclaration n’existe plus. Rien n’a été changé."))
        record(actor, Entry("deleted", KIND, row.pk, row.words))
        row.delete()
