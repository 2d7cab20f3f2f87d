"""The page of a deal: where it stands, who counts in it, what was offered, how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.companies.enums import ActivityKind
from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money_exact
from negoce.negotiation.enums import BuyingClass, DealState, DealStep, PurchaseStage
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import CycleBook, cycle_book
from negoce.negotiation.queries.deals.next_step import planned_in
from negoce.negotiation.queries.deals.page import deals_for_page
from negoce.negotiation.rules.cycles import shown_steps
from negoce.negotiation.rules.deal_steps import passed
from negoce.negotiation.words.cycle import CLASS_HINTS
from negoce.negotiation.words.deal import label_of
from negoce.ui.words.say import reader_language
from negoce.web.activities.next_step import step_line
from negoce.web.activities.quick_entry import quick_url
from negoce.web.companies.record import company_url, url_or_nothing
from negoce.web.deals.fields import FIELDS
from negoce.web.deals.lists import STATE_TONES
from negoce.web.deals.orders import orders_of
from negoce.web.deals.panel_types import MAIN, OVERVIEW, SIDE, DealRecord
from negoce.web.deals.panels import deal_tabs, draw_column, draw_panel, find_panel, tab_of
from negoce.web.deals.quotes import proposed_win
from negoce.web.http import actor_of, load_or_404
from negoce.web.search.visits import note_opened


def load_deal(actor: Actor, public_id: str) -> Deal:
    """The deal with what its page names; 404 when the actor does not see it."""
    return load_or_404(deals_for_page(actor), public_id)


@require_GET
def deal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The page, or its content alone when something on it changed."""
    actor = actor_of(request)
    found = load_deal(actor, public_id)
    if request.headers.get("HX-Target") == "deal":
        return draw_deal(request, actor, found)
    note_opened(request, "deal", found.pk)
    return render(request, "web/deals/deal.html", deal_context(request, actor, found))


@require_GET
def panel(request: HttpRequest, public_id: str, key: str) -> HttpResponse:
    """One panel alone; empty when it has nothing to show."""
    found = find_panel(key)
    if found is None:
        raise Http404(_("Ce volet n’existe pas."))
    actor = actor_of(request)
    return HttpResponse(draw_panel(request, found, DealRecord(actor, load_deal(actor, public_id))))


def draw_deal(request: HttpRequest, actor: Actor, found: Deal, *, problem: str = "") -> HttpResponse:
    """The content of the page alone, with what went wrong, if anything did."""
    return render(
        request, "web/deals/_deal.html", {**deal_context(request, actor, found), "problem": problem}
    )


def deal_context(request: HttpRequest, actor: Actor, found: Deal) -> Mapping[str, object]:
    """What the page shows of the tab that is asked for."""
    record, tab, book = DealRecord(actor, found), tab_of(request), cycle_book()
    may_edit = record.may_edit
    return {
        "deal": found,
        "problem": "",
        "company": found.company,
        "company_url": company_url(found.company),
        "name_url": reverse("deals:field", args=[found.public_id, "name"]) if may_edit else "",
        "name_label": FIELDS["name"].label,
        "state_words": label_of(DealState, found.state),
        "state_tone": STATE_TONES[found.state],
        "is_open": record.is_open,
        "late": [*_late(found, book), *_gone(record)],
        "line": _line(record),
        "steps": _steps(found, book),
        "buyer": _buyer(found),
        "proposed_win": proposed_win(found, record.quotes),
        "quote_url": _quote_url(found) if actor.may(Permission.CREATE) else "",
        **_next(actor, found),
        "tabs": deal_tabs(record, tab),
        "main": draw_column(request, record, tab, MAIN),
        "side": draw_column(request, record, tab, SIDE),
        "here": record.url if tab == OVERVIEW else f"{record.url}?tab={tab}",
        "may_edit": may_edit,
        "may_delete": actor.may(Permission.DELETE),
    }


def _next(actor: Actor, found: Deal) -> Mapping[str, object]:
    """What comes next in this deal, and the way to plan it; one query."""
    activity = planned_in(actor, found).first()
    task = quick_url(found.company, ActivityKind.TASK, planned=True, deal_id=found.public_id)
    return {
        "next": step_line(activity) if activity is not None else None,
        "plan_url": task if actor.may(Permission.CREATE) else "",
    }


def _quote_url(found: Deal) -> str:
    url = url_or_nothing("quotes:create")
    return f"{url}?deal={found.public_id}" if url else ""


def _late(found: Deal, book: CycleBook) -> Sequence[str]:
    """What asks for attention: a conclusion that is past, a step that lasts."""
    today = timezone.localdate()
    words = []
    if found.state == DealState.OPEN and found.close_on is not None and found.close_on < today:
        words.append(
            _("La conclusion était prévue le %(day)s.")
            % {"day": format_date(found.close_on, reader_language())}
        )
    if book.is_still(found, today):
        days = (today - found.step_since).days
        words.append(
            ngettext(
                "À l’étape %(step)s depuis %(days)s jour : que faut-il pour avancer ?",
                "À l’étape %(step)s depuis %(days)s jours : que faut-il pour avancer ?",
                days,
            )
            % {"step": label_of(DealStep, found.step), "days": days}
        )
    return words


def _gone(record: DealRecord) -> Sequence[str]:
    """Who counted and has left: what to do is said with it."""
    return [
        _("%(name)s a quitté l’entreprise : demandez qui lui succède, et faites-vous présenter.")
        % {"name": each.full_name}
        for each in record.gone
    ]


def _line(record: DealRecord) -> str:
    """« 48 000 € HT · conclusion prévue le 15 déc. 2026 · probabilité 65 % · suivie par Camille R. »"""
    found, language = record.deal, reader_language()
    parts = []
    if found.amount is not None:
        amount = format_money_exact(found.amount, language, found.currency)
        parts.append(_("%(amount)s HT") % {"amount": amount})
    if found.state == DealState.OPEN and found.close_on is not None:
        parts.append(_("conclusion prévue le %(day)s") % {"day": format_date(found.close_on, language)})
    if record.estimate is not None:
        parts.append(_("probabilité %(percent)s %%") % {"percent": record.estimate.percent})
    if found.closed_on is not None:
        parts.append(_("close le %(day)s") % {"day": format_date(found.closed_on, language)})
    if found.owner is not None and found.owner_id != record.actor.user_id:
        parts.append(_("suivie par %(name)s") % {"name": found.owner.short_name})
    return " · ".join(parts)


def _steps(found: Deal, book: CycleBook) -> Sequence[Mapping[str, object]]:
    done, steps = passed(found.step), book.steps_for(found.cycle_id)
    return [
        {
            "key": step.value,
            "label": label_of(DealStep, step),
            "current": step.value == found.step,
            "done": step in done,
            "orders": orders_of(steps, step),
        }
        for step in shown_steps(steps, found.step)
    ]


def _buyer(found: Deal) -> Mapping[str, str]:
    """Where the buyer stands, beside our own step, and what their class of purchase calls for."""
    parts = [label_of(PurchaseStage, found.purchase_stage), label_of(BuyingClass, found.buying_class)]
    hint = CLASS_HINTS[found.buying_class] if found.buying_class else ""
    return {"words": " · ".join(part for part in parts if part), "hint": str(hint)}
