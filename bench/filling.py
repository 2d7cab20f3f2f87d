"""Fills an empty database with a customer file of the size asked for."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connection

from bench.custom_fields import fill_custom
from bench.house import make_people, make_territories
from bench.loading import finish, load
from bench.rows import TAGS, World
from negoce.catalogue.models import Product
from negoce.companies.actions.search.index import index_records
from negoce.companies.models import Activity, Company, CompanyTag, Contact, Post, Tag
from negoce.kit.text import name_key
from negoce.orders.actions.refresh_sales import refresh_all_sales
from negoce.orders.models import Order, OrderLine

SEARCH_BATCH = 5_000


def fill(size: int) -> dict[str, int]:
    """Migrate and fill; returns the number of rows of each kind."""
    call_command("migrate", verbosity=0)
    if Company.objects.exists():
        fill_custom()
        return _counted()
    tags = [Tag.objects.create(name=name, name_key=name_key(name)).pk for name in TAGS]
    world = World(size, make_people(), make_territories(), tags)
    counts = {
        "companies": load(Company, world.companies()),
        "tags": load(CompanyTag, world.company_tags()),
        "contacts": load(Contact, world.contacts()),
        "posts": load(Post, world.posts()),
        "activities": load(Activity, world.activities()),
        "products": load(Product, world.products()),
        "orders": load(Order, world.orders()),
        "order lines": load(OrderLine, world.order_lines()),
    }
    with connection.cursor() as cursor:
        cursor.execute("UPDATE companies_contact SET current_post_id = id")
    refresh_all_sales()
    for kind, count in (("company", size), ("contact", 2 * size), ("product", counts["products"])):
        for start in range(1, count + 1, SEARCH_BATCH):
            index_records(kind, range(start, min(start + SEARCH_BATCH, count + 1)))
    fill_custom()
    finish()
    return counts


def _counted() -> dict[str, int]:
    """What a database filled earlier holds."""
    models = (Company, Contact, Activity, Product, Order, OrderLine)
    return {model.__name__: model.objects.count() for model in models}
