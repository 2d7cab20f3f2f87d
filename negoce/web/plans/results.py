"""What a plan brought, as its page shows it: tiles of costs, its channels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.companies.enums import OriginChannel
from negoce.companies.words.choices import choice_options
from negoce.kit.money import format_decimal
from negoce.portfolio.rules.plan_result import LEAST_DAYS, PlanCosts
from negoce.prospecting.models import PlanChannel, PlanCost
from negoce.prospecting.rules.channel_cost import acquisition
from negoce.prospecting.words.plan import MODES
from negoce.ui.components.tables import TableColumn
from negoce.ui.words.figures import cents, money, number, percent
from negoce.ui.words.say import reader_language
from negoce.web.plans.expected import said
from negoce.web.plans.known import customers_words
from negoce.web.plans.signal_words import companies_words


def channel_columns() -> Sequence[TableColumn]:
    """The columns of the channels."""
    return (
        TableColumn(_("Canal")),
        TableColumn(_("Budget"), numeric=True),
        TableColumn(_("Dépensé"), numeric=True),
        TableColumn(_("Contactées"), numeric=True),
        TableColumn(_("Rendez-vous"), numeric=True),
        TableColumn(_("Clients"), numeric=True),
        TableColumn(_("Attendus"), numeric=True),
        TableColumn(_("Coût d’un client"), numeric=True),
    )


def result_tiles(
    content: Mapping[str, Any], spent: PlanCosts, *, margin: bool
) -> Sequence[Mapping[str, str]]:
    """One tile a figure; what rests on a margin is for who reads margins."""
    contacted, leads, meetings, _quotes, customers = content["stages"]
    reached = {"contacts": number(content["contacts"]), "companies": companies_words(contacted)}
    found = [
        {
            "label": _("Coût d’un contact"),
            "value": cents(spent.contact),
            "note": ngettext(
                "dépensé ÷ %(contacts)s contact pris auprès de %(companies)s",
                "dépensé ÷ %(contacts)s contacts pris auprès de %(companies)s",
                content["contacts"],
            )
            % reached,
        },
        _stage_tile(
            _("Coût d’un lead"),
            spent.lead,
            (leads, customers),
            ngettext(
                "dépensé ÷ %(count)s qui a dit un besoin", "dépensé ÷ %(count)s qui ont dit un besoin", leads
            ),
            _("besoin noté chez %(count)s, pour %(customers)s"),
        ),
        _stage_tile(
            _("Coût d’un rendez-vous"),
            spent.meeting,
            (meetings, customers),
            ngettext("dépensé ÷ %(count)s rencontrée", "dépensé ÷ %(count)s rencontrées", meetings),
            _("rendez-vous noté chez %(count)s, pour %(customers)s"),
        ),
        *_customer_tiles(spent, margin=margin),
        {
            "label": _("Commandé par les clients gagnés"),
            "value": money(Decimal(content["revenue_cents"]) / 100),
            "note": ngettext("%(orders)s commande", "%(orders)s commandes", content["orders"])
            % {"orders": number(content["orders"])},
        },
    ]
    if margin:
        gained = None if content["margin_cents"] is None else Decimal(content["margin_cents"]) / 100
        note = _("marge de %(margin)s, moins le dépensé, ÷ dépensé") % {"margin": money(gained)}
        found.append({"label": _("Retour"), "value": percent(spent.return_on_cost, 0), "note": note})
    return found


def _stage_tile(
    label: str, each: Decimal | None, counts: tuple[int, int], words: str, unwritten: str
) -> dict[str, str]:
    """The cost of one at a stage; none when fewer were noted there than became customers: the stage was not kept."""
    here, customers = counts
    said_of = {"count": companies_words(here), "customers": customers_words(customers)}
    if here < customers:
        return {"label": label, "value": cents(None), "note": unwritten % said_of}
    return {"label": label, "value": cents(each), "note": words % said_of}


def _customer_tiles(spent: PlanCosts, *, margin: bool) -> list[dict[str, str]]:
    """What a customer of the target cost, and what one brought by a channel paid for did when that differs."""
    whole, paid = spent.customer, spent.attributed
    if whole is None or not spent.spent:
        return [{"label": _("Coût d’un client"), "value": cents(None), "note": _("dépensé ÷ clients gagnés")}]
    note = _("%(spent)s ÷ %(customers)s de la cible") % {
        "spent": money(spent.spent),
        "customers": customers_words(whole.customers),
    }
    payback = _payback(spent) if margin else ""
    note = f"{note} · {payback}" if payback else note
    found = [{"label": _("Coût d’un client"), "value": cents(whole.each), "note": note}]
    if paid is None or paid.customers != whole.customers:
        brought = 0 if paid is None else paid.customers
        found.append(
            {
                "label": _("… par un canal payé"),
                "value": cents(paid.each if paid else None),
                "note": _("%(brought)s sur %(customers)s venus par un canal payé")
                % {"brought": number(brought), "customers": customers_words(whole.customers)},
            }
        )
    return found


def _payback(spent: PlanCosts) -> str:
    """When what was spent comes back, and whether the margin earned or the one expected says so."""
    if spent.basis == "paid":
        return _("déjà remboursé par la marge gagnée")
    if spent.customer is None or spent.customer.payback_months is None:
        return ""
    figures = {"months": format_decimal(spent.customer.payback_months, reader_language(), 1)}
    if spent.basis == "earned":
        return _("pas encore remboursé ; le serait en %(months)s mois au rythme de la marge gagnée") % figures
    return _("serait remboursé en %(months)s mois d’après la marge attendue") % figures


def tiles_why(content: Mapping[str, Any], spent: PlanCosts, *, margin: bool) -> Sequence[str]:
    """How the cost of a customer and its payback were worked out."""
    whole, paid = spent.customer, spent.attributed
    if whole is None or not spent.spent:
        return ()
    worked = acquisition([spent.spent], whole.customers, yearly_margin=spent.yearly if margin else None)
    found = [said(each) for each in worked.steps]
    if margin and spent.basis == "earned":
        found.append(
            ngettext(
                "Marge par an : celle des commandes des clients gagnés, ramenée à un client et à 365 jours sur "
                "%(days)s jour.",
                "Marge par an : celle des commandes des clients gagnés, ramenée à un client et à 365 jours sur "
                "%(days)s jours.",
                content["days"],
            )
            % {"days": number(content["days"])}
        )
    elif margin and spent.basis == "expected":
        found.append(
            _(
                "Marge par an : celle que le plan attend, tant qu’il n’a pas %(days)s jours et une marge gagnée."
            )
            % {"days": number(LEAST_DAYS)}
        )
    if paid is not None and paid.customers != whole.customers:
        figures = {
            "spent": money(spent.spent),
            "customers": customers_words(paid.customers),
            "each": cents(paid.each),
        }
        found.append(
            _("Par un canal payé : %(spent)s ÷ %(customers)s dont le canal a une dépense = %(each)s.")
            % figures
        )
    return found


def channel_lines(
    channels: Sequence[PlanChannel], costs: Sequence[PlanCost], content: Mapping[str, Any] | None
) -> Sequence[Mapping[str, object]]:
    """A line a channel; what was spent for all of them and who came by none each have theirs."""
    words, counts = dict(choice_options(OriginChannel)), content["channels"] if content else {}
    planned = {each.channel: each for each in channels}
    others = {each.channel for each in costs} | set(counts)
    lines = []
    for key in (*planned, *sorted(others - planned.keys() - {""})):
        row, spent, got = planned.get(key), _spent(costs, key), counts.get(key, {})
        won = got.get("customers", 0)
        lines.append(
            {
                "name": words.get(key, key),
                "mode": MODES[row.mode] if row else "",
                "budget": money(row.budget) if row else "—",
                "spent": money(spent),
                "over": bool(row and row.budget and spent > row.budget),
                **_counts(got if content else None),
                "wanted": number(row.target_orders) if row else "—",
                "each": cents(spent / won) if won and spent else "—",
            }
        )
    blank = {"mode": "", "budget": "—", "over": False, "wanted": "—", "each": "—"}
    shared = _spent(costs, "")
    if shared:
        lines.append({**blank, **_counts(None), "name": _("Pour tous les canaux"), "spent": money(shared)})
    if "" in counts:
        lines.append({**blank, **_counts(counts[""]), "name": _("Venues sans canal du plan"), "spent": "—"})
    return lines


def _spent(costs: Sequence[PlanCost], channel: str) -> Decimal:
    return sum((each.amount for each in costs if each.channel == channel), Decimal(0))


def _counts(got: Mapping[str, int] | None) -> Mapping[str, str]:
    names = ("contacted", "meetings", "customers")
    return {name: "—" if got is None else number(got.get(name, 0)) for name in names}
