"""What is said of each point that is looked at before a sale is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from negoce.kit.explain import Finding
from negoce.negotiation.rules.before_signing import PointKey, PointState
from negoce.negotiation.rules.margin_floor import Floor
from negoce.ui.words.say import reader_language, say, write_figures

POINTS: Mapping[PointKey, Any] = {
    PointKey.OFFER: _("Devis"),
    PointKey.PAYMENT_TERM: _("Délai de paiement"),
    PointKey.TERMS_OF_SALE: _("Conditions de vente"),
    PointKey.MARGIN: _("Marge"),
    PointKey.WITHDRAWAL: _("Rétractation"),
    PointKey.MENTIONS: _("Mentions obligatoires"),
    PointKey.DECIDER: _("Décideur"),
    PointKey.PROMISES: _("Nos promesses"),
}
# The law behind a point, said beside it.
SOURCES: Mapping[PointKey, str] = {
    PointKey.PAYMENT_TERM: "C. com. art. L441-10 et L441-11",
    PointKey.TERMS_OF_SALE: "C. com. art. L441-1",
    PointKey.WITHDRAWAL: "C. conso. art. L221-3",
    PointKey.MENTIONS: "C. com. art. R123-237 et L441-9",
}
STATES: Mapping[PointState, Any] = {
    PointState.MET: _("vérifié"),
    PointState.WATCH: _("à suivre"),
    PointState.UNMET: _("à régler"),
    PointState.UNTOLD: _("pas vérifié"),
}
MENTIONS: Mapping[str, Any] = {
    "seller_name": _("notre dénomination"),
    "seller_street": _("notre rue"),
    "seller_postal_code": _("notre code postal"),
    "seller_city": _("notre ville"),
    "seller_siren": _("notre SIREN"),
    "seller_legal_form": _("notre forme juridique"),
    "seller_register_town": _("la ville de notre registre"),
    "seller_vat_number": _("notre n° de TVA"),
    "buyer_address": _("l’adresse du client"),
    "buyer_siren": _("le SIREN du client"),
}
_MESSAGES: Mapping[str, Any] = {
    "signing.no_quote": _("Aucun devis : rien à signer encore."),
    "signing.accepted": _("%(number)s accepté (version %(version)s)."),
    "signing.offer_over": _(
        "%(number)s n’est plus valable depuis le %(until)s : faites-en une nouvelle version."
    ),
    "signing.sent_until": _("%(number)s envoyé, valable jusqu’au %(until)s."),
    "signing.offer_sent": _("%(number)s envoyé, sans fin de validité."),
    "signing.offer_ready": _("%(number)s est prêt et n’est pas encore envoyé."),
    "signing.offer_draft": _("%(number)s est un brouillon : finissez-le."),
    "signing.offer_approval": _("%(number)s attend l’accord d’un responsable."),
    "signing.offer_refused": _("%(number)s a été refusé."),
    "signing.offer_expired": _("%(number)s a expiré."),
    "signing.offer_superseded": _("%(number)s est remplacé."),
    "signing.paid_with_order": _("Paiement à la commande : aucun délai."),
    "signing.term_within": _("Facturé aujourd’hui, dû le %(due)s : dans la limite légale (%(latest)s)."),
    "signing.term_unreadable": _("Un délai de %(days)s jours ne se compte pas."),
    "signing.term_seasonal": _(
        "Dû le %(due)s ; le plafond d’un secteur saisonnier est celui de son accord : à vérifier."
    ),
    "signing.term_public": _(
        "Acheteur public : son plafond est au Code de la commande publique, à vérifier."
    ),
    "signing.no_terms": _("Aucune version de nos conditions de vente n’est en vigueur : rien à vérifier."),
    "signing.terms_sent": _("CGV %(version)s transmises le %(day)s."),
    "signing.terms_not_sent": _("CGV %(version)s jamais transmises à ce client."),
    "signing.terms_older": _(
        "Ce client a reçu la version %(older)s ; la version %(version)s est en vigueur."
    ),
    "signing.terms_failed": _("CGV %(version)s parties le %(day)s, mais le message n’est pas arrivé."),
    "signing.no_floor": _("Aucun plancher de marge n’est fixé : rien à comparer."),
    "signing.margin_unknown": _("Aucun coût connu : la marge ne se compare pas au plancher."),
    "signing.margin_above": _("Marge au-dessus du plancher."),
    "signing.margin_allowed": _("Sous le plancher ou sans preuve, accord donné le %(day)s."),
    "signing.margin_under": _("Marge sous le plancher : accord d’un responsable requis."),
    "signing.margin_unproven": _("Marge non prouvée : accord d’un responsable requis."),
    "signing.margin_unproven_sent": _("Marge non prouvée ; l’offre est partie, elle nous engage."),
    "signing.withdrawal_on_premises": _(
        "Pas de rétractation : le contrat n’est pas conclu hors établissement."
    ),
    "signing.withdrawal_inside_activity": _(
        "Pas de rétractation : l’objet entre dans l’activité principale de l’acheteur."
    ),
    "signing.withdrawal_large_staff": _("Pas de rétractation : l’acheteur a plus de %(most)s salariés."),
    "signing.withdrawal_untold": _("Personne n’a dit où le contrat sera conclu ni pour quelle activité."),
    "signing.withdrawal_staff_unknown": _(
        "Effectif de l’acheteur inconnu : au plus %(most)s salariés, il peut se rétracter."
    ),
    "signing.withdrawal_applies_untold": _(
        "L’acheteur peut se rétracter pendant 14 jours : dites ce qui est vendu et si l’information est remise."
    ),
    "signing.withdrawal_not_informed": _(
        "L’acheteur peut se rétracter : remettez-lui l’information et le formulaire, sinon il a douze mois de plus."
    ),
    "signing.withdrawal_from_receipt": _(
        "Rétractation possible 14 jours après la réception ; information remise."
    ),
    "signing.withdrawal_until": _(
        "Signé aujourd’hui, rétractation possible jusqu’au %(until)s ; information remise."
    ),
    "signing.mentions_missing": _("Il manque : %(missing)s."),
    "signing.mentions_there": _("Identités, adresses et immatriculations des deux parties remplies."),
    "signing.no_decider": _("Personne n’est noté décideur dans cette affaire."),
    "signing.decider_never": _("%(name)s décide : aucun échange de vive voix noté."),
    "signing.decider_before": _(
        "%(name)s décide : plus d’échange de vive voix depuis le %(day)s, avant l’affaire."
    ),
    "signing.decider_spoken": _("%(name)s vu ou entendu le %(day)s."),
    "signing.promises_kept": _("Aucune promesse ouverte dans les comptes rendus."),
}
# The same with the figures of the margin, for who may read them.
_MARGINS: Mapping[str, Any] = {
    "signing.margin_above": _("Marge de %(rate)s %% : au-dessus du plancher de %(floor)s %%."),
    "signing.margin_allowed": _(
        "Marge de %(rate)s %% pour un plancher de %(floor)s %%, accord donné le %(day)s."
    ),
    "signing.margin_under": _(
        "Marge de %(rate)s %% sous le plancher de %(floor)s %% : accord d’un responsable requis."
    ),
    "signing.no_floor": _("Marge de %(rate)s %% ; aucun plancher de marge n’est fixé : rien à comparer."),
}


def say_margin(said: Finding, floor: Floor) -> str:
    """The sentence of the margin with its figures, for who may read them."""
    if said.code not in _MARGINS or floor.rate is None:
        return say_point(said)
    figures = {**said.figures, "rate": floor.rate, "floor": floor.floor}
    return say(Finding(said.code, figures=figures), _MARGINS)


def say_point(said: Finding) -> str:
    """The sentence of a point."""
    figures = dict(said.figures)
    if said.code == "signing.mentions_missing":
        figures["missing"] = mention_words(figures["missing"])  # type: ignore[arg-type]
    counted = _counted(said.code, write_figures(figures, reader_language()), figures.get("count"))
    return counted or say(Finding(said.code, figures=figures), _MESSAGES)


def mention_words(missing: Sequence[str]) -> str:
    """« notre SIREN, l’adresse du client »."""
    return ", ".join(str(MENTIONS[each]) for each in missing)


def _counted(code: str, figures: Mapping[str, object], count: object) -> str:
    """Sentences that follow a number of days or of promises."""
    if code == "signing.term_over" and isinstance(count, int):
        return (
            ngettext(
                "Facturé aujourd’hui, dû le %(due)s : %(count)s jour après la limite légale (%(latest)s).",
                "Facturé aujourd’hui, dû le %(due)s : %(count)s jours après la limite légale (%(latest)s).",
                count,
            )
            % figures
        )
    if code == "signing.promises_late" and isinstance(count, int):
        return (
            ngettext(
                "%(count)s promesse en retard, depuis le %(day)s.",
                "%(count)s promesses en retard, la première depuis le %(day)s.",
                count,
            )
            % figures
        )
    if code == "signing.promises_open" and isinstance(count, int):
        return (
            ngettext(
                "%(count)s promesse à tenir, pour le %(day)s.",
                "%(count)s promesses à tenir, la première pour le %(day)s.",
                count,
            )
            % figures
        )
    return ""
