"""The panels of a deal itself: what was offered, who counts, what was said, its facts, how it ended, its journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from negoce.kit.dates import format_date, format_relative
from negoce.negotiation.enums import DealRole, DealState, DealStep
from negoce.negotiation.models import Deal, DealContact
from negoce.negotiation.queries.deals.page import deal_people, people_to_add
from negoce.negotiation.queries.deals.shown import shown_value as words_of
from negoce.negotiation.words.deal import label_of, options_of
from negoce.ui.components.lists import fact
from negoce.ui.html import link
from negoce.ui.words.say import reader_language
from negoce.web.companies.record import company_url
from negoce.web.contacts.record import contact_url
from negoce.web.deals.exchanges import exchanges
from negoce.web.deals.fields import FIELDS, shown_value
from negoce.web.deals.history import history
from negoce.web.deals.panel_types import SIDE, DealPanel, DealRecord
from negoce.web.deals.quotes import quote_lines


def _read_quotes(record: DealRecord) -> Mapping[str, object]:
    return {"quotes": quote_lines(record.actor, record.quotes)}


def _read_people(record: DealRecord) -> Mapping[str, object]:
    gone = {each.pk for each in record.gone}
    return {
        "people": [
            {**_person(each), "gone": each.contact_id in gone}
            for each in deal_people(record.actor, record.deal)
        ],
        "roles": [("", _("Rôle…")), *options_of(DealRole)],
        "others": people_to_add(record.actor, record.deal) if record.may_edit else [],
    }


def _read_exchanges(record: DealRecord) -> Mapping[str, object]:
    return exchanges(record.actor, record.deal, may_edit=record.may_edit)


def _read_note(record: DealRecord) -> Mapping[str, object]:
    url = reverse("deals:field", args=[record.deal.public_id, "note"]) if record.may_edit else ""
    return {"note": shown_value(record.deal, "note"), "note_url": url, "note_label": FIELDS["note"].label}


def _read_outcome(record: DealRecord) -> Mapping[str, object] | None:
    if record.is_open:
        return None
    asks_why = not record.deal.outcome_reason and record.may_edit
    return {
        "outcome": _outcome(record.deal),
        "state_words": label_of(DealState, record.deal.state),
        "why_url": reverse("deals:outcome", args=[record.deal.public_id]) if asks_why else "",
    }


def _read_facts(record: DealRecord) -> Mapping[str, object]:
    return {"facts": _facts(record.deal, may_edit=record.may_edit)}


def _read_journal(record: DealRecord) -> Mapping[str, object]:
    return {"journal": history(record.deal)}


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
        row("cycle"),
        row("purchase_stage"),
        row("buying_class"),
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


QUOTES = DealPanel("quotes", _lazy("Devis"), "web/deals/_quotes.html", _read_quotes, queries_max=5)
PEOPLE_IN_DEAL = DealPanel(
    "people", _lazy("Ceux qui comptent"), "web/deals/_people.html", _read_people, queries_max=4
)
EXCHANGES = DealPanel(
    "exchanges", _lazy("Échanges et tâches"), "web/deals/_exchanges.html", _read_exchanges, queries_max=4
)
NOTE = DealPanel("note", _lazy("Note"), "web/deals/_note.html", _read_note, queries_max=0)
OUTCOME = DealPanel(
    "outcome", _lazy("Issue"), "web/deals/_outcome.html", _read_outcome, queries_max=1, column=SIDE
)
FACTS = DealPanel("facts", _lazy("Affaire"), "web/deals/_facts.html", _read_facts, queries_max=1, column=SIDE)
JOURNAL = DealPanel(
    "journal", _lazy("Historique"), "web/deals/_journal.html", _read_journal, queries_max=1, column=SIDE
)
