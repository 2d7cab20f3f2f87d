"""The sales action plan of a year on paper: what was set, spent and obtained, to be taken to a board (S7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import override

import negoce.catalogue.documents as sale_documents
from negoce.catalogue.documents.sale_pdf import images_of
from negoce.catalogue.documents.seller_identity import SellerIdentity
from negoce.catalogue.documents.seller_view import seller_view
from negoce.kit.dates import format_date
from negoce.kit.money import format_money_compact
from negoce.kit.pdf import render_pdf
from negoce.portfolio.documents.plan_book import BookLine, PlanBook
from negoce.portfolio.enums import PlanPart
from negoce.portfolio.plan_words import PARTS, PURPOSES, means_of, month_name, months_of, target_of
from negoce.portfolio.rules.action_plan import MONTHS, PlanSums
from negoce.ui.words.figures import NOTHING, money, number, percent

TEMPLATE = Path(sale_documents.__file__).parent / "typst" / "tables.typ"
_HUES = {PlanPart.CONQUEST: "#c2571a", PlanPart.DEVELOPMENT: "#2f5d8a", PlanPart.LOYALTY: "#6f8f3a"}
Cell = list[str]


def plan_pdf(book: PlanBook, seller: SellerIdentity, language: str) -> bytes:
    """The PDF/A-3b of the plan, the same bytes for the same plan. Raises CannotPrint."""
    with override(language):
        view = _view(book, seller, language)
    return render_pdf(TEMPLATE, view, made_on=book.day, images=images_of(seller))


def _view(book: PlanBook, seller: SellerIdentity, language: str) -> dict[str, object]:
    title = _("Plan d’actions commerciales %(year)s") % {"year": book.year}
    day = format_date(book.day, language)
    notes = [_("Une part se calcule sur les actions dont les deux chiffres sont connus.")]
    if any(_is_counted(each) for lines in book.lines.values() for each in lines):
        notes.append(
            _(
                "* Clients comptés d’après les commandes\u00a0: premiers achats du canal pour une conquête, retours "
                "pour les dormants et les perdus."
            )
        )
    return {
        "language": language,
        "made_on": book.day.isoformat(),
        "title": title,
        "subtitle": _("Conquête, développement, fidélité. État au %(day)s.") % {"day": day},
        "head": [title, seller.name[:60]],
        "labels": {"page": _("Page")},
        "seller": seller_view(seller, "en" if language == "en" else "fr"),
        "watermark": "",
        "tiles": _tiles(book),
        "bars": _bars(book, language),
        "sections": [_section(book, part, language) for part in PlanPart],
        "notes": notes,
    }


def _tiles(book: PlanBook) -> Sequence[Mapping[str, str]]:
    whole = book.whole
    found = [
        _tile(
            _("Budget"), money(whole.budget),
            _("%(spent)s dépensés, %(used)s de leur budget")
            % {"spent": money(whole.spent), "used": percent(whole.budget_used, 0)}
            if book.margins and whole.spent is not None else "",
        ),
        _tile(
            _("Clients attendus"), _count(whole.expected_customers),
            _("%(got)s obtenus, %(reached)s de l’attendu") % {
                "got": _count(whole.actual_customers),
                "reached": percent(whole.customers_reached, 0),
            } if whole.actual_customers is not None else "",
        ),
    ]  # fmt: skip
    if book.margins:
        found += [
            _tile(
                _("Marge attendue"), money(whole.expected_margin),
                _("%(got)s obtenus, %(reached)s de l’attendu") % {
                    "got": money(whole.actual_margin),
                    "reached": percent(whole.margin_reached, 0),
                } if whole.actual_margin is not None else "",
            ),
            _tile(
                _("Retour sur dépenses"), percent(whole.return_on_cost, 0),
                _("(marge obtenue − dépensé) ÷ dépensé"),
            ),
        ]  # fmt: skip
    return found


def _tile(name: str, value: str, note: str) -> Mapping[str, str]:
    return {"name": name, "value": value, "note": note}


def _bars(book: PlanBook, language: str) -> Mapping[str, object]:
    whole = [sum(book.months[part][month] for part in PlanPart) for month in range(MONTHS)]
    highest = max(whole)
    return {
        "title": _("Budget par mois"),
        "months": [
            {
                "name": month_name(month + 1, language),
                "value": format_money_compact(Decimal(whole[month]), language) if whole[month] else "",
            }
            for month in range(MONTHS)
        ],
        "series": [
            {
                "name": str(PARTS[part]),
                "colour": _HUES[part],
                "parts": [float(amount / highest) for amount in book.months[part]],
            }
            for part in PlanPart
        ]
        if highest
        else [],
    }


def _section(book: PlanBook, part: PlanPart, language: str) -> Mapping[str, object]:
    texts = [(_("Action"), 5.0), (_("Pour qui"), 3.0), (_("Période"), 2.4)]
    figures = [(_("Budget"), 1.5)]
    if book.margins:
        figures.append((_("Dépensé"), 1.5))
    figures += [(_("Clients attendus"), 1.4), (_("Clients obtenus"), 1.4)]
    if book.margins:
        figures += [(_("Marge attendue"), 1.6), (_("Marge obtenue"), 1.6)]
    columns = [*texts, *figures]
    return {
        "title": str(PARTS[part]),
        "note": str(PURPOSES[part]),
        "empty": _("Aucune action."),
        "headings": [label for label, _width in columns],
        "widths": [width for _label, width in columns],
        "numeric": [False] * len(texts) + [True] * len(figures),
        "rows": [_row(book, each, language) for each in book.lines[part]],
        "total": _total(book, book.sums[part]),
    }


def _row(book: PlanBook, line: BookLine, language: str) -> list[Cell]:
    row = line.action
    obtained = _count(row.actual_customers)
    if _is_counted(line):
        obtained = f"{_count(line.counted)}*"
    found = [[row.name, means_of(row)], [target_of(row)], [months_of(row, language)]]
    found.append([money(row.budget)])
    if book.margins:
        found.append([money(row.actual_cost)])
    found += [[_count(row.expected_customers)], [obtained]]
    if book.margins:
        found += [[money(row.expected_margin)], [money(row.actual_margin)]]
    return found


def _total(book: PlanBook, sums: PlanSums) -> list[Cell]:
    found = [[_("Total")], [""], [""], [money(sums.budget)]]
    if book.margins:
        found.append([money(sums.spent)])
    found += [[_count(sums.expected_customers)], [_count(sums.actual_customers)]]
    if book.margins:
        found += [[money(sums.expected_margin)], [money(sums.actual_margin)]]
    return found


def _is_counted(line: BookLine) -> bool:
    return line.counted is not None and line.action.actual_customers is None


def _count(value: int | None) -> str:
    return NOTHING if value is None else number(value)
