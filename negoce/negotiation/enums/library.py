"""The words stored of what is kept for every deal: objections, aids, pitches, partnerships."""

from __future__ import annotations

from enum import StrEnum


class ObjectionSubject(StrEnum):
    """What an objection is about."""

    PRICE = "price"
    DELAY = "delay"
    PRODUCT = "product"
    HOUSE = "house"
    HABIT = "habit"
    AUTHORITY = "authority"
    NEED = "need"
    MOMENT = "moment"


class ObjectionNature(StrEnum):
    """How an objection is meant, as its words and the questions asked back told (CRAC)."""

    FOUNDED = "founded"
    UNFOUNDED = "unfounded"
    PRETEXT = "pretext"
    TACTICAL = "tactical"


class AnswerTechnique(StrEnum):
    """How an objection is answered."""

    QUESTION = "question"
    REFORMULATION = "reformulate"
    BOOMERANG = "boomerang"
    DIVISION = "division"
    COMPENSATION = "compensate"
    TESTIMONY = "testimony"
    DEMONSTRATION = "demonstrate"


class ObjectionOutcome(StrEnum):
    """What became of an objection; nothing while it is not known."""

    OVERCOME = "overcome"
    STAYS = "stays"


class AidKind(StrEnum):
    """What a salesperson takes along (N9)."""

    ADMINISTRATIVE = "paper"
    DISCOVERY_PLAN = "plan"
    BROCHURE = "brochure"
    SAMPLE = "sample"
    TESTER = "tester"
    DISPLAY = "display"
    SIGN = "sign"
    CARD = "card"


class AidMoveReason(StrEnum):
    """Why pieces of a sales aid came or went."""

    RECEIVED = "received"
    GIVEN = "given"
    LENT = "lent"
    RETURNED = "returned"
    BROKEN = "broken"
    LOST = "lost"
    MOVED = "moved"
    COUNTED = "counted"


class AidCondition(StrEnum):
    """How pieces on loan came back, or that they will not."""

    GOOD = "good"
    WORN = "worn"
    BROKEN = "broken"
    LOST = "lost"


class PitchPart(StrEnum):
    """The six parts of a pitch, in the order in which they are told (N8)."""

    PROMISE = "promise"
    SERVICES = "services"
    CLIENTELE = "clientele"
    PRESENTATION = "presentation"
    PROCESS = "process"
    COURSE = "course"


class PartnershipKind(StrEnum):
    """Between which houses: of the same trade, or along the supply chain."""

    HORIZONTAL = "horizontal"
    VERTICAL = "vertical"


class PartnershipAim(StrEnum):
    """What a partnership is for."""

    REVENUE = "revenue"
    AWARENESS = "awareness"
    COST = "cost"
    KNOW_HOW = "know_how"


class BroughtBy(StrEnum):
    """Who brought a shared deal."""

    US = "us"
    PARTNER = "partner"
