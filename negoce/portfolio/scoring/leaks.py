"""Which columns tell the outcome because they were filled in after it: by what they are called, by what they tell.

A model that reads them shines on the past and is blind on a new lead, for whom they are still empty. Two signs:
a name that says that somebody wrote it while working the lead (labels, qualities, last activity, length of the call,
date of closing…), and a column that tells the outcome nearly alone.
"""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from negoce.portfolio.scoring.cells import plain

# Alone, above this, no honest column of a first contact was ever seen; between both, somebody should look.
SURE_LEAK, SUSPECT = 0.95, 0.80
_WHO = r"(lead|prospect|contact|customer|client|account|piste|compte)"
_LATE = re.compile(
    "|".join(
        (
            r"\b(tag|tags|etiquettes?)\b",
            r"\blast\b.*\b(activity|contact|action|event|call|e ?mail|update|modified|touch|status|stage)\b",
            r"\bderni(er|ere)\b.*\b(activite|contact|action|evenement|appel|modification|echange|statut|relance)\b",
            rf"\b{_WHO} (quality|profile|status|stage|state|score|grade|rating)\b",
            rf"\b(qualite|profil|statut|etat|etape|score|note) (du |de la |de l |des )?{_WHO}s?\b",
            r"\b(activity|profile|engagement|fit|behaviou?r|conversion) (index|score|grade)\b",
            r"\b(indice|score|note) (d |de )?(activite|profil|engagement|conversion)\b",
            r"^(call |last |talk |conversation )?duration( s| sec| seconds| min| minutes)?$",
            r"\b(call|talk) (length|time)\b",
            r"^duree( s| sec| secondes| min| minutes)?$|\bduree\b.*\b(appel|entretien|conversation)\b",
            r"\b(close|closed|closing|won|lost|conversion|converted|churned)\b",
            r"\b(cloture|conclue?|gagnee?|perdue?|convertie?)\b",
            r"\b(reason|motif|raison)s?\b.*\b(refus|refusal|perte|loss|lost|rejet|rejection|abandon)\b",
            r"\b(deal|opportunity|affaire|opportunite|sales|pipeline|vente) (stage|status|etape|statut)\b",
            r"^(stage|etape)$",
            r"\b(probability|probabilite)\b|\bforecast category\b",
            r"\b(contract|contrat) (signed|signe|date|signature)\b|\b(signed|signe|signature) (on|date|le)\b"
            r"|\bdate (de )?signature\b",
        )
    )
)
# What was known of an earlier time is known before.
_EARLIER = re.compile(
    r"\b(previous|previously|prior|past|earlier|precedente?|precedemment|anciene?|ancienne)\b"
)


def filled_in_later(name: str) -> bool:
    """Whether a column is called like what is written while a lead is worked, or after its outcome."""
    words = re.sub(r"[^a-z0-9]+", " ", plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))).strip()
    return bool(_LATE.search(words)) and not _EARLIER.search(words)


def alone(
    codes: npt.NDArray[np.int64], good: npt.NDArray[np.int64], groups: npt.NDArray[np.int64] | None = None
) -> float:
    """How well one column sorts the rows by itself (AUC), each fifth judged by the rates of the others.

    Rows of one of the `groups` are never on both sides.
    """
    names, place = np.unique(np.arange(len(good)) if groups is None else groups, return_inverse=True)
    fold = (np.arange(len(names)) % 5)[np.random.default_rng(0).permutation(len(names))][place]
    size = int(codes.max()) + 1 if len(codes) else 0
    told = np.zeros(len(good))
    for each in range(5):
        known = fold != each
        seen = np.bincount(codes[known], minlength=size)
        won = np.bincount(codes[known], good[known], minlength=size)
        rates = (won + 5 * good[known].mean()) / (seen + 5)
        told[~known] = rates[codes[~known]]
    return area(told, good)


def area(told: npt.NDArray[np.float64], good: npt.NDArray[np.int64]) -> float:
    """The chance that a good row is told higher than another one (AUC); ties count half."""
    _values, place, counts = np.unique(told, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[place]
    wins = int(good.sum())
    losses = len(good) - wins
    if not wins or not losses:
        return 0.5
    return float((ranks[good == 1].sum() - wins * (wins + 1) / 2) / (wins * losses))
