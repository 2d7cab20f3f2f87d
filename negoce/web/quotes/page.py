"""The page of a quote: a form while it is a draft, a document afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from negoce.catalogue.enums import LineKind
from negoce.catalogue.rules.sale_lines import SaleAmounts
from negoce.catalogue.rules.stored_amounts import read_reductions
from negoce.catalogue.term_words import early_words, payment_words, reduction_words
from negoce.identity.enums import FieldGroup, Permission
from negoce.identity.rules.actor import Actor
from negoce.kit.dates import format_date
from negoce.kit.money import format_money, format_percent
from negoce.negotiation.enums import ApprovalAnswer, QuoteState
from negoce.negotiation.models import (
    Quote,
    QuoteAcceptance,
    QuoteApproval,
    QuoteLine,
    QuoteLink,
    QuoteVersion,
)
from negoce.negotiation.queries.quote_changes import changed_since
from negoce.negotiation.queries.quote_floor import quote_floor, sale_lines_of
from negoce.negotiation.queries.quote_head import stored_head
from negoce.negotiation.queries.quotes import (
    approvals_of,
    current_version,
    lines_of,
    quote_journal,
    quotes_for_page,
    versions_of,
)
from negoce.negotiation.rules.quote_states import QuoteMove, may_move
from negoce.negotiation.words.quote import STATES, TONES, WAYS
from negoce.ui.components.tables import TableColumn
from negoce.ui.html import chip
from negoce.ui.words.say import reader_language, short_moment
from negoce.web.companies.record import company_url, url_or_nothing
from negoce.web.financing.panel import quote_financing
from negoce.web.http import actor_of, load_or_404
from negoce.web.orders.figures import price_words, quantity_words
from negoce.web.orders.from_quote import order_link
from negoce.web.quotes.changes import change_sentences
from negoce.web.quotes.form import form_context, stored_form
from negoce.web.quotes.history import history_lines
from negoce.web.quotes.totals import stored_floor_context
from negoce.web.sale_lines.amounts import amount_rows, margin_rows

_HISTORY = 30


@require_GET
def quote(request: HttpRequest, public_id: str) -> HttpResponse:
    """The quote at its current version; 404 for who does not see its company."""
    actor = actor_of(request)
    found: Quote = load_or_404(quotes_for_page(actor), public_id)
    version = current_version(found)
    lines = lines_of(version)
    context = {
        **page_context(actor, found, version, lines),
        "asking": "ask" in request.GET,
        "history": history_lines(actor, quote_journal(found, _HISTORY)),
        "versions": _versions(found),
        **quote_financing(actor, found, version),
    }
    if version.state == QuoteState.DRAFT and actor.may(Permission.EDIT):
        form = form_context(actor, found, stored_form(found, version, lines))
        return render(request, "web/quotes/draft.html", {**context, **form, "refused": "", "conflict": False})
    return render(
        request, "web/quotes/quote.html", {**context, **document_context(actor, found, version, lines)}
    )


def page_context(
    actor: Actor, found: Quote, version: QuoteVersion, lines: Sequence[QuoteLine]
) -> Mapping[str, object]:
    """What stands at the head of every page of a quote."""
    may_edit = actor.may(Permission.EDIT)
    state = QuoteState(version.state)
    moves = {move.value: may_edit and may_move(state, move) for move in QuoteMove}
    approvals = approvals_of(version)
    waiting = next((each for each in approvals if each.answer == ApprovalAnswer.WAITING), None)
    return {
        "quote": found,
        "version": version,
        "company": found.company,
        "company_url": company_url(found.company),
        "deal_url": url_or_nothing("deals:deal", found.deal.public_id) if found.deal else "",
        "state_chip": chip(str(STATES[version.state]), tone=TONES[version.state]),
        "is_draft": state is QuoteState.DRAFT,
        "moves": moves,
        "may_create": actor.may(Permission.CREATE),
        "approvals": [_approval(each) for each in approvals],
        "changed_since": change_sentences(changed_since(approvals, lines)) if waiting else [],
        "waiting": waiting,
        "may_answer": waiting is not None and actor.may(Permission.APPROVE_QUOTES),
        "pdf_url": reverse("quotes:pdf", args=[found.public_id]),
        "order": order_link(actor, version) if state is QuoteState.ACCEPTED else None,
    }


def document_context(
    actor: Actor, found: Quote, version: QuoteVersion, lines: Sequence[QuoteLine]
) -> Mapping[str, object]:
    """A version as it is read: lines, totals, floor, terms and answer."""
    floor = quote_floor(version, lines, timezone.localdate())
    worked = version.add_up(sale_lines_of(lines)).value
    margins = actor.may_read(FieldGroup.MARGIN)
    language = reader_language()
    return {
        "columns": _columns(margins=margins),
        "lines": _lines(lines, worked, version.currency, margins=margins),
        "margins": margins,
        "amounts": amount_rows(worked, read_reductions(version.reductions), language, version.currency),
        "margin": margin_rows(worked.margin, language, version.currency) if margins else (),
        "floor": stored_floor_context(floor, margins=margins),
        "facts": facts_of(found, version),
        "saves": False,
        "acceptance": _acceptance(version),
        "links": _links(actor, version),
    }


def _columns(*, margins: bool) -> Sequence[TableColumn]:
    columns = [
        TableColumn(_("Désignation")),
        TableColumn(_("Quantité"), numeric=True),
        TableColumn(_("Prix HT"), numeric=True),
        TableColumn(_("Remise")),
        TableColumn(_("Montant HT"), numeric=True),
    ]
    return [*columns, TableColumn(_("Marge"), numeric=True)] if margins else columns


def _lines(
    lines: Sequence[QuoteLine], amounts: SaleAmounts, currency: str, *, margins: bool
) -> list[Mapping[str, object]]:
    language = reader_language()
    shown: list[Mapping[str, object]] = []
    for line, net in zip(lines, amounts.line_nets, strict=True):
        counted = line.kind == LineKind.ITEM
        margin = ""
        if margins and counted and line.unit_cost is not None and net:
            margin = format_percent((net - line.quantity * line.unit_cost) / net, language, 1)
        shown.append(
            {
                "kind": line.kind,
                "label": line.label,
                "code": line.code,
                "description": line.description,
                "quantity": quantity_words(line.quantity) if counted else "",
                "price": price_words(line.unit_price, currency) if counted else "",
                "reductions": reduction_words(read_reductions(line.reductions), language, currency),
                "net": format_money(net, language, currency) if counted else "",
                "margin": margin,
                "option": _option(line),
                "is_left_out": line.is_option and not line.is_chosen,
            }
        )
    return shown


def _option(line: QuoteLine) -> str:
    if not line.is_option:
        return ""
    words = _("Option retenue") if line.is_chosen else _("Option")
    return f"{words} · {line.option_group}" if line.option_group else words


def facts_of(found: Quote, version: QuoteVersion) -> list[tuple[str, str]]:
    """What the head of a version says, each with its label; nothing of what is empty."""
    language = reader_language()
    terms = payment_words(stored_head(version).term, with_order=version.payment_with_order)
    early = early_words(version.early, language=language) if version.early else version.early_payment
    facts = [
        (_("Objet"), found.title),
        (_("Adressé à"), found.contact.full_name if found.contact else ""),
        (_("Suivi par"), found.owner.full_name if found.owner else ""),
        (_("Daté du"), format_date(version.issued_on, language) if version.issued_on else ""),
        (_("Valable jusqu’au"), format_date(version.valid_until, language) if version.valid_until else ""),
        (_("Livraison"), _delivery(version)),
        (_("Règlement"), terms),
        (_("Escompte"), "" if version.payment_with_order else early),
        (_("Leur référence"), version.buyer_reference),
    ]
    return [(label, value) for label, value in facts if value]


def _delivery(version: QuoteVersion) -> str:
    if version.delivery_on:
        return format_date(version.delivery_on, reader_language())
    return "" if version.delivery_days is None else _("%(days)s jours") % {"days": version.delivery_days}


def _acceptance(version: QuoteVersion) -> Mapping[str, str] | None:
    given = QuoteAcceptance.objects.filter(version=version).first()
    if given is None:
        return None
    return {
        "way": str(WAYS[given.way]),
        "name": given.name,
        "email": given.email,
        "when": short_moment(given.accepted_at),
        "reference": given.buyer_reference,
        "digest": given.pdf_sha256,
    }


def _links(actor: Actor, version: QuoteVersion) -> list[Mapping[str, object]]:
    """To whom the version was sent, and how often the page was shown since, scanners of mail included."""
    language = reader_language()
    may_edit = actor.may(Permission.EDIT)
    rows = version.links.prefetch_related("views").order_by("-id")[:20]
    return [
        {
            "email": link.email,
            "day": format_date(timezone.localtime(link.created_at).date(), language),
            "views": len(link.views.all()),
            "last": _last_view(link),
            "revoked": link.revoked_at is not None,
            "url": reverse("quotes:link_revocation", args=[version.quote.public_id, link.public_id])
            if may_edit and link.revoked_at is None
            else "",
        }
        for link in rows
    ]


def _last_view(link: QuoteLink) -> str:
    """« dernière fois le 20 nov. 2026 »; empty when it was never opened."""
    moments = [view.at for view in link.views.all()]
    if not moments:
        return ""
    day = format_date(timezone.localtime(max(moments)).date(), reader_language())
    return _("dernière fois le %(day)s") % {"day": day}


def _versions(found: Quote) -> list[Mapping[str, object]]:
    language = reader_language()
    return [
        {
            "number": each.version,
            "state": chip(str(STATES[each.state]), tone=TONES[each.state]),
            "net": format_money(each.net, language, each.currency),
            "day": format_date(each.issued_on, language) if each.issued_on else "",
            "is_current": each.version == found.current_version,
        }
        for each in versions_of(found)
    ]


def _answered_or_asked(asked: QuoteApproval) -> str:
    who = asked.answered_by or asked.asked_by
    return who.full_name if who else ""


def _approval(asked: QuoteApproval) -> Mapping[str, object]:
    language = reader_language()
    answers = {
        ApprovalAnswer.WAITING.value: (_("En attente"), "warn"),
        ApprovalAnswer.APPROVED.value: (_("Accord donné"), "good"),
        ApprovalAnswer.REFUSED.value: (_("Refusé"), "bad"),
        ApprovalAnswer.WITHDRAWN.value: (_("Retiré"), ""),
    }
    words, tone = answers[asked.answer]
    return {
        "state": chip(words, tone=tone),
        # Whoever answered stands beside the answer; while it waits, whoever asks.
        "by": _answered_or_asked(asked),
        "asked_by": asked.asked_by.full_name if asked.asked_by else "",
        "day": format_date(timezone.localtime(asked.answered_at or asked.asked_at).date(), language),
        "reason": asked.reason,
        "answered_by": asked.answered_by.full_name if asked.answered_by else "",
        "comment": asked.comment,
    }
