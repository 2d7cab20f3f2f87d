"""The words of scores by rules: what a company does that counts, the steps of R-P2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from negoce.prospecting.enums import ScoreEvent, ScoreRuleKind

EVENTS: Mapping[str, Any] = {
    ScoreEvent.WHITE_PAPER.value: _("Livre blanc demandé"),
    ScoreEvent.PRICE_PAGE.value: _("Demande de prix par formulaire"),
    ScoreEvent.CONTACT_FORM.value: _("Message par formulaire"),
    ScoreEvent.FAIR_VISIT.value: _("Venue sur notre stand"),
    ScoreEvent.CALL_POSITIVE.value: _("Appel de prospection réussi"),
    ScoreEvent.MEETING.value: _("Rendez-vous accepté"),
    ScoreEvent.QUOTE.value: _("Devis voulu"),
    ScoreEvent.NEED.value: _("Besoin exprimé"),
    ScoreEvent.BUYING_INTENT.value: _("Intention d’achat"),
    ScoreEvent.WROTE_TO_US.value: _("Échange à leur initiative"),
    ScoreEvent.RECOMMENDED.value: _("Recommandée par un client"),
}
KINDS: Mapping[str, Any] = {
    ScoreRuleKind.FIT.value: _("Ce qu’est l’entreprise"),
    ScoreRuleKind.BEHAVIOUR.value: _("Ce qu’elle a fait"),
}
SCORE_MESSAGES: Mapping[str, Any] = {
    "score.fit": _("Ce qu’est l’entreprise : %(points)s points."),
    "score.behaviour": _(
        "%(points)s points il y a %(age)s jours : il en reste %(worth)s, moitié moins tous les 90 jours."
    ),
    "score.capped": _("La somme est %(whole)s : le score s’arrête à %(most)s."),
}
