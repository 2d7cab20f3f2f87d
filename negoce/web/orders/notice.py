"""Messages of an order, read before they leave: its confirmation, a new date before the customer calls, a dispatch."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from negoce.catalogue.documents.sale_pdf import sale_pdf
from negoce.identity.enums import Permission
from negoce.identity.permissions import require_any
from negoce.identity.rules.actor import Actor
from negoce.kit.money import format_money
from negoce.orders.actions.promise_change import note_told
from negoce.orders.documents.order_documents import delivery_note, order_confirmation
from negoce.orders.enums import NoticeWay
from negoce.orders.models import OrderTerms, PromiseChange
from negoce.orders.queries.backlog import promises_of
from negoce.outbox.enums import MessageKind
from negoce.outbox.models import Message
from negoce.ui.toasts import flash
from negoce.web.http import actor_of, go
from negoce.web.orders.changes import load_handled, order_url
from negoce.web.orders.deliveries import load_delivery
from negoce.web.orders.figures import language
from negoce.web.orders.marks import day_words
from negoce.web.outbox.compose import compose_message
from negoce.web.outbox.draft import Draft, DraftFile


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send the confirmation of the order."""
    actor, terms = load_handled(request, public_id)
    _require_writer(actor)
    order = terms.order
    draft = Draft(
        title=_("Confirmer la commande %(reference)s") % {"reference": order.reference},
        kind=MessageKind.ORDER,
        company=order.company,
        contact=terms.contact,
        template="order_confirmed",
        fields=_fields(terms),
        files=(
            DraftFile(
                f"{order.reference}.pdf",
                read=lambda: sale_pdf(order_confirmation(terms)),
                url=reverse("orders:confirmation", args=[public_id]),
            ),
        ),
        related_kind="order",
        related_id=order.public_id,
    )
    return compose_message(request, draft, url=request.path, done_url=order_url(terms))


@require_http_methods(["GET", "POST"])
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell the customer of the last new date; what was announced is kept with the message."""
    actor, terms = load_handled(request, public_id)
    _require_writer(actor)
    change = _untold(terms)
    order = terms.order
    draft = Draft(
        title=_("Prévenir le client · %(reference)s") % {"reference": order.reference},
        kind=MessageKind.ORDER,
        company=order.company,
        contact=terms.contact,
        # A first date is no delay: it confirms the order.
        template="order_late" if change.before else "order_confirmed",
        fields=_fields(terms)
        | {"promised_on": day_words(change.after), "former_promise": day_words(change.before)},
        key=f"promise:{change.public_id}",
        related_kind="order",
        related_id=order.public_id,
    )

    def keep(message: Message) -> None:
        note_told(actor, change, how=NoticeWay.EMAIL, message=message.public_id)

    return compose_message(request, draft, url=request.path, done_url=order_url(terms), on_queued=keep)


@require_POST
def told(request: HttpRequest, public_id: str) -> HttpResponse:
    """The customer was told of the last new date by telephone."""
    actor, terms = load_handled(request, public_id)
    _require_writer(actor)
    note_told(actor, _untold(terms), how=NoticeWay.PHONE)
    flash(request, _("C’est noté : le client est prévenu par téléphone."))
    return go(request, order_url(terms))


@require_http_methods(["GET", "POST"])
def dispatched(request: HttpRequest, public_id: str) -> HttpResponse:
    """Tell the customer that a delivery left, with its note."""
    _require_writer(actor_of(request))
    _actor, delivery = load_delivery(request, public_id)
    order = delivery.order.order
    draft = Draft(
        title=_("Annoncer la livraison %(number)s") % {"number": delivery.number},
        kind=MessageKind.DELIVERY,
        company=order.company,
        contact=delivery.order.contact,
        template="delivery_shipped",
        fields={
            "number": delivery.number,
            "order_number": order.reference,
            "shipped_on": day_words(delivery.shipped_on),
            "promised_on": day_words(delivery.promised_on),
            "former_promise": "",
        },
        files=(
            DraftFile(
                f"{delivery.number}.pdf",
                read=lambda: sale_pdf(delivery_note(delivery)),
                url=reverse("orders:delivery_note", args=[public_id]),
            ),
        ),
        key=f"delivery:{delivery.public_id}",
        related_kind="order",
        related_id=order.public_id,
    )
    return compose_message(request, draft, url=request.path, done_url=order_url(delivery.order))


def _require_writer(actor: Actor) -> None:
    require_any(actor, Permission.EDIT, Permission.MANAGE_ORDERS)


def _untold(terms: OrderTerms) -> PromiseChange:
    change = next((each for each in promises_of(terms) if each.told_at is None), None)
    if change is None:
        raise Http404(_("Aucune nouvelle date n’est à annoncer pour cette commande."))
    return change


def _fields(terms: OrderTerms) -> dict[str, str]:
    order = terms.order
    return {
        "number": order.reference,
        "date": day_words(order.ordered_on),
        "net": format_money(terms.net, language(), terms.currency),
        "total": format_money(terms.incl_vat, language(), terms.currency),
        "promised_on": day_words(terms.promised_on),
        "former_promise": "",
    }
