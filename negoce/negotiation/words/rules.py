"""The sentences of the rules of negotiation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[str, Any] = {
    "volume_rebate.band": _("De %(from)s à %(to)s € : %(part)s × %(percent)s %% = %(earned)s €."),
    "volume_rebate.total": _("Pour %(purchases)s € d’achats : %(rebate)s € HT, par un avoir avec TVA."),
    "volume_rebate.band_after_last": _("Seule la dernière tranche peut rester sans montant."),
    "volume_rebate.bands_must_rise": _(
        "Les tranches doivent monter : %(amount)s € n’est pas au-dessus de la précédente."
    ),
    "reduction.percent_out_of_range": _("%(percent)s %% : un taux va de 0 à 100."),
    "amount.negative": _("Un montant négatif n’a pas de sens ici."),
    "cash_discount.yearly_cost": _(
        "%(discount)s %% ÷ (100 %% − %(discount)s %%) × 365 ÷ %(days)s j = %(cost)s %% par an."
    ),
    "cash_discount.no_day_gained": _("Il faut au moins un jour gagné."),
    "bill.days": _("%(real)s jours réels + %(bank)s de banque = %(days)s jours."),
    "bill.interest": _("Intérêts : %(amount)s × %(rate)s %% × %(days)s ÷ 360 = %(interest)s €."),
    "bill.endorsement": _("Endos à %(rate)s %% : %(endorsement)s €."),
    "bill.fees": _("Frais fixes %(fees)s € + TVA à %(vat_rate)s %% %(vat)s €."),
    "bill.net": _("%(amount)s − %(charges)s € d’agios = %(net)s € nets."),
    "bill.effective_rate": _("Agios HT ÷ %(net)s € × 365 ÷ %(days)s jours réels = %(rate)s %% par an."),
    "bill.due_already": _("L’échéance du %(due)s n’est pas après la remise."),
    "bill.nothing_left": _("Les agios (%(charges)s €) dépasseraient la valeur de l’effet."),
    "loan.rate": _("%(yearly)s %% par an ÷ %(periods)s = %(rate)s %% par échéance."),
    "loan.instalment": _("%(capital)s € sur %(periods)s échéances : %(instalment)s € chacune."),
    "loan.last": _("La dernière échéance solde les arrondis : %(last)s €."),
    "loan.interest": _("En tout %(paid)s €, dont %(interest)s € d’intérêts."),
    "loan.periods_out_of_range": _("%(periods)s : une durée va de 1 à %(most)s."),
    "lease.discount_rate": _("Actualisation : %(loan)s %% × (1 − %(tax)s %%) = %(rate)s %%."),
    "lease.loan_cost": _("Emprunt : échéance %(instalment)s € ; coût net actualisé après impôt %(cost)s €."),
    "lease.lease_cost": _(
        "Crédit-bail : loyers %(rent)s €, option %(option)s € ; coût net actualisé %(cost)s €."
    ),
    "lease.loan_cheaper": _("L’emprunt coûte %(difference)s € de moins."),
    "lease.lease_cheaper": _("Le crédit-bail coûte %(difference)s € de moins."),
    "lease.same_cost": _("Les deux solutions coûtent autant."),
    "factoring.fund": _(
        "Fonds de garantie : %(percent)s %% de %(amount)s € = %(fund)s € retenus ; %(advance)s € avancés."
    ),
    "factoring.commission": _("Commission %(percent)s %% = %(commission)s € + TVA %(vat)s €."),
    "factoring.financing": _("Financement de l’avance à %(rate)s %% sur %(days)s j ÷ 360 = %(financing)s €."),
    "factoring.cash": _("%(cash)s € reçus aujourd’hui ; %(fund)s € rendus quand le client aura payé."),
    "factoring.nothing_left": _("La commission et le financement dépasseraient l’avance."),
    "withdrawal.off_premises": _("Conclu hors établissement : première condition remplie."),
    "withdrawal.on_premises": _(
        "Conclu dans l’établissement ou tout à distance : la première condition manque."
    ),
    "withdrawal.outside_activity": _(
        "Hors de l’activité principale de l’acheteur : deuxième condition remplie."
    ),
    "withdrawal.inside_activity": _(
        "Dans l’activité principale de l’acheteur : la deuxième condition manque."
    ),
    "withdrawal.small_staff": _("%(employees)s salariés, %(most)s au plus : troisième condition remplie."),
    "withdrawal.large_staff": _("%(employees)s salariés, plus de %(most)s : la troisième condition manque."),
    "withdrawal.none": _("Les trois conditions sont nécessaires : pas de droit de rétractation."),
    "withdrawal.not_received": _("Le délai de 14 jours commencera à la réception de la marchandise."),
    "withdrawal.until": _(
        "%(days)s jours après le %(from)s : %(counted)s, reporté au jour ouvré : %(until)s."
    ),
    "withdrawal.until_without_information": _(
        "%(days)s jours après le %(from)s et 12 mois de plus, faute d’information : %(counted)s, reporté au jour"
        " ouvré : %(until)s."
    ),
    "withdrawal.judged_case_by_case": _(
        "L’activité principale se juge au cas par cas (Cass. 1re civ., 12 sept. 2018 : le site internet d’un"
        " architecte n’en faisait pas partie)."
    ),
}
