"""The page of a deal: where it stands, who counts in it, what was offered, how it ended."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from negoce.identity.enums import Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date, format_relative
from negoce.kit.money import format_money
from negoce.negotiation.deal_words import label_of, options_of
from negoce.negotiation.enums import DealRole, DealState, DealStep
from negoce.negotiation.models import Deal, DealContact
from negoce.negotiation.queries.deals.page import (
    deal_journal,
    deal_people,
    deal_quotes,
    deals_for_page,
    people_to_add,
)
from negoce.negotiation.queries.deals.shown import shown_value as words_of
from negoce.negotiation.rules.deal_steps import STEPS, is_stale, passed
from negoce.ui.components.lists import fact
from negoce.ui.html import link
from negoce.ui.words.say import reader_language
from negoce.web.activities.next_step import next_step
from negoce.web.activities.panel import NEXT_STEP
from negoce.web.activities.words import day_words, time_tag
from negoce.web.companies.record import company_url, url_or_nothing
from negoce.web.contacts.record import contact_url
from negoce.web.deals.exchanges import exchanges
from negoce.web.deals.fields import FIELDS, shown_value
from negoce.web.deals.lists import STATE_TONES
from negoce.web.deals.quotes import proposed_win, quote_lines
from negoce.web.http import actor_of, load_or_404
from negoce.web.search.visits import note_opened

_JOURNAL = 8


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
    return render(request, "web/deals/deal.html", deal_context(actor, found))


def draw_deal(request: HttpRequest, actor: Actor, found: Deal, *, problem: str = "") -> HttpResponse:
    """The content of the page alone, with what went wrong, if anything did."""
    return render(request, "web/deals/_deal.html", {**deal_context(actor, found), "problem": problem})


def deal_context(actor: Actor, found: Deal) -> Mapping[str, object]:
    """What the page shows."""
    may_edit = actor.may(Permission.EDIT)
    is_open = found.state == DealState.OPEN
    people = deal_people(actor, found)
    quotes = deal_quotes(found)
    return {
        "deal": found,
        "problem": "",
        "company": found.company,
        "company_url": company_url(found.company),
        "name_url": reverse("deals:field", args=[found.public_id, "name"]) if may_edit else "",
        "name_label": FIELDS["name"].label,
        "state_words": label_of(DealState, found.state),
        "state_tone": STATE_TONES[found.state],
        "is_open": is_open,
        "late": _late(found),
        "line": _line(found),
        "steps": _steps(found),
        "facts": _facts(found, may_edit=may_edit),
        "note": shown_value(found, "note"),
        "note_url": reverse("deals:field", args=[found.public_id, "note"]) if may_edit else "",
        "note_label": FIELDS["note"].label,
        "outcome": [] if is_open else _outcome(found),
        "people": [_person(each) for each in people],
        "roles": [("", _("Rôle…")), *options_of(DealRole)],
        "others": people_to_add(actor, found) if may_edit else [],
        "quotes": quote_lines(actor, quotes),
        "proposed_win": proposed_win(found, quotes),
        "quote_url": _quote_url(found) if actor.may(Permission.CREATE) else "",
        "panel_url": NEXT_STEP.url(found.company),
        **next_step(actor, found.company),
        **exchanges(actor, found, may_edit=may_edit),
        "journal": _journal(found),
        "may_edit": may_edit,
        "may_delete": actor.may(Permission.DELETE),
    }


def _quote_url(found: Deal) -> str:
    url = url_or_nothing("quotes:create")
    return f"{url}?deal={found.public_id}" if url else ""


def _late(found: Deal) -> Sequence[str]:
    """What asks for attention: a conclusion that is past, a step that lasts."""
    today = timezone.localdate()
    words = []
    if found.state == DealState.OPEN and found.close_on is not None and found.close_on < today:
        words.append(
            _("La conclusion était prévue le %(day)s.")
            % {"day": format_date(found.close_on, reader_language())}
        )
    if is_stale(found.state, found.step, found.step_since, today):
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


def _line(found: Deal) -> str:
    """« 48 000,00 € HT · conclusion prévue le 15 déc. 2026 · suivie par Camille R. »"""
    language = reader_language()
    parts = []
    if found.amount is not None:
        amount = format_money(found.amount, language, found.currency)
        parts.append(_("%(amount)s HT") % {"amount": amount})
    if found.state == DealState.OPEN and found.close_on is not None:
        parts.append(_("conclusion prévue le %(day)s") % {"day": format_date(found.close_on, language)})
    if found.closed_on is not None:
        parts.append(_("close le %(day)s") % {"day": format_date(found.closed_on, language)})
    if found.owner is not None:
        parts.append(_("suivie par %(name)s") % {"name": found.owner.short_name})
    return " · ".join(parts)


def _steps(found: Deal) -> Sequence[Mapping[str, object]]:
    done = passed(found.step)
    return [
        {
            "key": step.value,
            "label": label_of(DealStep, step),
            "current": step.value == found.step,
            "done": step in done,
        }
        for step in STEPS
    ]


def _facts(found: Deal, *, may_edit: bool) -> Sequence[SafeString]:
    today = timezone.localdate()

    def row(name: str) -> SafeString:
        url = reverse("deals:field", args=[found.public_id, name]) if may_edit else ""
        return fact(FIELDS[name].label, shown_value(found, name), edit_url=url, id=f"f-{name}")

    return [
        fact(_("Client"), link(company_url(found.company), found.company.name)),
        row("amount"),
        row("close_on"),
        row("owner"),
        fact(_("Étape"), label_of(DealStep, found.step), note=_since(found.step_since, today)),
    ]  # fmt: skip


def _since(day: date, today: date) -> str:
    """From when on; the day alone of today, which "today" would only repeat."""
    if day == today:
        return _("depuis aujourd’hui")
    figures = {
        "day": format_date(day, reader_language()),
        "since": format_relative(day, today, reader_language()),
    }
    return _("depuis le %(day)s, %(since)s") % figures


def _outcome(found: Deal) -> Sequence[SafeString]:
    competitor = found.competitor.name if found.competitor is not None else ""
    return [
        fact(_("Raison"), words_of(found, "outcome_reason")),
        fact(_("Concurrent"), competitor),
        fact(_("Précision"), found.outcome_note),
        fact(_("Close le"), words_of(found, "closed_on")),
    ]


def _person(each: DealContact) -> Mapping[str, object]:
    contact = each.contact
    post = contact.current_post
    return {
        "public_id": contact.public_id,
        "name": contact.full_name,
        "url": contact_url(contact),
        "function": post.function if post is not None else "",
        "role": each.role,
        "role_words": label_of(DealRole, each.role),
    }


def _journal(found: Deal) -> Sequence[Mapping[str, object]]:
    verbs = {
        "created": _("a créé l’affaire"),
        "changed": _("a modifié l’affaire"),
        "won": _("l’a notée gagnée"),
        "lost": _("l’a notée perdue"),
        "reopened": _("l’a rouverte"),
        "deleted": _("l’a supprimée"),
        "restored": _("l’a rétablie"),
    }
    today = timezone.localdate()
    lines = []
    for entry in deal_journal(found, _JOURNAL):
        words = verbs.get(entry.verb, _("a agi sur l’affaire"))
        if entry.verb == "changed" and "step" in entry.values:
            words = _("l’a passée à l’étape %(step)s") % {"step": label_of(DealStep, entry.values["step"][1])}
        when = time_tag(day_words(timezone.localtime(entry.at).date(), today), entry.at)
        lines.append({"name": entry.actor_name, "words": words, "when": when})
    return lines
