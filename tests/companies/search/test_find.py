"""What is found, in which order, and by whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.utils import timezone

from negoce.catalogue.models import Product
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Company, Contact
from negoce.companies.queries.search.find import search
from negoce.identity.enums import FieldAccess, FieldGroup, Role
from negoce.identity.models import RolePolicy, Territory, User
from negoce.identity.queries.actors import actor_for
from negoce.identity.rules.actor import Actor
from negoce.orders.models import Order
from tests.companies.search.conftest import titles
from tests.factories.identity import make_actor
from tests.harness.queries import Queries

pytestmark = pytest.mark.django_db
MakeCompany = Callable[..., Company]
MakeContact = Callable[..., Contact]


@pytest.mark.parametrize(
    "typed",
    [
        "la",
        "LAIT",
        "laiterie",
        "Vercors",
        "vercors lait",
        "lait vercors villard",
        "royans",
        "villard",
        "38250",
        "732829320",
        "732 829 320",
        "8293",
        "73282932000074",
        "2000074",
        "04 76 95",
        "+33476",
        "0476951010",
        "9510",
        "contact@",
        "@laiterie-v",
        "ct@laiter",
        "erie-verc",
        "10.51A",
        "1051a",
        "CLI-77",
        "FR44732829320",
        "latierie",
        "laitterie",
        "laterie",
        "vercros",
        "vercosr",
    ],
)
def test_a_company_is_found_by(boss: Actor, company: MakeCompany, typed: str) -> None:
    company(
        "Laiterie du Vercors",
        trade_name="Fromages du Royans",
        city="Villard-de-Lans",
        postal_code="38250",
        siren="732829320",
        siret="73282932000074",
        vat_number="FR44732829320",
        phone="+33476951010",
        email="contact@laiterie-vercors.example",
        activity_code="10.51A",
        import_key="CLI-77",
    )
    company("Garage Bonnet", siren="404519409")
    assert titles(boss, typed) == ["Laiterie du Vercors"]


@pytest.mark.parametrize(
    "typed",
    [
        "hél",
        "garnier helene",
        "HELENE garnier",
        "garnier laiterie",
        "g.helene@",
        "06 39 98",
        "+33639",
        "39980",
    ],
)
def test_a_contact_is_found_by(boss: Actor, company: MakeCompany, contact: MakeContact, typed: str) -> None:
    contact(
        company("Laiterie du Vercors"),
        first_name="Hélène",
        last_name="Garnier",
        email="g.helene@lait.example",
        mobile="+33639980102",
    )
    assert titles(boss, typed) == ["Hélène Garnier"]


def test_the_name_of_a_company_does_not_bring_its_people(
    boss: Actor, company: MakeCompany, contact: MakeContact
) -> None:
    contact(company("Laiterie du Vercors"))
    assert titles(boss, "laiterie") == ["Laiterie du Vercors"]


def test_exact_then_beginning_then_elsewhere(boss: Actor, company: MakeCompany) -> None:
    for name, city in (
        ("Transports Roux", ""),
        ("Garage Roux", "Lyon"),
        ("Roux", ""),
        ("Roux Frères", ""),
        ("Bar", "Roux"),
    ):
        company(name, city=city)
    assert titles(boss, "roux") == ["Roux", "Roux Frères", "Garage Roux", "Transports Roux", "Bar"]


def test_of_equals_the_active_one_is_first(boss: Actor, company: MakeCompany) -> None:
    today = timezone.localdate()
    company("Roux Alpha", last_contact_on=today - timedelta(days=800))
    company("Roux Bravo Longue", last_contact_on=today - timedelta(days=3))
    assert titles(boss, "roux") == ["Roux Bravo Longue", "Roux Alpha"]


def test_a_correction_is_told_and_only_when_nothing_answers_as_typed(
    boss: Actor, company: MakeCompany
) -> None:
    company("Laiterie du Vercors")
    assert search(boss, "latierie vercors").corrected == ("laiterie", "vercors")
    company("Latierie")
    assert search(boss, "latierie").corrected == ()


@pytest.mark.parametrize("typed", ["lattrie", "zzzzqq", "laiterie lyon"])
def test_what_nobody_holds_is_not_found(boss: Actor, company: MakeCompany, typed: str) -> None:
    company("Laiterie du Vercors")
    assert titles(boss, typed) == []


def test_one_sees_only_ones_own(seller: Actor, company: MakeCompany, contact: MakeContact) -> None:
    mine = company("Laiterie Alpha", owner_id=seller.user_id)
    other = company("Laiterie Bravo")
    contact(mine, last_name="Laitier")
    contact(other, last_name="Laitue")
    assert titles(seller, "lait") == ["Laiterie Alpha", "Hélène Laitier"]
    assert titles(seller, "latierie bravo") == []


def test_a_territory_is_seen(company: MakeCompany) -> None:
    user = User.objects.get(pk=make_actor(Role.SALESPERSON).user_id)
    north, south = Territory.objects.create(name="Nord"), Territory.objects.create(name="Sud")
    north.people.add(user)
    company("Laiterie Nord", territory=north)
    company("Laiterie Sud", territory=south)
    assert titles(actor_for(user), "laiterie") == ["Laiterie Nord"]


def test_rights_are_those_of_the_live_rows(seller: Actor, company: MakeCompany) -> None:
    """Even when the index still says otherwise."""
    mine = company("Laiterie Alpha", owner_id=seller.user_id)
    Company.objects.filter(pk=mine.pk).update(owner=None)
    assert titles(seller, "laiterie") == []


def test_a_change_of_owner_moves_people_too(
    seller: Actor, company: MakeCompany, contact: MakeContact
) -> None:
    home = company("Laiterie Alpha")
    contact(home, last_name="Laitier")
    Company.objects.filter(pk=home.pk).update(owner_id=seller.user_id)
    index_records("company", [home.pk])
    assert titles(seller, "lait") == ["Laiterie Alpha", "Hélène Laitier"]


def test_a_mobile_is_found_by_those_who_read_it(
    boss: Actor, company: MakeCompany, contact: MakeContact
) -> None:
    contact(company("Laiterie"), last_name="Garnier", mobile="+33639980102", phone="+33476951010")
    reader = make_actor(Role.READ_ONLY)
    assert titles(boss, "06 39 98") == ["Hélène Garnier"]
    assert titles(reader, "06 39 98") == []
    assert titles(reader, "39980") == []
    assert titles(reader, "04 76 95") == ["Hélène Garnier"]


def test_what_a_role_reads_can_be_taken_away(company: MakeCompany, contact: MakeContact) -> None:
    contact(company("Laiterie"), mobile="+33639980102")
    RolePolicy.objects.create(
        role=Role.MARKETING.value, field_access={FieldGroup.PERSONAL.value: FieldAccess.NONE.value}
    )
    assert titles(make_actor(Role.MARKETING), "06 39 98") == []


def test_orders_by_the_beginning_of_their_reference(boss: Actor, seller: Actor, company: MakeCompany) -> None:
    home = company("Laiterie", owner_id=seller.user_id)
    for reference, holder in (("CMD-2026-017", home), ("CMD-2026-018", company("Garage"))):
        Order.objects.create(company=holder, reference=reference, ordered_on="2026-11-02")
    assert titles(boss, "cmd-2026-01") == ["CMD-2026-017", "CMD-2026-018"]
    assert titles(seller, "cmd-2026-01") == ["CMD-2026-017"]
    assert titles(boss, "CMD%") == []


def test_products_by_code_and_label(seller: Actor) -> None:
    product = Product.objects.create(code="P00012", label="Théière émaillée", label_key="theiere emaillee")
    index_records("product", [product.pk])
    assert titles(seller, "theiere") == ["Théière émaillée"]
    assert titles(seller, "p0001") == ["Théière émaillée"]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "'",
        "*",
        "lait*",
        '"lait',
        "AND OR NEAR",
        "lait AND",
        "NEAR(lait vercors)",
        "terms:lait",
        "-lait",
        "^lait",
        "lait)",
        "(lait",
        "%",
        "_",
        "%_",
        "lait%",
        "\\",
        "' OR 1=1 --",
        "'; DROP TABLE companies_company; --",
        "🙂🙂🙂",
        "🙂 lait",
        "שלום",
        "‮lait‬",
        "\0\0\0",
        "la\0it",
        "x" * 10_000,
        "é" * 10_000,
        "a " * 5_000,
        "1" * 10_000,
        "@" * 500,
        "<script>alert(1)</script>",
        "_o1",
        "=laiterie",
        "#732",
        "~lait",
        "&|!:",
        "ﬀ",
        "İstanbul",
        "ẞ",
        "½½½",
        "١٢٣٤",
        "abcdefghijklmnopqrst bcdefghijklmnopqrstu cdefghijklmnopqrstuv defghijklmnopqrstuvw efghij",
    ],
)
def test_nothing_that_is_typed_breaks_it(
    boss: Actor, seller: Actor, company: MakeCompany, typed: str
) -> None:
    company("Laiterie du Vercors")
    for actor in (boss, seller):
        assert set(titles(actor, typed)) <= {"Laiterie du Vercors"}
    assert Company.objects.count() == 1


def test_names_of_any_script_are_found(boss: Actor, company: MakeCompany) -> None:
    for name in ("Молоко Альпы", "خباز الألب", "東京牛乳", "Ørsted & Søn"):
        company(name)
    assert titles(boss, "молоко") == ["Молоко Альпы"]
    assert titles(boss, "خباز") == ["خباز الألب"]
    assert titles(boss, "東京") == ["東京牛乳"]
    assert titles(boss, "orsted son") == ["Ørsted & Søn"]


@pytest.mark.parametrize("typed", ["lait", "latierie", "06 39 98", "zzzzqq"])
def test_queries_do_not_grow(
    boss: Actor, company: MakeCompany, contact: MakeContact, queries: Queries, typed: str
) -> None:
    numbers = count(1)
    for _ in range(3):  # so many that no later pass is needed from the first count on
        contact(company("Laiterie du Vercors"), last_name="Laitier", mobile="+33639980100")

    def make() -> None:
        number = next(numbers)
        contact(company(f"Laiterie {number}"), last_name=f"Laitier{number}", mobile=f"+336399801{number:02d}")

    queries.same(make, lambda: search(boss, typed))


def test_more_than_are_ranked_still_gives_the_exact_name(boss: Actor) -> None:
    Company.objects.bulk_create(
        Company(name=f"Transports Roux {number}", name_key=f"transports roux {number}")
        for number in range(200)
    )
    exact = Company.objects.create(name="Roux", name_key="roux")
    index_records("company", Company.objects.order_by("pk").values_list("pk", flat=True))
    found = search(boss, "roux")
    assert found.groups[0].hits[0].object_id == exact.pk
    assert found.groups[0].has_more
