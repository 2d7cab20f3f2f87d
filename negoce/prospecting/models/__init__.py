"""The tables of prospecting."""

from negoce.prospecting.models.qualification import (
    QualificationAnswer,
    QualificationCriterion,
    QualificationGrid,
)
from negoce.prospecting.models.referral import Referral

__all__ = ["QualificationAnswer", "QualificationCriterion", "QualificationGrid", "Referral"]
