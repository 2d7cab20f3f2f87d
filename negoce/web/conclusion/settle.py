"""Where each point that is looked at before signing is settled, for who may."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from negoce.identity.enums import Permission
from negoce.negotiation.queries.signing.facts import Signing
from negoce.negotiation.rules.before_signing import Point, PointKey, PointState
from negoce.web.companies.record import company_url
from negoce.web.deals.panel_types import DealRecord


@dataclass(frozen=True, slots=True)
class Settle:
    """A way to settle a point: its words, its address, and whether that is a dialog."""

    label: str
    url: str
    dialog: str = ""


def settle(record: DealRecord, signing: Signing, point: Point) -> Settle | None:
    """The way to settle a point; None for one that is right, or that the person may not settle."""
    if point.key is PointKey.WITHDRAWAL:
        return _withdrawal(record, point)
    if point.state is PointState.MET:
        return None
    if point.key in (PointKey.OFFER, PointKey.PAYMENT_TERM, PointKey.MARGIN):
        return _quote(record, signing)
    if point.key is PointKey.TERMS_OF_SALE:
        return _terms(record, point)
    if point.key is PointKey.MENTIONS:
        return _mentions(record, point)
    if point.key is PointKey.DECIDER:
        return Settle(_("Voir ceux qui comptent"), f"{record.url}#panel-people")
    return Settle(_("Voir la promesse"), reverse("activities:record", args=[signing.promises[0].public_id]))


def _withdrawal(record: DealRecord, point: Point) -> Settle | None:
    if not record.may_edit:
        return None
    if point.said.code == "signing.withdrawal_staff_unknown":
        return Settle(_("Noter l’effectif"), company_url(record.deal.company))
    url = reverse("conclusion:withdrawal", args=[record.deal.public_id])
    label = _("Répondre") if point.state is PointState.UNTOLD else _("Modifier")
    return Settle(label, url, "modal")


def _quote(record: DealRecord, signing: Signing) -> Settle | None:
    if signing.quote is not None:
        return Settle(_("Ouvrir le devis"), reverse("quotes:quote", args=[signing.quote.public_id]))
    if not record.actor.may(Permission.CREATE):
        return None
    return Settle(_("Faire un devis"), f"{reverse('quotes:create')}?deal={record.deal.public_id}")


def _terms(record: DealRecord, point: Point) -> Settle | None:
    if point.state is PointState.UNTOLD:
        if not record.actor.may(Permission.MANAGE_SETTINGS):
            return None
        return Settle(_("Ajouter une version"), reverse("terms:versions"))
    if not record.may_edit:
        return None
    return Settle(_("Envoyer"), reverse("terms:send", args=[record.deal.company.public_id]), "modal")


def _mentions(record: DealRecord, point: Point) -> Settle | None:
    missing = point.said.figures["missing"]
    ours = isinstance(missing, tuple) and any(str(each).startswith("seller_") for each in missing)
    if ours:
        if not record.actor.may(Permission.MANAGE_SETTINGS):
            return None
        return Settle(_("Compléter notre identité"), reverse("settings:seller"))
    return Settle(_("Compléter la fiche"), company_url(record.deal.company))
