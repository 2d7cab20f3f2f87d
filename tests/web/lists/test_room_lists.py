"""Lists that upper rooms lend work as those of the customer file do: each screen, each part, each right."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from negoce.companies.queries.lists.definition import all_columns
from negoce.companies.queries.lists.registry import LISTS, OWN_LISTS
from negoce.companies.queries.lists.spec import is_groupable
from negoce.identity.enums import Role
from negoce.orders.models import Order
from negoce.web.journal.masking import tells_hidden
from negoce.web.lists.nouns import SCREENS, counted_noun
from negoce.web.lists.peek import reader_of
from tests.factories.companies import make_company
from tests.factories.deals import make_deal
from tests.factories.identity import make_actor, make_user
from tests.factories.orders import make_order, make_product

pytestmark = pytest.mark.django_db
ROOMS = [key for key in LISTS if key not in {definition.key for definition in OWN_LISTS}]
DAY = date(2026, 3, 2)


@pytest.fixture
def shop() -> None:
    """Two orders of one customer, one of another, and two products."""
    first = make_company("Laiterie du Vercors", owner=make_user(Role.SALESPERSON))
    product = make_product("MC-1", "Meule de comté", price="80", cost="50.5")
    make_order(first, DAY, "120.50", cost="100.25", product=product)
    make_order(first, date(2026, 3, 5), "90", cost="95")
    make_order(make_company("Garage Bruneau"), date(2026, 3, 1), "10")
    make_product("MC-2", "Faisselle", price="0.0375")
    make_deal(first, "Films 2027")


def words(content: bytes) -> str:
    return re.sub(
        r"\s+", " ", re.sub(r"<[^>]+>", " ", content.decode().replace("\u202f", " ").replace("\u00a0", " "))
    )


def test_every_list_has_a_screen_with_words() -> None:
    assert set(SCREENS) == set(LISTS)
    with translation.override("fr"):
        for key in LISTS:
            assert counted_noun(key, 1)
            assert counted_noun(key, 2)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("key", ROOMS)
def test_each_part_of_the_screen_answers(boss: Client, key: str) -> None:
    page = boss.get(reverse(f"lists:{key}"))
    assert page.status_code == 200
    for part in ("footer", "tabs", "groups", "filter", "sort", "view_new"):
        answer = boss.get(reverse(f"lists:{part}", args=[key]))
        assert answer.status_code == 200, part
    for name in ("xlsx", "csv", "plain"):
        answer = boss.get(reverse("lists:export", args=[key]), {"format": name})
        assert answer.status_code == 200, name
        assert b"".join(answer.streaming_content), name  # type: ignore[attr-defined]
    for column in all_columns(LISTS[key]):
        if column.shown and is_groupable(column):
            assert boss.get(reverse(f"lists:{key}"), {"group": column.key}).status_code == 200, column.key


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("key", ROOMS)
def test_a_row_has_its_panel_or_no_address_for_one(boss: Client, key: str) -> None:
    page = boss.get(reverse(f"lists:{key}")).content.decode()
    found = re.search(r'name="selected" value="([^"]+)"', page)
    if found is None:
        return
    public_id = found.group(1)
    assert boss.get(reverse("lists:row", args=[key, public_id])).content.count(b"<tr") == 1
    answer = boss.get(reverse("lists:peek", args=[key, public_id]))
    assert answer.status_code == (200 if reader_of(key) else 404)


@pytest.mark.usefixtures("shop")
@pytest.mark.parametrize("key", ROOMS)
def test_a_view_is_kept_and_pinned(boss: Client, key: str) -> None:
    definition = LISTS[key]
    saved = boss.post(reverse("lists:view_new", args=[key]), {"name": "Ma vue"})
    assert saved.status_code in (200, 204, 302)
    page = boss.get(reverse(f"lists:{key}")).content.decode()
    assert "Ma vue" in page
    if definition.views:
        view = definition.views[0].key
        pin = reverse("lists:view_pin", args=[key]) + f"?view={view}&pinned=1"
        assert boss.post(pin, headers={"HX-Request": "true"}).status_code == 204
        assert f"/{key}/?view={view}" in boss.get(reverse("account:preferences")).content.decode()


@pytest.mark.usefixtures("shop")
def test_orders_are_newest_first_with_their_margin(boss: Client) -> None:
    shown = words(boss.get(reverse("lists:orders")).content)
    rows = shown
    assert rows.index("90,00 €") < rows.index("120,50 €") < rows.index("10,00 €")
    assert "20,25 €" in shown
    assert "−5,00 €" in shown.replace("-5,00", "−5,00")
    assert "3 commandes" in shown
    Order.objects.filter(net="90").update(incl_vat="108")
    for asked, first in (("-net", "120,50 €"), ("net", "10,00 €"), ("-incl_vat", "90,00 €")):
        sorted_by = words(boss.get(reverse("lists:orders"), {"sort": asked}).content)
        assert min(("90,00 €", "120,50 €", "10,00 €"), key=sorted_by.index) == first
    assert "1 commande" in words(boss.get(reverse("lists:orders"), {"filter": "incl_vat over 100"}).content)
    losing = words(boss.get(reverse("lists:orders"), {"filter": "margin under 0"}).content)
    assert "1 commande" in losing
    assert "90,00 €" in losing
    assert "120,50 €" not in losing
    unknown = words(boss.get(reverse("lists:orders"), {"filter": "margin empty"}).content)
    assert "Garage Bruneau" in unknown
    assert "Laiterie" not in unknown


@pytest.mark.usefixtures("shop")
def test_costs_and_margins_are_for_those_who_read_them(sign_in: Callable[..., Client]) -> None:
    reader = sign_in(Role.READ_ONLY)
    for key in ("orders", "products"):
        page = words(reader.get(reverse(f"lists:{key}")).content)
        assert "Marge" not in page
        assert "Coût" not in page
        asked = words(
            reader.get(reverse(f"lists:{key}"), {"filter": "margin over 1", "columns": "cost"}).content
        )
        assert "n’a pas été comprise" in asked
    order = LISTS["orders"].model.objects.get(net="120.50")
    assert b"Marge" not in reader.get(reverse("lists:peek", args=["orders", order.public_id])).content
    assert tells_hidden(make_actor(Role.READ_ONLY), "list_orders", "filter", "margin over 1")
    assert not tells_hidden(make_actor(Role.READ_ONLY), "list_orders", "filter", "net over 1")


@pytest.mark.usefixtures("shop")
def test_a_salesperson_sees_the_orders_of_companies_they_see(sign_in: Callable[..., Client]) -> None:
    user = make_user(Role.SALESPERSON)
    assert "Aucune commande" in words(sign_in(user=user).get(reverse("lists:orders")).content)
    make_order(make_company("Fromagerie", owner=user), DAY, "33")
    assert "33,00 €" in words(sign_in(user=user).get(reverse("lists:orders")).content)


@pytest.mark.usefixtures("shop")
def test_a_price_below_a_cent_is_not_rounded_away(boss: Client) -> None:
    shown = words(boss.get(reverse("lists:products")).content)
    assert "0,0375 €" in shown
    assert "29,50 €" in shown


def test_a_file_of_products_says_nothing_of_fictional_companies(boss: Client) -> None:
    make_company("Fictive", is_fictional=True)
    product = make_product("Z-1")
    make_order(make_company("Vraie"), DAY, "5", product=product)
    files = {}
    for key in ("orders", "products"):
        answer = boss.get(reverse("lists:export", args=[key]), {"format": "plain"})
        files[key] = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    assert "Fiche fictive" in files["orders"]
    assert "Fiche fictive" not in files["products"]
    assert "Z-1" in files["products"]


@pytest.mark.parametrize("key", ROOMS)
def test_as_many_queries_whatever_the_rows(
    boss: Client, django_assert_max_num_queries: Callable[..., object], key: str
) -> None:
    counts = []
    company = make_company("Laiterie")
    for number in range(3):
        for extra in range(number * 3 + 1):
            make_order(company, date(2026, 1, 1 + extra), "10", cost="4", product=make_product())
        boss.get(reverse(f"lists:{key}"))
        with django_assert_max_num_queries(60) as asked:  # type: ignore[attr-defined]
            boss.get(reverse(f"lists:{key}"))
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2]
