"""« Comment l’acheteur décide »: vote and budget of a works council, who signs for a public buyer, what they pay."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from negoce.companies.enums import BuyerType
from negoce.identity.enums import Permission
from negoce.identity.permissions import require
from negoce.kit.dates import format_date
from negoce.kit.money import format_money, format_percent
from negoce.kit.refusal import Refused
from negoce.negotiation.actions.influence.save_body import save_body
from negoce.negotiation.models import BuyingBody, Deal
from negoce.negotiation.queries.deals.page import deals_for_page
from negoce.negotiation.queries.financing.offered import base_of_deal, financed
from negoce.negotiation.rules.buying_body import FIELDS, BodyKind, council_budget, vote_of
from negoce.negotiation.rules.financing_terms import Terms
from negoce.negotiation.words.body import say, say_step
from negoce.ui.words.figures import percent
from negoce.ui.words.say import reader_language
from negoce.web.day_input import day_input
from negoce.web.deals.panel_types import PEOPLE, DealPanel, DealRecord
from negoce.web.dialogs import done, show_form, show_refusal
from negoce.web.http import actor_of, load_or_404, seen_revision
from negoce.web.typed_decimals import typed_decimal

_FORM = "influence/_body"
_KINDS: Mapping[str, BodyKind] = {
    BuyerType.WORKS_COUNCIL: BodyKind.WORKS_COUNCIL,
    BuyerType.PUBLIC_BODY: BodyKind.AUTHORITY,
}
_ASKED: Mapping[BodyKind, tuple[str, ...]] = {
    BodyKind.WORKS_COUNCIL: (
        "employees", "payroll", "social_percent", "voters", "votes_for", "votes_against", "decides_on",
    ),
    BodyKind.AUTHORITY: ("sign_limit", "voters", "votes_for", "votes_against", "decides_on"),
}  # fmt: skip


class BodyForm(forms.Form):
    """What is noted of a body. The action checks it; this form only shows it."""

    def __init__(self, kind: BodyKind, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        typed = {"inputmode": "decimal", "autocomplete": "off", "class": "num"}
        for name in _ASKED[kind]:
            widget = day_input() if name == "decides_on" else forms.TextInput(attrs=typed)
            label = _OWN_LABELS[kind].get(name) or _LABELS[name]
            self.fields[name] = forms.CharField(label=label, required=False, max_length=40, widget=widget)


_OWN_LABELS: Mapping[BodyKind, Mapping[str, Any]] = {
    BodyKind.WORKS_COUNCIL: {"decides_on": _("Réunion du CSE le")},
    BodyKind.AUTHORITY: {"voters": _("Membres de la commission"), "decides_on": _("Commission réunie le")},
}
_LABELS: Mapping[str, Any] = {
    "employees": _("Salariés"),
    "payroll": _("Masse salariale de l’année"),
    "social_percent": _("Part des salaires aux activités sociales et culturelles (%)"),
    "voters": _("Élus qui votent"),
    "votes_for": _("Voix acquises"),
    "votes_against": _("Voix contre"),
    "sign_limit": _("Montant HT signé sans commission"),
}


@require_http_methods(["GET", "POST"])
def body(request: HttpRequest, public_id: str) -> HttpResponse:
    """Note what they decide with."""
    actor = actor_of(request)
    deal: Deal = load_or_404(deals_for_page(actor), public_id)
    require(actor, Permission.EDIT)
    row = BuyingBody.objects.filter(deal=deal).first()
    kind = _KINDS.get(deal.company.buyer_type, BodyKind.WORKS_COUNCIL)
    context = {
        "title": PANEL_TITLES[kind],
        "url": request.path,
        "revision": row.revision if row is not None else 0,
    }
    if request.method == "GET":
        values = {name: getattr(row, name) for name in FIELDS} if row is not None else {}
        typed = {
            name: typed_decimal(actor, value)
            if isinstance(value, Decimal)
            else f"{value:%d/%m/%Y}"
            if name == "decides_on" and value
            else value
            for name, value in values.items()
        }
        return show_form(request, _FORM, BodyForm(kind, initial=typed), context)
    context["revision"] = seen = seen_revision(request.POST.get("revision", ""))
    try:
        save_body(actor, deal, given=request.POST.dict(), revision=seen)
    except Refused as refused:
        return show_refusal(request, _FORM, BodyForm(kind, request.POST), refused, context)
    return done(_now("Noté."), ["buying-body"])


PANEL_TITLES: Mapping[BodyKind, object] = {
    BodyKind.WORKS_COUNCIL: _("Le CSE : budget et vote"),
    BodyKind.AUTHORITY: _("L’acheteur public : qui signe, quelle commission"),
}


def _read(record: DealRecord) -> Mapping[str, object] | None:
    kind = _KINDS.get(record.deal.company.buyer_type)
    row = BuyingBody.objects.filter(deal=record.deal).first() if kind is not None else None
    if kind is None or (row is None and not record.may_edit):
        return None
    base, terms = base_of_deal(record.deal, record.quotes), Terms()
    price, vat = financed(base, terms)
    supposed = terms.vat_rate if base.vat is None else None
    noted = row or BuyingBody(deal=record.deal)
    return {
        "title": PANEL_TITLES[kind],
        "change_url": reverse("influence:body", args=[record.deal.public_id]) if record.may_edit else "",
        "noted": row is not None,
        "prices": _prices(record, noted, price, vat, supposed) if price else [],
        "meets": _meets(noted),
        **_vote(noted, kind),
        **(
            _council(noted, price + vat)
            if kind is BodyKind.WORKS_COUNCIL
            else _authority(record, noted, price)
        ),
    }


def _prices(
    record: DealRecord, row: BuyingBody, price: Decimal, vat: Decimal, supposed: Decimal | None
) -> list[tuple[str, str]]:
    """What they pay: VAT included, and for each employee; `supposed` is the rate of VAT that no quote tells."""

    def money(amount: Decimal) -> str:
        return format_money(amount, reader_language(), record.deal.currency)

    about = _now("dont TVA")
    if supposed is not None:
        about = _now("dont TVA, supposée à %(rate)s") % {"rate": percent(supposed, 0)}
    rows = [(_now("Prix TTC"), money(price + vat)), (about, money(vat))]
    if row.employees:
        rows.append((_now("Prix TTC par salarié"), money((price + vat) / row.employees)))
    return rows


def _council(row: BuyingBody, incl_vat: Decimal) -> Mapping[str, object]:
    worked = council_budget(row.employees, row.payroll, row.social_percent)
    known = [each for each in (worked.value.social, worked.value.operating) if each]
    share = ""
    if known and incl_vat:
        spent = format_percent(incl_vat / known[0], reader_language(), 1)
        words = (
            _now("Le prix TTC prend %(share)s du budget annuel des activités sociales et culturelles.")
            if worked.value.social
            else _now("Le prix TTC prend %(share)s du budget annuel de fonctionnement.")
        )
        share = words % {"share": spent}
    return {
        "said": [*(say_step(step) for step in worked.steps), *([share] if share else [])],
        "warnings": [say(each) for each in worked.findings],
        "hint": _now("Un CSE récupère rarement la TVA : parlez-lui en prix TTC."),
    }


def _authority(record: DealRecord, row: BuyingBody, price: Decimal) -> Mapping[str, object]:
    said = []
    if row.sign_limit is not None and price:
        limit = format_money(row.sign_limit, reader_language(), record.deal.currency)
        said.append(
            _now("Jusqu’à %(limit)s HT, l’autorité signe seule : elle décide de cette affaire.")
            % {"limit": limit}
            if price <= row.sign_limit
            else _now("Au-dessus de %(limit)s HT, la commission ou l’assemblée décide avant la signature.")
            % {"limit": limit}
        )
    return {
        "said": said,
        "warnings": [],
        "hint": _now("Demandez qui signe, jusqu’à quel montant, et quand la commission se réunit."),
    }


def _vote(row: BuyingBody, kind: BodyKind) -> Mapping[str, object]:
    if not row.voters:
        return {"vote": "", "vote_tone": ""}
    worked = vote_of(row.voters, row.votes_for or 0, row.votes_against or 0, kind)
    tones = {"won": "good", "open": "warn", "lost": "bad"}
    return {"vote": " ".join(say_step(step) for step in worked.steps), "vote_tone": tones[worked.value.state]}


def _meets(row: BuyingBody) -> str:
    if row.decides_on is None:
        return ""
    day = format_date(row.decides_on, reader_language())
    past = row.decides_on < timezone.localdate()
    return (_now("Décision prise le %(day)s.") if past else _now("Décision le %(day)s.")) % {"day": day}


BUYING_BODY = DealPanel(
    "buying-body",
    _("Comment l’acheteur décide"),
    "web/influence/_body.html",
    _read,
    queries_max=3,
    tab=PEOPLE,
)
