"""Tags of a company: set as a whole, made when new, told in the journal."""

from __future__ import annotations

import pytest

from negoce.companies.actions.tag_set import set_company_tags
from negoce.companies.models import Tag
from negoce.identity.enums import Role
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.kit.refusal import Refused
from tests.factories.companies import make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db


def test_set_changed_and_told() -> None:
    actor, company = make_actor(), make_company()
    set_company_tags(actor, company, names=["Été", "Salon 2026", "ete", "  "])
    assert [tag.name for tag in set_company_tags(actor, company, names=["Été", "VIP"])] == ["Été", "VIP"]
    last = JournalEntry.objects.order_by("-id")[:1].get()
    assert last.values == {"tags": [["Salon 2026", "Été"], ["VIP", "Été"]]}
    assert Tag.objects.count() == 3


def test_the_same_tags_write_nothing() -> None:
    actor, company = make_actor(), make_company()
    set_company_tags(actor, company, names=["VIP"])
    set_company_tags(actor, company, names=["vip"])
    assert JournalEntry.objects.count() == 1


@pytest.mark.parametrize("names", [["x" * 41], [f"étiquette {number}" for number in range(31)]])
def test_too_long_or_too_many(names: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        set_company_tags(make_actor(), make_company(), names=names)
    assert list(refused.value.fields) == ["tags"]


def test_read_only_may_not() -> None:
    with pytest.raises(NotAllowed):
        set_company_tags(make_actor(Role.READ_ONLY), make_company(), names=["VIP"])
