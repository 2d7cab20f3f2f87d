"""The tables of automation."""

from negoce.automation.models.day import DayAction, DayAnswer, PersonDay
from negoce.automation.models.playbook import Playbook, PlaybookRun, PlaybookStep, PlaybookStepDone

__all__ = [
    "DayAction",
    "DayAnswer",
    "PersonDay",
    "Playbook",
    "PlaybookRun",
    "PlaybookStep",
    "PlaybookStepDone",
]
