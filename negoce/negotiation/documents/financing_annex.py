"""The page that a quote carries on how it may be paid; nothing of what it costs us."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from negoce.catalogue.documents.sale_document import Annex, AnnexTable
from negoce.kit.money import format_money
from negoce.negotiation.models import Quote, QuoteVersion
from negoce.negotiation.queries.financing.offered import financing_of_version, shown_comparison
from negoce.negotiation.rules.financing import Comparison, WayCost
from negoce.negotiation.rules.financing_schedule import runs_of, years_back
from negoce.negotiation.rules.financing_terms import Terms, Way
from negoce.negotiation.words.financing import WAYS, assumption_words, run_words, say
from negoce.ui.words.say import write_figures

_LENT = (Way.LOAN, Way.LEASE)
# A term over the ceiling is ours to mend before the quote leaves, not the customer's to read.
_OURS = frozenset({"financing.beyond_ceiling"})


def financing_annex(quote: Quote, version: QuoteVersion, language: str) -> Annex | None:
    """The ways chosen for the customer, in the language that is active; None without any. One query."""
    row = financing_of_version(version)
    found = shown_comparison(quote, version, row) if row is not None else None
    if found is None:
        return None
    comparison, terms = found
    currency = version.currency
    assumed = assumption_words(comparison, terms, language, currency)
    return Annex(
        _("Comment payer : les solutions comparées"),
        (" ".join(assumed),),
        (_ranking(comparison, language, currency), *_paid_and_back(comparison, language, currency)),
        (*_own_discount(version, comparison, terms, language), *_mentions(comparison)),
    )


def _own_discount(version: QuoteVersion, found: Comparison, terms: Terms, language: str) -> list[str]:
    """The discount for cash of this page is no contradiction of the terms of the quote: it stands in their place."""
    offered = any(each.way is Way.CASH for each in found.ways)
    if not offered or not terms.cash_discount or terms.cash_discount == version.early_percent:
        return []
    figures = write_figures({"percent": terms.cash_discount}, language)
    return [
        _(
            "Comptant : l’escompte de %(percent)s %% vaut pour un règlement dès la facture, et remplace alors ce que"
            " le devis dit de l’escompte."
        )
        % figures
    ]


def _ranking(found: Comparison, language: str, currency: str) -> AnnexTable:
    headings = (
        _("Solution"),
        _("Payé TTC"),
        _("Coût avant impôt"),
        _("Impôt en moins"),
        _("Coût après impôt"),
        _("Valeur d’aujourd’hui"),
    )
    rows = [
        (
            str(WAYS[each.way]),
            *(
                format_money(amount, language, currency)
                for amount in (
                    each.total,
                    each.before_tax,
                    each.tax_saved,
                    each.after_tax,
                    each.present,
                )
            ),
        )
        for each in found.ways
    ]
    return AnnexTable(
        _("Ce que chaque solution vous coûte"),
        headings,
        (False, True, True, True, True, True),
        tuple(rows),
        _("de la moins chère à la plus chère"),
    )


def _paid_and_back(found: Comparison, language: str, currency: str) -> list[AnnexTable]:
    def money(amount: Decimal) -> str:
        return format_money(amount, language, currency)

    def back(way: WayCost) -> str:
        said = []
        for year in years_back(way):
            parts = []
            if year.vat:
                parts.append(_("TVA %(amount)s") % {"amount": money(year.vat)})
            if year.tax:
                parts.append(_("impôt %(amount)s") % {"amount": money(year.tax)})
            if parts:
                said.append(_("année %(year)s : ") % {"year": year.year} + ", ".join(parts))
        return "\n".join(said) or "—"

    rows = [
        (
            str(WAYS[each.way]),
            "\n".join(run_words(run, language, currency) for run in runs_of(each.payments)),
            back(each),
        )
        for each in found.ways
    ]
    headings = (_("Solution"), _("Ce que vous payez (TTC)"), _("Ce que vous récupérez"))
    return [AnnexTable(_("Quand vous payez"), headings, (False, False, False), tuple(rows))]


def _mentions(found: Comparison) -> list[str]:
    said = [
        f"{WAYS[each.way]} : {say(finding)}"
        for each in found.ways
        for finding in each.findings
        if finding.code not in _OURS
    ]
    said += [say(finding) for finding in found.findings]
    if any(each.way in _LENT for each in found.ways):
        said.append(
            _(
                "Emprunt et crédit-bail sont donnés à titre indicatif : ils dépendent de l’accord de l’établissement"
                " qui les consent."
            )
        )
    said.append(
        _(
            "Coûts nets de la TVA récupérée ; l’impôt en moins suppose un résultat imposable, et se compte en fin"
            " d’année."
        )
    )
    return said
