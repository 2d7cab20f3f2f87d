"""The tables of identity."""

from negoce.identity.models.api_token import ApiReply, ApiToken
from negoce.identity.models.device import Device
from negoce.identity.models.journal import JournalEntry
from negoce.identity.models.role_policy import RolePolicy
from negoce.identity.models.second_factor_attempt import SecondFactorAttempt
from negoce.identity.models.sign_in_link import SignInLink
from negoce.identity.models.team import Team
from negoce.identity.models.territory import Territory, TerritoryPrefix
from negoce.identity.models.user import User

__all__ = [
    "ApiReply",
    "ApiToken",
    "Device",
    "JournalEntry",
    "RolePolicy",
    "SecondFactorAttempt",
    "SignInLink",
    "Team",
    "Territory",
    "TerritoryPrefix",
    "User",
]
