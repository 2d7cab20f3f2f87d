"""The sales aids of a deal: to bring, proposed, on loan at its customer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from negoce.companies.enums import CONTACT_KINDS, ActivityState
from negoce.companies.queries.visible import visible_activities
from negoce.identity.rules.actor import Actor
from negoce.kit.explain import Explanation
from negoce.negotiation.enums import AidKind
from negoce.negotiation.models import AidHandout, Deal, DealAid, SalesAid
from negoce.negotiation.queries.aids.handouts import outside
from negoce.negotiation.queries.aids.library import library
from negoce.negotiation.queries.arguments.library import offered
from negoce.negotiation.rules.aids import KnownAid, propose


@dataclass(frozen=True, slots=True)
class Proposed:
    """An aid that nobody chose yet, and why it fits."""

    row: SalesAid
    reason: Explanation


@dataclass(frozen=True, slots=True)
class DealAids:
    """`chosen` to bring, `proposed`, the `others` in use, and the `loans` that the customer has. Rows of `library`."""

    chosen: Sequence[SalesAid]
    proposed: Sequence[Proposed]
    others: Sequence[SalesAid]
    loans: Sequence[AidHandout]


def aids_of_deal(actor: Actor, deal: Deal) -> DealAids:
    """What to bring to a deal that the actor sees; five queries at most, whatever there is."""
    chosen_here = DealAid.objects.filter(deal=deal, aid=OuterRef("pk"))
    rows = list(library().annotate(is_chosen=Exists(chosen_here)))
    if not rows:
        return DealAids((), (), (), ())
    by_key = {row.pk: row for row in rows}
    chosen = frozenset(row.pk for row in rows if row.is_chosen)
    known = [KnownAid(row.pk, AidKind(row.kind), row.product_id, row.stock) for row in rows]
    products = offered(deal) if any(row.product_id for row in rows) else frozenset()
    found = propose(known, products, chosen, met_before=_met(actor, deal))
    shown = chosen | {each.key for each in found}
    # Who sees the deal sees its company, and so what that has on loan.
    loans = outside(AidHandout.objects.filter(company_id=deal.company_id)).select_related("aid")
    return DealAids(
        [by_key[key] for key in by_key if key in chosen],
        [Proposed(by_key[each.key], each.reason) for each in found],
        [row for row in rows if row.pk not in shown],
        list(loans.order_by("due_on", "pk")),
    )


def _met(actor: Actor, deal: Deal) -> bool:
    """Whether somebody of the customer was met or spoken to before."""
    done = visible_activities(actor).filter(company_id=deal.company_id, state=ActivityState.DONE.value)
    return done.filter(kind__in=[each.value for each in CONTACT_KINDS]).exists()
