"""What a draft of an invoice is asked for: free, or of an order, of deliveries, as a deposit; or as a credit note."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from negoce.api.endpoints import Call
from negoce.api.problems import Problem, invalid
from negoce.api.records.links import named_company
from negoce.api.records.numbers import number_of
from negoce.api.records.sale_lines import AGREED, TEXT, entered_lines, lines_schema, text_of
from negoce.billing.actions.credit_draft import draft_credit
from negoce.billing.actions.draft_deliveries import draft_from_deliveries
from negoce.billing.actions.draft_deposit import draft_deposit
from negoce.billing.actions.draft_entry import entered_as_draft, read_head
from negoce.billing.actions.draft_free import draft_free
from negoce.billing.actions.draft_order import draft_of_order
from negoce.billing.actions.draft_save import TERMS, TEXTS, is_free, save_draft
from negoce.billing.models import FiscalDocument
from negoce.companies.models import Company
from negoce.kit.refusal import Refused
from negoce.orders.models import Delivery, OrderTerms
from negoce.orders.queries.handled import visible_deliveries
from negoce.orders.queries.visible import visible_orders

HEAD = (*TEXTS, *TERMS)
SHARES = ("deposit_percent", "deposit_incl_vat")
SOURCES = ("company", "order", "deliveries")
AHEAD = "before_delivery"
MOST_DELIVERIES = 200
BODY: Mapping[str, Any] = {**dict.fromkeys(HEAD, TEXT), "lines": lines_schema(AGREED)}


def begin(call: Call) -> FiscalDocument:
    """The draft that the body asks for, stored, or nothing at all. Raises Problem, Refused."""
    named = [name for name in SOURCES if name in call.body]
    if len(named) != 1:
        words = _("Indiquez une entreprise (facture libre), une commande ou des livraisons : une des trois.")
        raise Problem("invalid", words, errors={name: [words] for name in named or SOURCES})
    if named != ["company"] and "lines" in call.body:
        raise invalid("lines", _("Ces lignes suivent ce qui est facturé : elles ne se donnent pas."))
    shares = [name for name in SHARES if name in call.body]
    if shares and named != ["order"]:
        raise invalid(shares[0], _("Un acompte se demande sur une commande."))
    if AHEAD in call.body and (shares or named != ["order"]):
        raise invalid(AHEAD, _("Facturer avant livraison se demande sur une commande, sans acompte."))
    with transaction.atomic():
        draft = _begun(call, named[0])
        return write_head(call, draft) if call.body.keys() & {*HEAD} else draft


def write_head(call: Call, draft: FiscalDocument, *, lines: bool = False) -> FiscalDocument:
    """Store the head that the body holds and, when asked, its lines. Raises Problem, Refused, Conflict."""
    given = {name: text_of(call.body, name, name) for name in HEAD if name in call.body}
    typed = None
    if lines and "lines" in call.body:
        if not is_free(draft):
            raise invalid("lines", _("Ces lignes suivent ce qui est facturé : elles ne se donnent pas."))
        typed = lines_of(call, draft.company)
    return save_draft(call.actor, draft, revision=draft.revision, values=read_head(draft, given), lines=typed)


def lines_of(call: Call, company: Company) -> Sequence[Any]:
    """The lines of the body, ready to be stored. Raises Problem."""
    return [entered_as_draft(line) for line in entered_lines(call.body, company)]


def begin_credit(call: Call, document: FiscalDocument) -> FiscalDocument:
    """The draft of the credit note that the body asks for: of all, of an amount, or of some lines.

    Raises Problem, and Refused naming lines by their rank in the body.
    """
    back = call.body.get("back_to_invoice", False)
    if not isinstance(back, bool):
        raise invalid("back_to_invoice", _("true ou false est attendu."))
    if "lines" in call.body and "incl_vat" in call.body:
        raise invalid("incl_vat", _("Donnez des lignes ou un montant TTC, pas les deux."))
    asked: dict[str, Any] = {"reason": text_of(call.body, "reason", "reason"), "back_to_invoice": back}
    if "incl_vat" in call.body:
        asked["incl_vat"] = number_of(call.body["incl_vat"], "incl_vat")
    if "lines" not in call.body:
        return draft_credit(call.actor, document, **asked)
    quantities = _quantities(call.body["lines"], document)
    try:
        return draft_credit(call.actor, document, quantities=quantities, **asked)
    except Refused as refused:
        ranks = {f"quantity-{key}": f"line-{rank}-quantity" for rank, key in enumerate(quantities)}
        fields = {ranks.get(name, name): words for name, words in refused.fields.items()}
        raise Refused(refused.message, fields=fields) from refused


def _begun(call: Call, source: str) -> FiscalDocument:
    if source == "company":
        company = named_company(call)
        return draft_free(call.actor, company, lines=lines_of(call, company))
    if source == "deliveries":
        return draft_from_deliveries(call.actor, _deliveries(call))
    order = _order(call)
    shares = {
        name.removeprefix("deposit_"): number_of(call.body[name], name)
        for name in SHARES
        if name in call.body
    }
    if shares:
        return draft_deposit(call.actor, order, **shares)
    return draft_of_order(call.actor, order, before_delivery=_ahead(call))


def _ahead(call: Call) -> bool:
    given = call.body.get(AHEAD, False)
    if not isinstance(given, bool):
        raise invalid(AHEAD, _("true ou false est attendu."))
    return given


def _order(call: Call) -> OrderTerms:
    given = call.body["order"]
    rows = visible_orders(call.actor).filter(terms__isnull=False)
    found = rows.filter(public_id=given).first() if isinstance(given, str) else None
    if found is None:
        words = _("Indiquez l’identifiant d’une commande suivie ici et que vous voyez.")
        raise invalid("order", words)
    return OrderTerms.objects.select_related("order__company").get(pk=found.pk)


def _deliveries(call: Call) -> Sequence[Delivery]:
    given = call.body["deliveries"]
    if (
        not isinstance(given, list)
        or len(given) > MOST_DELIVERIES
        or not all(isinstance(e, str) for e in given)
    ):
        raise invalid("deliveries", _("Une liste d’identifiants de livraisons est attendue."))
    found = list(visible_deliveries(call.actor).filter(public_id__in=given).order_by("pk"))
    if len(found) != len(set(given)):
        raise invalid("deliveries", _("Une de ces livraisons n’existe pas, ou n’est pas visible pour vous."))
    return found


def _quantities(given: object, document: FiscalDocument) -> Mapping[int, Decimal]:
    if not isinstance(given, list):
        raise invalid("lines", _("Une liste de lignes est attendue."))
    keys = dict(document.lines.order_by("position").values_list("position", "pk"))
    found: dict[int, Decimal] = {}
    for number, each in enumerate(given):
        position = each.get("position") if isinstance(each, dict) else None
        if isinstance(position, bool) or not isinstance(position, int) or position not in keys:
            words = _("Indiquez la position d’une ligne de ce document.")
            raise invalid(f"line-{number}-position", words)
        if keys[position] in found:
            raise invalid(f"line-{number}-position", _("Cette ligne est déjà nommée."))
        found[keys[position]] = number_of(each.get("quantity"), f"line-{number}-quantity")
    return found
