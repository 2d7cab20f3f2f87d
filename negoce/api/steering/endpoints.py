"""Every address of steering."""

from __future__ import annotations

from negoce.api.steering.offers import OFFERS
from negoce.api.steering.plan import PLAN
from negoce.api.steering.playbooks import PLAYBOOKS
from negoce.api.steering.targets import TARGETS

ENDPOINTS = (*PLAYBOOKS, *OFFERS, *PLAN, *TARGETS)
