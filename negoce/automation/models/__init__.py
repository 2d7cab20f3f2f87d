"""The tables of automation."""

from negoce.automation.models.day import DayAction, DayAnswer, DaySetting, PersonDay
from negoce.automation.models.playbook import Playbook, PlaybookRun, PlaybookStep, PlaybookStepDone
from negoce.automation.models.segment_offer import FamilyAffinity, OfferReach, SegmentOffer

__all__ = [
    "DayAction",
    "DayAnswer",
    "DaySetting",
    "FamilyAffinity",
    "OfferReach",
    "PersonDay",
    "Playbook",
    "PlaybookRun",
    "PlaybookStep",
    "PlaybookStepDone",
    "SegmentOffer",
]
