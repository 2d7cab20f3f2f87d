"""Every address of prospecting."""

from __future__ import annotations

from negoce.api.prospecting.company_side import COMPANY_SIDE
from negoce.api.prospecting.leads import LEADS
from negoce.api.prospecting.plans import PLANS

ENDPOINTS = (*COMPANY_SIDE, *LEADS, *PLANS)
