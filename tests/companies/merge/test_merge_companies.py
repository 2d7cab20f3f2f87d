"""Two companies become one, and two again."""

from __future__ import annotations

import pytest

from negoce.companies.actions.company_update import update_company
from negoce.companies.actions.merges import merge as module
from negoce.companies.actions.merges.links import refresh_links
from negoce.companies.actions.merges.merge import merge_companies
from negoce.companies.actions.merges.undo import undo_merge
from negoce.companies.models import Activity, Address, Company, CompanyTag, Contact, MergeRecord, Post
from negoce.companies.queries.merges.merges import survivor_of
from negoce.identity.enums import Role, Scope
from negoce.identity.models import JournalEntry
from negoce.identity.permissions import NotAllowed
from negoce.identity.rules.actor import Actor
from negoce.kit.refusal import Refused
from negoce.orders.models import CustomerSales, Order
from tests.companies.merge.conftest import snapshot, told_since
from tests.factories.companies import make_activity, make_company
from tests.factories.identity import make_actor

pytestmark = pytest.mark.django_db
Pair = tuple[Company, Company]


def test_everything_follows_and_each_field_is_the_one_chosen(pair: Pair, manager: Actor) -> None:
    kept, absorbed = pair
    values = {"phone": "absorbed", "note": "both", "website": "https://vercors.example"}
    merge = merge_companies(manager, kept=kept, absorbed=absorbed, values=values)
    row = Company.objects.get(pk=kept.pk)
    assert (row.name, row.siren, row.phone) == ("Laiterie du Vercors", "900000018", "+33476000002")
    assert row.note == "Livrer le mardi.\n\nPortail à gauche."
    assert (row.website, row.email, row.headcount) == (
        "https://vercors.example",
        "contact@vercors.example",
        48,
    )
    assert row.headcount_band == "12"
    kinds = Address.objects.filter(company=kept).order_by("kind").values_list("kind", "line1")
    assert list(kinds) == [("delivery", "Quai 2"), ("head_office", "1 rue du Lait")]
    assert Activity.objects.filter(company=kept).count() == 2
    assert Order.objects.filter(company=kept).count() == 2
    assert CustomerSales.objects.get(company=kept).orders_count == 2
    assert sorted(CompanyTag.objects.filter(company=kept).values_list("tag__name", flat=True)) == [
        "Bio",
        "Fidèle",
    ]
    assert Contact.objects.filter(company=kept).count() == 2
    functions = Post.objects.filter(company=kept).values_list("function", flat=True)
    assert sorted(functions) == ["Achats", "Acheteuse"]
    assert Company.objects.get(name="Fromagerie fille").parent_id == kept.pk
    for model in (Activity, Address, Contact, Order, CustomerSales, Post, CompanyTag):
        assert not model._default_manager.filter(company=absorbed).exists(), model
    assert survivor_of(manager, "company", absorbed.public_id) == row
    told = JournalEntry.objects.filter(verb="merged", batch=merge.public_id)
    assert {entry.subject_id for entry in told} == {kept.pk, absorbed.pk}


def test_undo_gives_every_row_back(pair: Pair, manager: Actor) -> None:
    # What upper rooms work out is there before: the undo gives it back too.
    refresh_links("company", [each.pk for each in pair])
    before = snapshot()
    merge = merge_companies(
        manager, kept=pair[0], absorbed=pair[1], values={"phone": "absorbed", "note": "both"}
    )
    undone = undo_merge(manager, merge)
    after = snapshot()
    assert told_since(before, after) == ["merged", "merged", "merge_undone", "merge_undone"]
    assert after == before
    assert (undone.edited, undone.left, undone.activities) == ([], {}, 0)
    assert MergeRecord.objects.get().images == {}


def test_what_came_since_stays_and_is_told(pair: Pair, manager: Actor) -> None:
    kept, absorbed = pair
    merge = merge_companies(manager, kept=kept, absorbed=absorbed, values={"phone": "absorbed"})
    update_company(manager, kept, changes={"phone": "04 76 00 00 09", "trade_name": "Vercors"})
    new = make_activity(kept, kind="note", subject="Après la fusion")
    CompanyTag.objects.filter(company=kept, tag__name="Bio").delete()
    undone = undo_merge(manager, merge)
    row = Company.objects.get(pk=kept.pk)
    assert (row.phone, row.trade_name, row.email) == ("+33476000009", "Vercors", "")
    assert undone.edited == ["phone"]
    assert undone.activities == 1
    assert undone.left == {"companies.CompanyTag": 1}
    new.refresh_from_db()
    assert new.company_id == kept.pk
    assert Activity.objects.filter(company=absorbed).count() == 1


def test_three_in_a_row_are_parted_in_order(pair: Pair, manager: Actor) -> None:
    third = make_company("Laiterie Vercors")
    first = merge_companies(manager, kept=pair[0], absorbed=pair[1], values={})
    second = merge_companies(manager, kept=third, absorbed=Company.objects.get(pk=pair[0].pk), values={})
    assert survivor_of(manager, "company", pair[1].public_id) == third
    with pytest.raises(Refused, match="annulez d’abord cette fusion-là"):
        undo_merge(manager, first)
    undo_merge(manager, second)
    undo_merge(manager, first)
    assert (
        Company.objects.filter(deleted_at__isnull=True, pk__in=[row.pk for row in (*pair, third)]).count()
        == 3
    )
    with pytest.raises(Refused, match="déjà annulée"):
        undo_merge(manager, first)


def test_a_later_merge_into_the_same_survivor_is_undone_first(pair: Pair, manager: Actor) -> None:
    third = make_company("Laiterie Vercors")
    first = merge_companies(manager, kept=pair[0], absorbed=pair[1], values={})
    merge_companies(manager, kept=Company.objects.get(pk=pair[0].pk), absorbed=third, values={})
    with pytest.raises(Refused, match="annulez d’abord la dernière fusion"):
        undo_merge(manager, first)


def test_refusals_leave_everything_as_it_was(pair: Pair, manager: Actor) -> None:
    kept, absorbed = pair
    before = snapshot()
    with pytest.raises(Refused, match="elle-même"):
        merge_companies(manager, kept=kept, absorbed=kept, values={})
    with pytest.raises(Refused):
        merge_companies(manager, kept=kept, absorbed=absorbed, values={"siret": "12345678900011"})
    with pytest.raises(Refused):
        merge_companies(manager, kept=kept, absorbed=absorbed, values={"import_key": "absorbed"})
    daughter = Company.objects.get(name="Fromagerie fille")
    for one, other in ((daughter, absorbed), (absorbed, daughter)):
        with pytest.raises(Refused, match="société mère"):
            merge_companies(manager, kept=one, absorbed=other, values={})
    for role in (Role.SALESPERSON, Role.MARKETING, Role.READ_ONLY):
        with pytest.raises(NotAllowed):
            merge_companies(make_actor(role, scope=Scope.ALL), kept=kept, absorbed=absorbed, values={})
    with pytest.raises(NotAllowed):
        merge_companies(make_actor(Role.MANAGER, scope=Scope.OWN), kept=kept, absorbed=absorbed, values={})
    after = snapshot()
    for world in (before, after):
        for label in ("identity.User", "identity.Team"):
            del world[label]
    assert after == before


def test_of_two_who_merge_the_same_pair_one_is_told(
    pair: Pair, manager: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    claim = module.claim

    def beaten(rows: object, moment: object) -> None:
        Company.objects.filter(pk=pair[1].pk).update(deleted_at=moment, updated_at=moment)
        claim(rows, moment)  # type: ignore[arg-type, type-var]

    monkeypatch.setattr(module, "claim", beaten)
    with pytest.raises(Refused, match="vient de changer"):
        merge_companies(manager, kept=pair[0], absorbed=pair[1], values={})
    assert MergeRecord.objects.count() == 0


def test_a_place_that_is_chosen_brings_its_head_office(manager: Actor) -> None:
    kept = make_company("A", city="Lyon", postal_code="69001", department="69")
    absorbed = make_company("B", city="Grenoble", postal_code="38000", department="38")
    for company, street in ((kept, "1 rue A"), (absorbed, "2 rue B")):
        Address.objects.create(
            company=company,
            kind="head_office",
            line1=street,
            postal_code=company.postal_code,
            city=company.city,
        )
    before = snapshot()
    merge = merge_companies(manager, kept=kept, absorbed=absorbed, values={"place": "absorbed"})
    rows = Address.objects.filter(company=kept).order_by("kind").values_list("kind", "line1", "city")
    assert list(rows) == [("head_office", "2 rue B", "Grenoble"), ("site", "1 rue A", "Lyon")]
    assert Company.objects.get(pk=kept.pk).department == "38"
    undo_merge(manager, merge)
    after = snapshot()
    told_since(before, after)
    assert after["companies.Address"] == before["companies.Address"]
