"""Which facts tell an agreement and which are done when leaving. Pure."""

from __future__ import annotations

from negoce.negotiation.enums import ConclusionFact

# Words heard from the buyer; none is read from a gesture or a face.
SIGNALS = (
    ConclusionFact.ASKS_DELIVERY,
    ConclusionFact.ASKS_PAYMENT,
    ConclusionFact.ASKS_SERVICE,
    ConclusionFact.ASKS_REFERENCES,
    ConclusionFact.ASKS_LAST_EFFORT,
    ConclusionFact.BACK_ON_DETAIL,
    ConclusionFact.SPEAKS_AS_OWNER,
    ConclusionFact.ASKS_A_COLLEAGUE,
)
# In the order in which one leaves.
LEAVE = (
    ConclusionFact.SUMMARISED,
    ConclusionFact.COPY_LEFT,
    ConclusionFact.REASSURED,
    ConclusionFact.NAMES_ASKED,
    ConclusionFact.THANKED,
)
