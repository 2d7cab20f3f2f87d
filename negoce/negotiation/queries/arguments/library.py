"""The library of arguments with what each gave, and those advised on a deal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from negoce.companies.enums import PurchaseMotive
from negoce.identity.enums import FieldGroup
from negoce.identity.rules.actor import Actor
from negoce.negotiation.models import Argument, ArgumentUse, Deal, DiscoveryAnswer, QuoteLine
from negoce.negotiation.rules.arguments import Advised, Known, advise


@dataclass(frozen=True, slots=True)
class Advice:
    """What to advance on a deal; `rows` and `used` (whether it worked here) by key of the argument."""

    advised: Sequence[Advised]
    heard: Mapping[PurchaseMotive, int]
    rows: Mapping[int, Argument]
    used: Mapping[int, bool]


def library() -> QuerySet[Argument]:
    """The arguments in use, with their product and `told` and `worked`, how often; one query."""
    rows = Argument.objects.filter(withdrawn_at__isnull=True).select_related("product")
    return rows.annotate(told=Count("uses"), worked=Count("uses", filter=Q(uses__worked=True))).order_by(
        "characteristic", "pk"
    )


def known(row: Argument) -> Known:
    """A row of `library` as the rules read it."""
    motives = frozenset(PurchaseMotive(each) for each in row.motives)
    return Known(row.pk, motives, row.product_id, getattr(row, "worked"), getattr(row, "told"))  # noqa: B009


def advice(actor: Actor, deal: Deal) -> Advice | None:
    """What to advance on a deal that the actor sees; None without a motive heard, or the right to read it.

    Four queries at most.
    """
    if not actor.may_read(FieldGroup.OBSERVATIONS):
        return None
    answers = DiscoveryAnswer.objects.filter(interview__deal=deal).exclude(motive="").order_by()
    heard = {
        PurchaseMotive(motive): times
        for motive, times in answers.values_list("motive").annotate(times=Count("pk")).order_by("motive")
    }
    if not heard:
        return None
    order = list(PurchaseMotive)
    heard = {each: heard[each] for each in sorted(heard, key=order.index)}
    rows = {row.pk: row for row in library()}
    found = advise([known(row) for row in rows.values()], heard, offered(deal) if rows else frozenset())
    uses = ArgumentUse.objects.filter(deal=deal, argument__in=[each.argument.key for each in found])
    return Advice(found, heard, rows, dict(uses.order_by("pk").values_list("argument_id", "worked")))


def offered(deal: Deal) -> frozenset[int]:
    """The products in the current versions of the deal's quotes."""
    lines = QuoteLine.objects.filter(
        version__quote__deal=deal,
        version__quote__deleted_at__isnull=True,
        version__version=F("version__quote__current_version"),
        product__isnull=False,
    )
    return frozenset(lines.order_by().values_list("product_id", flat=True))
