"""What stands on a day of the calendar, written from Python: hundreds of lines a month."""

from __future__ import annotations

from datetime import date

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from negoce.companies.enums import ActivityKind
from negoce.companies.models import Activity
from negoce.kit.money import format_money_compact
from negoce.negotiation.models import Deal
from negoce.ui.html import text
from negoce.ui.icons import icon
from negoce.ui.words.say import reader_language
from negoce.web.activities.words import ICONS
from negoce.web.addresses import address_of


def draw_conclusion(deal: Deal, day: date, *, is_late: bool, may_move: bool) -> SafeString:
    """A deal on the day of its conclusion: its name, what it amounts to."""
    amount = format_money_compact(deal.amount, reader_language(), deal.currency) if deal.amount else ""
    shown = f'<span class="num">{text(amount)}</span>' if amount else ""
    url = address_of("deals:deal", deal.public_id)
    about = f"{text(deal.name)} · {text(deal.company.name)}"
    move = address_of("deals:conclusion_day", deal.public_id) if may_move else ""
    return SafeString(
        f'<li class="calendar-deal"{_marks(deal.public_id, day, move, is_late=is_late)}>'
        f'<a href="{url}" title="{about}" draggable="false">{text(deal.name)}</a>'
        f"{shown}{_menu(deal.name, move)}</li>"
    )


def draw_action(action: Activity, day: date, *, is_late: bool, may_move: bool) -> SafeString:
    """Something planned about a deal, on its day."""
    url = address_of("activities:record", action.public_id)
    move = address_of("deals:action_day", action.public_id) if may_move else ""
    about = f"{text(action.subject)} · {text(action.deal_link.deal.name)}"
    return SafeString(
        f'<li class="calendar-task"{_marks(action.public_id, day, move, is_late=is_late)}>'
        f"{icon(ICONS[ActivityKind(action.kind)])}"
        f'<a href="{url}" title="{about}" draggable="false">{text(action.subject)}</a>'
        f"{_menu(action.subject, move)}</li>"
    )


def _marks(key: str, day: date, move: str, *, is_late: bool) -> str:
    """What `<n-calendar>` reads of a line: which, on which day it was seen, who is asked when it goes elsewhere."""
    late = " data-late" if is_late else ""
    return f'{late} data-item="{key}" data-move="{move}" data-seen="{day.isoformat()}"' if move else late


def _menu(name: str, move: str) -> str:
    if not move:
        return ""
    label = text(_("Déplacer %(name)s") % {"name": name})
    return (
        f'<a class="calendar-move" href="{move}" data-dialog="modal" aria-label="{label}"'
        f' title="{text(_("Déplacer"))}" draggable="false">⋯</a>'
    )
