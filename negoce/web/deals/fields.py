"""The fields of a deal as its page shows and edits them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from negoce.negotiation.enums import BuyingClass, PurchaseStage
from negoce.negotiation.models import Deal
from negoce.negotiation.queries.cycles.book import cycle_book
from negoce.negotiation.queries.deals.shown import shown_value as words_of
from negoce.negotiation.words.cycle import house_cycle_words
from negoce.negotiation.words.deal import options_of as options_of_enum
from negoce.ui.html import text
from negoce.ui.words.say import reader_language
from negoce.web.activities.form import people_choices
from negoce.web.in_place import Field

FIELDS: Mapping[str, Field] = {
    each.name: each
    for each in (
        Field("name", _("Nom de l’affaire")),
        Field("amount", _("Montant HT"), "number", "€"),
        Field("close_on", _("Conclusion prévue"), "day"),
        Field("owner", _("Suivie par"), "person"),
        Field("cycle", _("Cycle"), "choice"),
        Field("purchase_stage", _("Étape de l’achat"), "choice", enum=PurchaseStage),
        Field("buying_class", _("Classe d’achat"), "choice", enum=BuyingClass),
        Field("note", _("Note"), "paragraphs"),
    )
}


def options_of(field: Field) -> list[tuple[str, str]]:
    """The values that a field may take, with their words; none for what is typed freely."""
    if field.enum is not None:
        return [("", _now("Non précisé")), *options_of_enum(field.enum)]
    if field.name == "cycle":
        return cycle_options()
    return [("", _now("Personne")), *people_choices()] if field.control == "person" else []


def cycle_options() -> list[tuple[str, str]]:
    """The cycles that a deal may follow, that of the house first; one query."""
    book = cycle_book()
    return [
        ("", house_cycle_words(book.default)),
        *((row.public_id, str(row)) for row in book.rows.values()),
    ]


def shown_value(deal: Deal, name: str) -> SafeString:
    """The value in safe markup; empty for nothing."""
    words = words_of(deal, name)
    if FIELDS[name].control == "paragraphs" and words:
        return SafeString(
            f'<div dir="auto">{linebreaks(urlize(words, nofollow=True, autoescape=True))}</div>'
        )
    return SafeString(text(words))


def input_value(deal: Deal, name: str) -> str:
    """The value as its control shows it."""
    if name == "owner":
        return deal.owner.public_id if deal.owner else ""
    if name == "cycle":
        return deal.cycle.public_id if deal.cycle else ""
    value = getattr(deal, name)
    if isinstance(value, Decimal):
        plain = f"{value:.2f}".removesuffix(".00")
        return plain.replace(".", ",") if reader_language() == "fr" else plain
    if name == "close_on":
        return f"{value:%d/%m/%Y}" if value else ""
    return "" if value is None else str(value)


def seen_value(deal: Deal, name: str) -> str:
    """What the person saw, to notice that somebody else changed it meanwhile."""
    value = getattr(deal, f"{name}_id" if name in ("owner", "cycle") else name)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)
