"""What a plan cost: a line added, one taken away (R-P5)."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.enums import OriginChannel
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Entry, record
from negoce.identity.enums import Permission
from negoce.identity.permissions import NotAllowed, require
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.prospecting.actions.plan_save import KIND
from negoce.prospecting.actions.plan_values import Faults, amount_of
from negoce.prospecting.enums import CostKind, PlanState
from negoce.prospecting.models import Mailing, PlanCost, ProspectingPlan
from negoce.prospecting.queries.plans import visible_plans

MOST_COSTS = 2_000


def add_cost(actor: Actor, plan: ProspectingPlan, *, values: Mapping[str, str]) -> PlanCost:
    """Note a cost of a plan that started; `values` are texts as typed. Raises NotAllowed, Refused."""
    require(actor, Permission.MANAGE_PROSPECTING)
    row = visible_plans(actor).filter(pk=plan.pk).first()
    if row is None:
        raise NotAllowed(_("Ce plan n’existe plus, ou n’est pas visible pour vous. Rien n’a été changé."))
    if row.state == PlanState.DRAFT.value:
        raise Refused(_("Ce plan n’a pas commencé : ses dépenses se notent à partir de là."))
    faults: Faults = {}
    amount = amount_of(actor, "amount", values.get("amount", ""), faults)
    if not faults and not amount:
        faults["amount"] = [_("Donnez un montant de plus de 0 €.")]
    day = parse_day(values.get("day", "")[:40], timezone.localdate(), forward=False).value
    if day is None:
        faults["day"] = [_("Donnez un jour, comme 31/12 ou « lundi ».")]
    channel, kind = values.get("channel", ""), values.get("kind", "")
    if channel and channel not in set(OriginChannel):
        faults["channel"] = [_("Choisissez un canal de la liste.")]
    if kind not in set(CostKind):
        faults["kind"] = [_("Choisissez dans la liste.")]
    if not faults and PlanCost.objects.filter(plan=row).count() >= MOST_COSTS:
        raise Refused(_("Un plan garde %(most)s dépenses au plus.") % {"most": MOST_COSTS})
    if faults or day is None or amount is None:
        raise Refused(_("Une valeur est à corriger. Rien n’a été enregistré."), fields=faults)
    words = " ".join(values.get("words", "").split())[:160]
    with transaction.atomic():
        cost = PlanCost.objects.create(
            plan=row, channel=channel, kind=kind, day=day, amount=amount, words=words,
            created_by_id=actor.user_id,
        )  # fmt: skip
        changes: dict[str, tuple[object, object]] = {
            "amount": (None, str(amount)),
            "channel": (None, channel),
        }
        record(actor, Entry("updated", KIND, row.pk, row.name, changes=changes))
    return cost


def remove_cost(actor: Actor, cost: PlanCost) -> None:
    """Take a cost away; the journal keeps it. Of a mailing's the price of a piece goes too, or it would come back.

    Raises NotAllowed, and Refused for what a fair or a file cost: it is changed there.
    """
    require(actor, Permission.MANAGE_PROSPECTING)
    with transaction.atomic():
        row = (
            PlanCost.objects.filter(pk=cost.pk, plan__in=visible_plans(actor)).select_related("plan").first()
        )
        if row is None:
            raise NotAllowed(_("Cette dépense n’existe plus. Rien n’a été changé."))
        if row.origin:
            _forget_price(actor, row.origin)
        changes: dict[str, tuple[object, object]] = {"amount": (str(row.amount), None)}
        record(actor, Entry("updated", KIND, row.plan_id, row.plan.name, changes=changes))
        row.delete()


def _forget_price(actor: Actor, origin: str) -> None:
    mailing = Mailing.objects.select_for_update().filter(public_id=origin).order_by().first()
    if mailing is None:
        raise Refused(
            _(
                "Cette dépense vient d’un salon ou d’un fichier, et reviendrait\u00a0: changez son coût sur sa page. "
                "Rien n’a été changé."
            )
        )
    changes: dict[str, tuple[object, object]] = {"piece_cost": (str(mailing.piece_cost), "0")}
    Mailing.objects.filter(pk=mailing.pk).update(piece_cost=0, changed_at=timezone.now())
    record(actor, Entry("changed", "mailing", mailing.pk, mailing.name, changes=changes))
