"""The sentences of the rules of steering."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

MESSAGES: Mapping[str, Any] = {
    "attrition.rate": _("%(lost)s perdus ÷ %(start)s clients au début = %(rate)s %% d’attrition."),
    "attrition.retention": _(
        "(%(end)s clients à la fin − %(new)s nouveaux) ÷ %(start)s au début = %(rate)s %% de fidélisation."
    ),
    "attrition.lifetime": _("1 ÷ %(rate)s %% = %(lifetime)s périodes : la durée moyenne d’un client."),
    "attrition.none_lost": _("Aucun client perdu : la durée moyenne ne se calcule pas."),
    "attrition.reactivated": _(
        "%(reactivated)s clients revenus : ni nouveaux ni perdus, ils relèvent la fidélisation."
    ),
    "attrition.no_customers": _("Aucun client au début de la période : il n’y a pas de taux."),
    "attrition.below_zero": _("Un nombre de clients ne descend pas sous zéro."),
    "attrition.more_lost": _(
        "%(lost)s perdus pour %(start)s clients au début : les perdus se comptent parmi ces clients."
    ),
    "clv.infinite": _(
        "%(margin)s € × %(retention)s %% ÷ (1 + %(discount)s %% − %(retention)s %%) = %(value)s €, "
        "sans limite de durée."
    ),
    "clv.horizon": _(
        "%(margin)s € de marge par an, gardés à %(retention)s %% et actualisés à %(discount)s %% sur %(years)s ans "
        "= %(value)s €."
    ),
    "clv.net": _("%(value)s € − %(cost)s € de coût d’acquisition = %(net)s €."),
    "clv.costs_money": _("Ce client coûte plus qu’il ne rapportera."),
    "clv.retention_out_of_range": _("%(retention)s %% : une fidélisation va de 0 à 100 %%."),
    "clv.discount_below_zero": _("%(discount)s %% : une actualisation ne descend pas sous zéro."),
    "clv.years_out_of_range": _("%(years)s ans : donnez de 1 à %(most)s ans."),
    "clv.endless": _(
        "Personne ne part et rien n’est actualisé : la somme n’a pas de fin. Donnez un nombre d’années."
    ),
    "balance.heads": _(
        "%(start)s + %(new)s nouveaux + %(back)s revenus − %(lost)s perdus = %(end)s clients."
    ),
    "balance.incoming": _(
        "%(new)s × %(each_new)s € + %(back)s × %(each_back)s € = %(sum)s € qui entrent par an."
    ),
    "balance.cover": _("%(incoming)s € qui entrent ÷ %(leaving)s € perdus = %(cover)s %%."),
    "balance.forward": _(
        "%(incoming)s € attendus des prospects ÷ %(leaving)s € que des clients risquent d’emporter = %(cover)s %%."
    ),
    "balance.not_balanced": _("À %(cover)s %%, ce qui entre ne remplace pas ce qui part."),
    "balance.nothing_leaves": _("Rien ne part : le portefeuille est équilibré."),
    "balance.no_gap": _("Il ne manque rien : les clients revenus compensent les départs."),
    "balance.needed": _(
        "%(gap)s € à remplacer ÷ %(mean)s € par nouveau client = %(customers)s nouveaux clients."
    ),
    "balance.prospects": _(
        "%(customers)s clients ÷ %(rate)s %% de transformation = %(prospects)s prospects."
    ),
    "balance.no_conversion": _(
        "Le taux de transformation n’est pas connu : le nombre de prospects ne se calcule pas."
    ),
    "balance.no_mean": _("Le CA moyen de ceux qui entrent n’est pas connu : donnez-le."),
    "balance.below_zero": _("Un nombre de clients ne descend pas sous zéro."),
    "balance.more_lost": _("%(lost)s perdus : c’est plus qu’il n’y avait de clients."),
    "balance.probability_out_of_range": _("%(probability)s %% : une probabilité va de 0 à 100 %%."),
    "balance.conversion_out_of_range": _("%(conversion)s %% : un taux va de 0 à 100 %%."),
    "concentration.gini": _(
        "Indice de Gini : %(gini)s sur %(customers)s clients (0 : tous pareils, 1 : un seul)."
    ),
    "concentration.equivalent": _(
        "10 000 ÷ %(hhi)s (HHI) = %(equivalent)s : concentré comme autant de clients de même taille."
    ),
    "concentration.one_customer": _(
        "Un seul client fait %(share)s %% du total : au-delà de %(most)s %%, son départ mettrait en danger."
    ),
    "concentration.index": _(
        "L’indice HHI est de %(hhi)s : au-delà de %(most)s, peu de clients font l’essentiel."
    ),
    "concentration.left_aside": _("%(count)s clients au total négatif sont laissés de côté."),
    "concentration.nothing_sold": _("Rien n’a été vendu : il n’y a pas de concentration à mesurer."),
    "rfm.scores": _(
        "Parmi %(customers)s clients : récence %(recency)s, fréquence %(frequency)s, montant %(money)s, "
        "soit %(segment)s."
    ),
    "rfm.nobody": _("Donnez au moins un client."),
    "force.visits": _("%(groups)s groupes de clients × leurs visites = %(visits)s visites par an."),
    "force.capacity": _("%(days)s jours × %(each)s visites par jour = %(capacity)s visites par commercial."),
    "force.people": _("%(visits)s ÷ %(capacity)s = %(exact)s : il en faut %(people)s."),
    "force.short": _("Avec %(people)s commerciaux, il en manque %(missing)s."),
    "force.no_capacity": _("Un commercial ne fait aucune visite : donnez ses jours et ses visites par jour."),
    "force.below_zero": _("Un nombre de clients ou de visites ne descend pas sous zéro."),
    "budget.per_head": _("%(budget)s € ÷ %(heads)s clients = %(each)s € par client."),
    "budget.return": _("(%(margin)s € gagnés − %(budget)s €) ÷ %(budget)s € = %(percent)s %%."),
    "budget.attainment": _("%(heads)s clients sur %(target)s visés = %(percent)s %%."),
    "budget.loses": _("La marge gagnée ne paie pas les actions : il manque %(missing)s €."),
    "budget.no_heads": _("Aucun client à ce statut : pas de coût par client."),
    "budget.no_margin": _("La marge gagnée n’est pas connue : pas de retour."),
    "budget.nothing_spent": _("Rien n’est dépensé : pas de retour."),
    "budget.below_zero": _("%(budget)s € : un budget ne descend pas sous zéro."),
    "budget.heads_below_zero": _("Un nombre de clients ne descend pas sous zéro."),
    "recall.value": _(
        "%(percent)s %% de chances × %(margin)s € de marge par an − %(cost)s € de contact = %(value)s €."
    ),
    "recall.not_worth_it": _("L’appel coûte plus qu’il ne rapporte : laissez-le de côté."),
    "recall.no_margin": _("La marge passée n’est pas connue : la valeur de l’appel ne se calcule pas."),
    "recall.probability_out_of_range": _("%(percent)s %% : une probabilité va de 0 à 100 %%."),
    "recall.cost_below_zero": _("%(cost)s € : un coût ne descend pas sous zéro."),
    "break_even.reached": _(
        "Marge cumulée à la commande n° %(order)s : %(cumulated)s €, pour %(cost)s € d’acquisition."
    ),
    "break_even.so_far": _(
        "Marge cumulée après %(orders)s commandes : %(cumulated)s €, sur %(cost)s € d’acquisition ; reste %(left)s €."
    ),
    "break_even.not_reached": _("Les %(orders)s commandes connues ne suffisent pas : il manque %(left)s €."),
    "break_even.no_margin": _(
        "La marge d’une première commande n’est pas connue : saisissez les coûts d’achat."
    ),
    "break_even.cost_below_zero": _("%(cost)s € : un coût ne descend pas sous zéro."),
    "attitude.opened": _("Un échange le %(day)s."),
    "attitude.by_order": _("Une commande le %(day)s, à défaut d’échange noté plus tôt."),
    "attitude.asked": _("A demandé des informations ou un devis le %(day)s."),
    "attitude.ordered": _("Première commande le %(day)s."),
    "attitude.reordered": _("A racheté le %(day)s, sans réclamation ouverte."),
    "attitude.complaint": _("A racheté, mais une réclamation est ouverte."),
    "attitude.two_years": _("Achète depuis plus de deux ans, le %(day)s encore."),
    "attitude.two_families": _("Achète dans deux familles de produits depuis le %(day)s."),
    "attitude.referral": _("Une entreprise recommandée est devenue cliente le %(day)s."),
    "attitude.testimonial": _("Témoignage publié le %(day)s."),
    "attitude.to_interest": _("Aucun échange : prenez contact."),
    "attitude.to_curiosity": _("N’a rien demandé : proposez de la documentation, un essai, un devis."),
    "attitude.to_first_purchase": _("Pas encore de commande : proposez une première offre simple."),
    "attitude.to_repurchase": _("Une seule commande : vérifiez sa satisfaction, puis proposez la suivante."),
    "attitude.to_attachment": _(
        "Moins de deux ans d’achats et une seule famille : proposez une autre famille de produits."
    ),
    "attitude.to_engagement": _(
        "Ni recommandation devenue cliente, ni témoignage publié : demandez l’un ou l’autre."
    ),
    "unprofitable.reprice": _(
        "Perd %(loss)s € par an : %(margin)s € de marge pour %(cost)s € de suivi. Des prix plus élevés de %(rise)s %% "
        "suffisent ; sa marge resterait sous les %(usual)s %% habituels."
    ),
    "unprofitable.cheaper": _(
        "Perd %(loss)s € par an : %(margin)s € de marge pour %(cost)s € de suivi. Par téléphone, le suivi coûterait "
        "%(cheap)s € et laisserait %(left)s €."
    ),
    "unprofitable.both": _(
        "Perd %(loss)s € par an : %(margin)s € de marge pour %(cost)s € de suivi. Par téléphone (%(cheap)s €) et avec "
        "des prix plus élevés de %(rise)s %%, le suivi se paie."
    ),
    "unprofitable.let_go": _(
        "Perd %(loss)s € par an : %(margin)s € de marge pour %(cost)s € de suivi. Prix habituels et suivi par "
        "téléphone n’en rattraperaient que %(best)s €."
    ),
}
