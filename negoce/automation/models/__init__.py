"""The tables of automation."""

from negoce.automation.models.day import DayAction, DayAnswer, PersonDay

__all__ = ["DayAction", "DayAnswer", "PersonDay"]
