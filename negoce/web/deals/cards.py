"""The cards of the board, written from Python: hundreds of them a request."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.kit.dates import format_date
from negoce.kit.money import format_decimal, format_money_compact, format_money_round
from negoce.negotiation.enums import DealStep
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import CycleBook
from negoce.negotiation.words.deal import label_of
from negoce.ui.html import text
from negoce.ui.words.say import reader_language
from negoce.web.addresses import address_of

_NO_DAY = "9999-12-31"
# Where a card stands, and who is asked when it goes elsewhere.
_MOVED_BY = {"board": "deals:step", "forecast": "deals:closing"}


def today_and_language() -> tuple[date, str]:
    """What every card of one request shares."""
    return timezone.localdate(), reader_language()


def draw_cards(deals: Iterable[Deal], book: CycleBook, *, may_move: bool, place: str = "board") -> SafeString:
    """The cards one after the other; `place` is where they stand, one of _MOVED_BY."""
    today, language = today_and_language()
    drawn = (draw_card(deal, today, language, book, may_move=may_move, place=place) for deal in deals)
    return SafeString("".join(drawn))


def draw_card(
    deal: Deal, today: date, language: str, book: CycleBook, *, may_move: bool, place: str = "board"
) -> SafeString:
    """One card: what, whom and by whom, how much, and what is next or wrong."""
    by_step = place == "board"
    seen = deal.step if by_step else deal.close_on or ""
    company = deal.company
    amount = (
        format_money_round(deal.amount, language, deal.currency)
        if deal.amount is not None
        else _("montant à chiffrer")
    )
    tone, words = _next(deal, today, language, book) if by_step else _still(deal, today, language, book)
    owner = f" · {text(deal.owner.short_name)}" if deal.owner is not None else ""
    move = ""
    if may_move:
        label = text(_("Déplacer %(name)s") % {"name": deal.name})
        move = (
            f'<a class="deal-move" href="{address_of(_MOVED_BY[place], deal.public_id)}" data-dialog="modal"'
            f' aria-label="{label}" title="{text(_("Déplacer"))}" draggable="false">⋯</a>'
        )
    return SafeString(
        f'<li class="deal-card" data-deal="{deal.public_id}" data-seen="{seen}"'
        f' data-cycle="{deal.cycle_id or ""}"'
        f' data-order="{deal.close_on or _NO_DAY} {deal.pk:012}">'
        f'<div class="deal-title"><a class="strong" href="{address_of("deals:deal", deal.public_id)}"'
        f' draggable="false">{text(deal.name)}</a>{move}</div>'
        f'<div class="sub"><a class="sub deal-company" href="{address_of("companies:record", company.public_id)}"'
        f' draggable="false" tabindex="-1">{text(company.name)}</a>{owner}</div>'
        f'<div class="deal-foot"><span class="num">{text(amount)}</span>'
        f'<span class="deal-next{" tone" if tone else ""}" data-tone="{tone}">{text(words)}</span></div></li>'
    )


def lane_words(
    count: int, total: Decimal, language: str, weighted: Decimal | None = None
) -> Mapping[str, str]:
    """The count and the sum of a column, in words, and its sum by the odds of its steps where they are known."""
    words = {
        "count": format_decimal(count, language),
        "total": format_money_compact(total, language) if total else "",
    }
    if weighted is not None:
        amount = format_money_compact(weighted, language)
        words["weighted"] = _("pondéré %(amount)s") % {"amount": amount} if weighted else ""
    return words


def _still(deal: Deal, today: date, language: str, book: CycleBook) -> tuple[str, str]:
    """What a card of the forecast says last: since when nothing moves, else its day and its step."""
    if book.is_still(deal, today):
        return "warn", _("sans mouvement depuis %(days)s j") % {"days": (today - deal.step_since).days}
    step = label_of(DealStep, deal.step)
    if deal.close_on is None:
        return "", step
    tone = "bad" if deal.close_on < today else ""
    return tone, f"{_short_day(deal.close_on, today, language)} · {step}"


def _short_day(day: date, today: date, language: str) -> str:
    """The day without the year, where it is this year's."""
    shown = format_date(day, language)
    if day.year != today.year:
        return shown
    return shown.removesuffix(f"\u00a0{day.year}").removesuffix(f" {day.year}")


def _next(deal: Deal, today: date, language: str, book: CycleBook) -> tuple[str, str]:
    """What a card says last: the worst first, else what is planned with the company."""
    if deal.close_on is not None and deal.close_on < today:
        days = (today - deal.close_on).days
        return "bad", _("conclusion dépassée de %(days)s j") % {"days": days}
    planned = deal.company.next_activity_on
    if planned is not None and planned < today:
        return "bad", _("action en retard de %(days)s j") % {"days": (today - planned).days}
    if book.is_still(deal, today):
        return "warn", _("sans mouvement depuis %(days)s j") % {"days": (today - deal.step_since).days}
    if planned == today:
        return "warn", _("action aujourd’hui")
    if planned is not None:
        day = _short_day(planned, today, language)
        return "good", _("action le %(day)s") % {"day": day}
    return "", _("aucune prochaine étape")
