"""The one list of what each room contributes to the rooms below it."""

from negoce.companies.interfaces import Wiring

wiring = Wiring()
