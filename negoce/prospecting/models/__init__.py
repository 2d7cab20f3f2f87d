"""The tables of prospecting."""

from negoce.prospecting.models.file_source import (
    FileSource,
    SourcedCompany,
    SourcedContact,
    SourceImport,
    SourceUse,
)
from negoce.prospecting.models.qualification import (
    QualificationAnswer,
    QualificationCriterion,
    QualificationGrid,
)
from negoce.prospecting.models.referral import Referral

__all__ = [
    "FileSource",
    "QualificationAnswer",
    "QualificationCriterion",
    "QualificationGrid",
    "Referral",
    "SourceImport",
    "SourceUse",
    "SourcedCompany",
    "SourcedContact",
]
