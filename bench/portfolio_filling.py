"""A database for the measures of the portfolio: companies, exchanges, products in families, orders."""

from __future__ import annotations

from datetime import date
from itertools import islice

from django.core.management import call_command

from bench.house import make_people, make_territories
from bench.loading import finish, load
from bench.portfolio_rows import fill_orders
from bench.rows import World
from negoce.catalogue.models import Product, ProductFamily
from negoce.companies.models import Activity, Company
from negoce.orders.models import Order, OrderLine

FAMILIES = 40


def fill(companies: int, lines: int, today: date) -> dict[str, int]:
    """Migrate and fill, unless it is filled; returns the number of rows of each kind."""
    call_command("migrate", verbosity=0)
    if Company.objects.exists():
        models = (Company, Activity, Order, OrderLine)
        return {model.__name__: model.objects.count() for model in models}
    families = [ProductFamily.objects.create(name=f"Famille {number}").pk for number in range(FAMILIES)]
    world = World(companies, make_people(manager=False), make_territories(), [])
    products = (
        {**row, "family_id": families[number % FAMILIES]} for number, row in enumerate(world.products())
    )
    counts = {
        "companies": load(Company, world.companies()),
        "activities": load(Activity, islice(world.activities(), companies)),
        "products": load(Product, products),
        **fill_orders(companies, lines, today),
    }
    finish()
    return counts
