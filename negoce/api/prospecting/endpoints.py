"""Every address of prospecting."""

from __future__ import annotations

from negoce.api.prospecting.calls import CALLS
from negoce.api.prospecting.company_side import COMPANY_SIDE
from negoce.api.prospecting.leads import LEADS
from negoce.api.prospecting.mailings import MAILINGS
from negoce.api.prospecting.offer_segments import OFFER_SEGMENTS
from negoce.api.prospecting.plans import PLANS
from negoce.api.prospecting.reasons import REASONS
from negoce.api.prospecting.scores import SCORES
from negoce.api.prospecting.sources import SOURCES

ENDPOINTS = (*COMPANY_SIDE, *LEADS, *SCORES, *SOURCES, *PLANS, *CALLS, *MAILINGS, *REASONS, *OFFER_SEGMENTS)
