"""What a salesperson thinks of the chance to win: kept, dated, never over somebody else's unseen."""

from __future__ import annotations

import pytest

from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.queries.actors import actor_for
from negoce.kit.refusal import Conflict, Refused
from negoce.negotiation.actions.win_estimates.say import say_win_estimate
from negoce.negotiation.models import WinEstimate
from tests.factories.deals import DAY, make_deal
from tests.factories.identity import make_user

pytestmark = pytest.mark.django_db


def test_each_estimate_stays_and_the_last_holds() -> None:
    actor, deal = actor_for(make_user(Role.SALESPERSON, scope=Scope.ALL)), make_deal()
    say_win_estimate(actor, deal, percent="40 %", seen="")
    say_win_estimate(actor, deal, percent="70", seen="40")
    say_win_estimate(actor, deal, percent="70", seen="70")
    rows = WinEstimate.objects.order_by("pk").values_list("percent", "is_current", "author_id")
    assert list(rows) == [(40, False, actor.user_id), (70, True, actor.user_id)]
    told = JournalEntry.objects.filter(subject_kind="deal").order_by("pk").values_list("values", flat=True)
    assert list(told) == [{"win_estimate": [None, 40]}, {"win_estimate": [40, 70]}]


def test_what_somebody_else_said_meanwhile_is_not_lost() -> None:
    actor, deal = actor_for(make_user(Role.SALESPERSON, scope=Scope.ALL)), make_deal()
    say_win_estimate(actor, deal, percent="40", seen="")
    with pytest.raises(Conflict):
        say_win_estimate(actor, deal, percent="70", seen="")
    assert WinEstimate.objects.get().percent == 40


@pytest.mark.asked_already
def test_who_is_refused_writes_nothing() -> None:
    actor, deal = actor_for(make_user(Role.SALESPERSON, scope=Scope.ALL)), make_deal()
    over = make_deal(state="lost", closed_on=DAY)
    with pytest.raises(NotAllowed):
        say_win_estimate(actor_for(make_user(Role.READ_ONLY, scope=Scope.ALL)), deal, percent="40", seen="")
    with pytest.raises(NotAllowed):
        say_win_estimate(actor_for(make_user(Role.SALESPERSON, scope=Scope.OWN)), deal, percent="40", seen="")
    with pytest.raises(Refused):
        say_win_estimate(actor, deal, percent="140", seen="")
    with pytest.raises(Refused):
        say_win_estimate(actor, over, percent="40", seen="")
    assert not WinEstimate.objects.exists()
