"""What every action on an order asks first: who acts, on what, against which revision."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from negoce.companies.models import Company
from negoce.companies.queries.visible import company_rights
from negoce.companies.rules.typed_day import parse_day
from negoce.identity.actions.journal import Changes, Entry, record
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Conflict, Refused, refuse_field
from negoce.orders.enums import OrderState
from negoce.orders.models import Order, OrderTerms
from negoce.orders.queries.visible import visible_orders
from negoce.orders.rules.agreed_lines import AgreedLine
from negoce.orders.rules.order_head import clean_texts

MOST_LINES = 500


def ordering_company(actor: Actor, company_id: int) -> Company:
    """The company that orders, as it is stored now. Raises NotAllowed; Refused for one in the bin."""
    row = Company.objects.filter(company_rights(actor, "")).filter(pk=company_id).first()
    if row is None:
        raise NotAllowed(_("Cette fiche n’existe plus ou n’est pas visible pour vous. Rien n’a été changé."))
    if row.deleted_at is not None:
        raise Refused(
            _("« %(name)s » est dans la corbeille : rétablissez sa fiche avant de lui prendre une commande.")
            % {"name": row.name}
        )
    return row


def held_order(actor: Actor, order_id: int, *, revision: int | None = None) -> OrderTerms:
    """The terms of an order that the actor sees, with order and company; its revision is raised by one.

    `revision` is the one that the person saw. Raises NotAllowed; Refused for an order of the past; Conflict when it
    changed since. In the caller's transaction, which then is alone with this order.
    """
    order = visible_orders(actor).filter(pk=order_id).first()
    if order is None:
        raise NotAllowed(_("Cette commande n’existe plus ou n’est pas visible pour vous."))
    if not OrderTerms.objects.filter(pk=order_id).exists():
        raise Refused(_("Cette commande vient d’un autre logiciel : elle se lit ici, mais ne s’y suit pas."))
    same = OrderTerms.objects.filter(pk=order_id)
    if revision is not None:
        same = same.filter(revision=revision)
    if not same.update(revision=F("revision") + 1, updated_at=timezone.now()):
        current = OrderTerms.objects.values_list("revision", flat=True).get(pk=order_id)
        raise Conflict(
            _("La commande a changé entre-temps. Rien n’a été enregistré : relisez-la, puis recommencez."),
            field="revision",
            current=current,
        )
    return OrderTerms.objects.select_related("order__company").get(pk=order_id)


def check_lines(lines: Sequence[AgreedLine]) -> None:
    """Refuse an order without anything to deliver, or with too many lines."""
    if len(lines) > MOST_LINES:
        raise refuse_field("lines", _("Une commande compte au plus %(most)s lignes.") % {"most": MOST_LINES})
    if not any(line.is_item and line.quantity for line in lines):
        raise refuse_field("lines", _("Il faut au moins une ligne avec une quantité."))


def reason_of(given: str) -> str:
    """A reason that says something, in one line. Raises Refused."""
    words = " ".join(given.split())
    if not words:
        raise refuse_field("reason", _("Dites pourquoi, en quelques mots : ce motif est gardé."))
    return words[:300]


def day_of(given: object, name: str) -> date | None:
    """A day as it was typed, a promise ahead and anything else back; None when nothing was. Raises Refused."""
    if given is None or isinstance(given, date):
        return given
    read = parse_day(str(given), timezone.localdate(), forward=name == "promised_on")
    if read.refused:
        raise refuse_field(name, _("Écrivez une date, par exemple 31/12/2026."))
    return read.value


def past_day(given: object, name: str) -> date | None:
    """A day as it was typed or given, today or before; None when nothing was. Raises Refused on `name`."""
    day = day_of(given, name)
    if day is not None and day > timezone.localdate():
        raise refuse_field(name, _("Ce jour n’est pas encore venu."))
    return day


def ordered_day(given: Mapping[str, object]) -> date:
    """The day of an order, `ordered_on` of what was given, today otherwise. Raises Refused for a day to come."""
    return past_day(given.get("ordered_on"), "ordered_on") or timezone.localdate()


def promised_day(given: Mapping[str, object], ordered_on: date) -> date | None:
    """The day for which an order is promised, when one is given. Raises Refused for one before the order's."""
    day = day_of(given.get("promised_on"), "promised_on")
    if day is not None and day < ordered_on:
        raise refuse_field("promised_on", _("La date promise vient avant celle de la commande."))
    return day


def head_texts(given: Mapping[str, object]) -> dict[str, str]:
    """The texts at the head of an order, trimmed; keys that are not given stay away. Raises Refused."""
    texts, too_long = clean_texts(given)
    if too_long:
        fields = {
            name: [_("%(most)s caractères au plus.") % {"most": longest}]
            for name, longest in too_long.items()
        }
        raise Refused(next(iter(fields.values()))[0], fields=fields)
    return texts


def is_open(terms: OrderTerms) -> bool:
    """Whether something may still be delivered."""
    return terms.state in (OrderState.OPEN.value, OrderState.PARTLY_DELIVERED.value)


def tell(actor: Actor, order: Order, verb: str, changes: Changes) -> None:
    """Write the change of an order in the journal."""
    entry = Entry(
        verb=verb,
        subject_kind="order",
        subject_id=order.pk,
        subject_name=order.reference,
        company_key=order.company_id,
        changes=changes,
    )
    record(actor, entry)


def refuse_cancelled(terms: OrderTerms) -> None:
    """Refuse to change an order that is cancelled."""
    if terms.state == OrderState.CANCELLED.value:
        raise Refused(_("Cette commande est annulée : elle ne change plus."))
