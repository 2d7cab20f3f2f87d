"""What ways of paying and their terms are called, and the sentences that explain their figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from negoce.kit.explain import Explanation, Finding
from negoce.kit.money import format_money
from negoce.kit.worked import Step
from negoce.negotiation.rules.financing import Comparison
from negoce.negotiation.rules.financing_schedule import Run
from negoce.negotiation.rules.financing_terms import Terms, Way
from negoce.negotiation.rules.term_cost import Means
from negoce.negotiation.words.deal import say as say_of_deals
from negoce.negotiation.words.rules import MESSAGES as ROOM_MESSAGES
from negoce.ui.words.say import say as say_with
from negoce.ui.words.say import write_figures

WAYS: Mapping[str, Any] = {
    Way.CASH: pgettext_lazy("financement", "Comptant"),
    Way.DEFERRED: pgettext_lazy("financement", "Paiement différé"),
    Way.INSTALMENTS: pgettext_lazy("financement", "Paiement échelonné"),
    Way.LOAN: pgettext_lazy("financement", "Emprunt"),
    Way.LEASE: pgettext_lazy("financement", "Crédit-bail"),
}
MEANS: Mapping[str, Any] = {
    Means.OWN: _("Notre trésorerie"),
    Means.BANK: _("Escompte bancaire"),
    Means.FACTOR: _("Affacturage"),
}
EVERY: Mapping[int, Any] = {1: _("Chaque mois"), 3: _("Chaque trimestre"), 12: _("Chaque année")}
LABELS: Mapping[str, Any] = {
    "amount": _("Montant HT"),
    "vat_rate": _("TVA (%)"),
    "recovers_vat": _("L’acheteur récupère la TVA"),
    "is_service": _("Vente d’un service (TVA récupérée une fois payée)"),
    "vat_months": _("TVA récupérée après (mois)"),
    "tax_rate": _("Impôt sur les bénéfices de l’acheteur (%)"),
    "depreciation_years": _("Amortissement (années)"),
    "discount_rate": _("Taux d’actualisation de l’acheteur (% par an)"),
    "cash_discount": _("Escompte (%)"),
    "deferred_days": _("Payé après (jours)"),
    "instalment_count": _("Mensualités"),
    "instalment_deposit": _("Acompte HT"),
    "instalment_rate": _("Intérêts (% par an)"),
    "loan_months": _("Durée de l’emprunt (mois)"),
    "loan_rate": _("Taux de l’emprunt (% par an)"),
    "loan_every": _("Échéances"),
    "loan_deposit": _("Apport HT"),
    "loan_fees": _("Frais de dossier"),
    "lease_months": _("Durée du crédit-bail (mois)"),
    "lease_rent": _("Loyer HT"),
    "lease_rate": _("ou taux du bailleur (% par an)"),
    "lease_every": _("Loyers"),
    "lease_first": _("Premier versement HT"),
    "lease_last": _("Valeur de rachat HT"),
    "lease_in_advance": _("Loyers d’avance"),
    "our_rate": _("Notre trésorerie (% par an)"),
    "bank_rate": _("Escompte bancaire (% par an)"),
    "endorsement_rate": _("Endos (% par an)"),
    "bank_fees": _("Frais par effet HT"),
    "factor_rate": _("Affacturage : financement (% par an)"),
    "factor_commission": _("Affacturage : commission (%)"),
    "factor_fund": _("Fonds de garantie (%)"),
    "shown": _("modes présentés au client"),
}
_MESSAGES: Mapping[str, Any] = {
    "financing.no_amount": _("Donnez un montant au-dessus de zéro : rien n’est à financer sans lui."),
    "financing.whole_out_of_range": _("Donnez un nombre entier de %(low)s à %(high)s."),
    "financing.broken_period": _(
        "%(months)s mois ne font pas un nombre entier d’échéances de %(every)s mois."
    ),
    "financing.loan_rate_needed": _("Donnez le taux de l’emprunt ; 0 s’il est gratuit."),
    "financing.months_needed": _("Donnez la durée, en mois."),
    "financing.rent_needed": _("Donnez le loyer, ou le taux du bailleur, dont le loyer se déduit."),
    "financing.deposit_covers_all": _(
        "Le premier versement (%(deposit)s) couvre le montant (%(price)s) : il ne reste rien à financer."
    ),
    "financing.no_rent": _(
        "Le loyer serait nul : le premier versement et la valeur de rachat paient déjà tout."
    ),
    "financing.no_last_value": _(
        "Sans valeur de rachat, le bien revient au bailleur à la fin : ce coût est celui de l’usage, non de l’achat."
    ),
    "financing.beyond_ceiling": _(
        "%(days)s jours dépassent les %(most)s jours après la facture permis entre professionnels (C. com. art."
        " L441-10 I) : facturez par étapes, ou proposez l’emprunt ou le crédit-bail, qui portent le délai."
    ),
    "financing.not_discounted": _(
        "Ni taux d’actualisation ni emprunt : un euro dans trois ans compte ici autant qu’un euro aujourd’hui."
    ),
    "financing.cash": _(
        "%(price)s HT − escompte %(percent)s %% (%(discount)s) = %(paid)s HT, payés à la facture."
    ),
    "financing.cash_plain": _("%(price)s HT, payés à la facture."),
    "financing.deferred": _("%(price)s HT, payés en une fois %(days)s jours après la facture."),
    "financing.instalments": _(
        "%(deposit)s d’acompte, puis %(count)s mensualités de %(instalment)s HT, dont %(interest)s d’intérêts en tout."
    ),
    "financing.loan": _(
        "%(capital)s empruntés à %(rate)s %% : %(periods)s échéances de %(instalment)s, dont %(interest)s d’intérêts ;"
        " %(fees)s de frais."
    ),
    "financing.lease_rent": _("Loyer calculé au taux de %(rate)s %% par an : %(rent)s HT."),
    "financing.lease": _(
        "%(first)s au départ, %(rents)s loyers de %(rent)s HT, %(last)s pour racheter : %(total)s HT en tout."
    ),
    "financing.vat_back": _("TVA payée %(vat)s, récupérée en entier : elle ne compte pas dans le coût."),
    "financing.vat_kept": _("TVA payée %(vat)s, non récupérée : elle fait partie du coût."),
    "financing.tax": _(
        "%(deducted)s déduits du résultat (amortissements, intérêts, loyers) × %(rate)s %% = %(saved)s d’impôt en"
        " moins."
    ),
    "financing.after": _("Coût après impôt : %(before)s − %(saved)s = %(after)s."),
    "financing.present": _(
        "Ramené à aujourd’hui à %(rate)s %% par an, l’impôt étant économisé en fin d’année : %(present)s."
    ),
    "term_cost.own": _(
        "%(amount)s TTC attendus au plus %(days)s jours, à %(our_rate)s %% par an ÷ 365 : %(cost)s."
    ),
    "term_cost.bank": _(
        "En effets de commerce (%(payments)s), %(amount)s TTC : escompte %(bank_rate)s %% et endos"
        " %(endorsement_rate)s %% sur les jours réels plus un, ÷ 360, et %(fees)s de frais chacun : %(cost)s."
    ),
    "term_cost.factor": _(
        "%(amount)s TTC cédés : commission %(commission)s %%, et %(factor_rate)s %% par an ÷ 360 sur l’avance :"
        " %(cost)s."
    ),
}


def say(what: Finding | Explanation) -> str:
    """The sentence of what a rule found."""
    for messages in (_MESSAGES, ROOM_MESSAGES):
        if what.code in messages:
            return say_with(what, messages)
    assert isinstance(what, Finding)
    return say_of_deals(what)


def say_step(step: Step) -> str:
    """The sentence of a step."""
    return say(Explanation(step.code, step.figures))


def run_words(run: Run, language: str, currency: str) -> str:
    """« 36 × 710,71 €, du mois 1 au mois 36 », in the language of the moment."""
    amount = format_money(run.whole, language, currency)
    if run.days:
        return gettext("%(amount)s après %(days)s jours") % {"amount": amount, "days": run.days}
    if run.count > 1:
        figures = {"count": run.count, "amount": amount, "first": run.first, "last": run.last}
        return gettext("%(count)s × %(amount)s, du mois %(first)s au mois %(last)s") % figures
    if run.first:
        return gettext("%(amount)s au mois %(month)s") % {"amount": amount, "month": run.first}
    return gettext("%(amount)s à la facture") % {"amount": amount}


def assumption_words(found: Comparison, terms: Terms, language: str, currency: str) -> list[str]:
    """What the comparison rests on, in sentences of the language of the moment."""
    figures = {
        "price": format_money(found.price, language, currency),
        "vat": format_money(found.vat, language, currency),
    }
    said = [gettext("Montant : %(price)s HT, TVA %(vat)s.") % figures]
    if terms.recovers_vat:
        months = ngettext(
            "TVA récupérée %(months)s mois après.", "TVA récupérée %(months)s mois après.", terms.vat_months
        )
        said.append(months % {"months": terms.vat_months})
    else:
        said.append(gettext("TVA non récupérée : elle fait partie du coût."))
    rates = write_figures({"tax": terms.tax_rate, "rate": found.rate}, language)
    if terms.depreciation_years:
        worn = ngettext(
            "Impôt à %(tax)s %%, achat amorti sur %(years)s an.",
            "Impôt à %(tax)s %%, achat amorti sur %(years)s ans.",
            terms.depreciation_years,
        )
        said.append(worn % {**rates, "years": terms.depreciation_years})
    else:
        said.append(gettext("Impôt à %(tax)s %%, achat déduit la première année.") % rates)
    said.append(gettext("Valeur d’aujourd’hui à %(rate)s %% par an.") % rates)
    return said
