"""The words of the matrix of potential and accessibility."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.portfolio.enums import OfferSegmentClass, ReasonSide, RelationReason, SegmentDimension
from negoce.prospecting.enums import MatrixSide, TargetSource

# By priority (R-P3).
QUADRANTS: Mapping[int, Any] = {
    1: _("À travailler d’abord"),
    2: _("À ouvrir"),
    3: _("À entretenir"),
    4: _("À laisser"),
}
ADVICE: Mapping[int, Any] = {
    1: _("Fort potentiel, accès facile : commencez par elles."),
    2: _("Fort potentiel, accès difficile : construisez l’accès (recommandation, événement, patience)."),
    3: _("Faible potentiel, accès facile : des canaux peu coûteux seulement."),
    4: _("Faible potentiel, accès difficile : laissez-les."),
}
SIDES: Mapping[str, Any] = {
    MatrixSide.POTENTIAL.value: _("Potentiel (IPO)"),
    MatrixSide.ACCESSIBILITY.value: _("Accessibilité (IPA)"),
}
# What each source notes, then where the fact comes from.
SOURCES: Mapping[str, tuple[Any, Any]] = {
    TargetSource.HEADCOUNT.value: (_("Effectif"), _("Personnes ; sinon le bas de la tranche")),
    TargetSource.TURNOVER.value: (_("Chiffre d’affaires de l’entreprise"), _("Euros par an")),
    TargetSource.SITES.value: (_("Sites"), _("Établissements ou points de vente, le plus grand des deux")),
    TargetSource.PURCHASES.value: (
        _("Achats accessibles"),
        _("Achats déclarés × part accessible − ce qu’elle nous achète, euros par an"),
    ),
    TargetSource.SECTOR_REVENUE.value: (
        _("CA des clients de son activité"),
        _("Moyenne sur 12 mois des clients de la même division APE, à partir de 3"),
    ),
    TargetSource.REVENUE.value: (_("CA réalisé avec nous"), _("Euros commandés en 12 mois")),
    TargetSource.DECIDER.value: (
        _("Décideur connu"),
        _("3 : connu et joignable ; 2 : connu ; 1 : quelqu’un d’autre ; 0 : personne"),
    ),
    TargetSource.CONTACTS.value: (_("Interlocuteurs connus"), _("Personnes en poste")),
    TargetSource.GROUP_LINK.value: (
        _("Autre société du groupe cliente"),
        _("1 : oui ; 0 : non ; sans groupe, le critère ne compte pas"),
    ),
    TargetSource.REFERRAL.value: (_("Recommandation reçue"), _("Recommandations en cours ou abouties")),
    TargetSource.LAST_EXCHANGE.value: (_("Échange récent"), _("Jours depuis le dernier échange")),
    TargetSource.OPENING.value: (
        _("Moment d’ouverture"),
        _("Signes depuis 90 jours : arrivée dans un poste, besoin, devis voulu ou rendez-vous accepté"),
    ),
    TargetSource.CUSTOM.value: (_("Champ personnalisé"), _("Un nombre ou un montant de vos champs")),
    TargetSource.MANUAL.value: (_("Noté à la main"), _("La note est donnée fiche par fiche")),
}
MESSAGES: Mapping[str, Any] = {
    "target.potential": _("Potentiel : %(sum)s ÷ %(weights)s = %(value)s (%(known)s %% des poids connus)."),
    "target.accessibility": _(
        "Accessibilité : %(sum)s ÷ %(weights)s = %(value)s (%(known)s %% des poids connus)."
    ),
    "target.potential_unknown": _("Potentiel : aucun critère connu."),
    "target.accessibility_unknown": _("Accessibilité : aucun critère connu."),
    "target.priority_1": _("Les deux indices atteignent 5 : à travailler d’abord."),
    "target.priority_2": _("Seul le potentiel atteint 5 : à ouvrir."),
    "target.priority_3": _("Seule l’accessibilité atteint 5 : à entretenir, par des canaux peu coûteux."),
    "target.priority_4": _("Aucun indice n’atteint 5 : à laisser."),
    "target.note_out_of_range": _("Une note va de 0 à 10."),
    "target.weight_negative": _("Un poids n’est pas négatif."),
    "target.no_band": _("Donnez au moins un palier : à partir de quelle valeur, quelle note."),
    "target.too_many_bands": _("Huit paliers au plus."),
    "target.band_note": _("Chaque note va de 0 à 10, avec une décimale au plus."),
    "target.band_order": _("Chaque palier commence plus haut que le précédent."),
    "target.band_unreadable": _("Chaque palier est une valeur et une note, en chiffres."),
}
CLASSES: Mapping[str, Any] = {
    OfferSegmentClass.WINNER.value: _("Gagnante"),
    OfferSegmentClass.MIXED.value: _("Mitigée"),
    OfferSegmentClass.PENALISING.value: _("Pénalisante"),
    OfferSegmentClass.NOT_SERVED.value: _("Non servie"),
    OfferSegmentClass.UNJUDGED.value: _("Non jugée"),
}
DIMENSIONS: Mapping[str, Any] = {
    SegmentDimension.SECTOR.value: _("Activité"),
    SegmentDimension.BUYER_TYPE.value: _("Type d’acheteur"),
    SegmentDimension.KIND.value: _("Type d’entreprise"),
    SegmentDimension.SIZE.value: _("Taille"),
    SegmentDimension.REGION.value: _("Région"),
    SegmentDimension.TERRITORY.value: _("Secteur commercial"),
    SegmentDimension.VIEW.value: _("Vos listes"),
}
# Companies without a segment, by dimension: they stand in a column of their own.
WITHOUT: Mapping[str, Any] = {
    SegmentDimension.SECTOR.value: _("Sans activité"),
    SegmentDimension.BUYER_TYPE.value: _("Sans type d’acheteur"),
    SegmentDimension.KIND.value: _("Sans type"),
    SegmentDimension.SIZE.value: _("Sans taille"),
    SegmentDimension.REGION.value: _("Sans région"),
    SegmentDimension.TERRITORY.value: _("Hors secteur"),
}
# Sections of activities, short enough for the head of a column.
SECTIONS: Mapping[str, Any] = {
    "A": _("Agriculture"),
    "B": _("Mines et carrières"),
    "C": _("Industrie"),
    "D": _("Énergie"),
    "E": _("Eau et déchets"),
    "F": _("Construction"),
    "G": _("Commerce"),
    "H": _("Transport"),
    "I": _("Hôtels et restaurants"),
    "J": _("Information"),
    "K": _("Banque et assurance"),
    "L": _("Immobilier"),
    "M": _("Conseil et technique"),
    "N": _("Services aux entreprises"),
    "O": _("Administration"),
    "P": _("Enseignement"),
    "Q": _("Santé et social"),
    "R": _("Arts et loisirs"),
    "S": _("Autres services"),
    "T": _("Ménages"),
    "U": _("Organismes internationaux"),
}
# Names of places are the same in every language.
REGIONS: Mapping[str, str] = {
    "01": "Guadeloupe", "02": "Martinique", "03": "Guyane", "04": "La Réunion", "06": "Mayotte",
    "11": "Île-de-France", "24": "Centre-Val de Loire", "27": "Bourgogne-Franche-Comté", "28": "Normandie",
    "32": "Hauts-de-France", "44": "Grand Est", "52": "Pays de la Loire", "53": "Bretagne",
    "75": "Nouvelle-Aquitaine", "76": "Occitanie", "84": "Auvergne-Rhône-Alpes", "93": "Provence-Alpes-Côte d’Azur",
    "94": "Corse",
}  # fmt: skip
OFFER_MESSAGES: Mapping[str, Any] = {
    "offer_segment.margin": _("Taux de marge : %(rate)s %%, pour %(average)s %% en moyenne."),
    "offer_segment.win": _(
        "Taux de réussite : %(won)s offres gagnées sur %(decided)s, soit %(rate)s %%, pour %(average)s %% en moyenne."
    ),
    "offer_segment.winner": _("Les deux taux atteignent la moyenne : à développer."),
    "offer_segment.mixed": _("Un seul des deux taux atteint la moyenne : à corriger."),
    "offer_segment.penalising": _(
        "La marge est négative, ou les deux taux sont sous la moyenne : à remettre en question."
    ),
    "offer_segment.not_served": _("Ni commande en 12 mois, ni offre décidée en 24."),
    "offer_segment.unjudged": _("Il manque un coût de revient ou une offre décidée pour la juger."),
    "offer_segment.attack": _(
        "%(companies)s entreprises accessibles × %(rate)s %% de réussite voisine (%(decided)s offres décidées) × "
        "%(per_customer)s € par client et par an = %(worth)s €."
    ),
}
TOLD: Mapping[str, Any] = {
    RelationReason.PRICE.value: _("Prix"),
    RelationReason.PRODUCT.value: _("Qualité du produit"),
    RelationReason.SERVICE.value: _("Service"),
    RelationReason.DELIVERY_TIME.value: _("Délais"),
    RelationReason.RELATIONSHIP.value: _("Relation, confiance"),
    RelationReason.TERMS.value: _("Conditions de paiement"),
    RelationReason.RANGE.value: _("Étendue de la gamme"),
    RelationReason.HABIT.value: _("Habitude, proximité"),
    RelationReason.COMPETITOR.value: _("Offre d’un concurrent"),
    RelationReason.PURCHASING_POLICY.value: _("Politique d’achats du groupe"),
    RelationReason.NO_NEED.value: _("Plus de besoin"),
    RelationReason.CLOSED.value: _("Cessation d’activité"),
    RelationReason.OTHER.value: _("Autre"),
}
REASON_SIDES: Mapping[str, Any] = {
    ReasonSide.LEFT.value: _("Pourquoi il part"),
    ReasonSide.STAYS.value: _("Pourquoi il reste"),
}
REASON_MESSAGES: Mapping[str, Any] = {
    "reasons.losses": _(
        "Nous perdons d’abord sur « %(reason)s » : %(count)s affaires perdues sur %(whole)s (%(share)s %%)."
    ),
    "reasons.wins": _(
        "Nous gagnons d’abord par « %(reason)s » : %(count)s affaires gagnées sur %(whole)s (%(share)s %%)."
    ),
    "reasons.losses_unsaid": _(
        "Nous perdons d’abord sur « %(reason)s » : %(count)s affaires perdues sur les %(whole)s dont la raison est "
        "notée (%(share)s %%) ; %(unsaid)s sans raison."
    ),
    "reasons.wins_unsaid": _(
        "Nous gagnons d’abord par « %(reason)s » : %(count)s affaires gagnées sur les %(whole)s dont la raison est "
        "notée (%(share)s %%) ; %(unsaid)s sans raison."
    ),
    "reasons.competitor": _(
        "%(name)s nous prend le plus : %(lost)s affaires perdues sur %(decided)s disputées, %(share)s %% gagnées."
    ),
    "reasons.departures": _(
        "Les clients partent d’abord pour « %(reason)s » : %(count)s raisons sur %(whole)s (%(share)s %%)."
    ),
    "reasons.departures_among": _(
        "Les clients partent d’abord pour « %(reason)s » : %(count)s raisons sur %(whole)s (%(share)s %%) ; elles "
        "viennent de %(known)s départs sur %(departures)s, les autres sont sans raison."
    ),
    "reasons.staying": _(
        "Ils restent d’abord pour « %(reason)s » : %(count)s raisons sur %(whole)s (%(share)s %%)."
    ),
    "reasons.too_few": _(
        "Trop peu de raisons notées pour conclure : il en faut %(few)s au moins, par affaires closes ou par départs."
    ),
}
