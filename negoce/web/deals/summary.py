"""What stands under the title of the views of deals: the same place, so that nothing jumps from one to the other."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from negoce.kit.money import format_decimal, format_money_compact
from negoce.ui.words.say import reader_language


def open_words(count: int, total: Decimal, worth: Decimal | None) -> str:
    """« 29 ouvertes · 312 k€ · pondéré 146 k€ »; `worth` is None while no chances are known."""
    language = reader_language()
    words = ngettext("%(count)s ouverte", "%(count)s ouvertes", count) % {
        "count": format_decimal(count, language)
    }
    if not total:
        return words
    words = f"{words} · {format_money_compact(total, language)}"
    if worth is None:
        return words
    said = _("pondéré %(amount)s") % {"amount": format_money_compact(worth, language)}
    return f"{words} · {said}"


def month_words(deals: int, tasks: int) -> str:
    """« 12 conclusions prévues · 4 tâches »."""
    language = reader_language()
    parts = []
    if deals:
        words = ngettext("%(count)s conclusion prévue", "%(count)s conclusions prévues", deals)
        parts.append(words % {"count": format_decimal(deals, language)})
    if tasks:
        words = ngettext("%(count)s tâche", "%(count)s tâches", tasks)
        parts.append(words % {"count": format_decimal(tasks, language)})
    return " · ".join(parts) or _("Rien de prévu ce mois-ci")
