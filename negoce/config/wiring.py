"""The one list of what each room contributes to the rooms below it."""

from collections.abc import Mapping
from datetime import time

from negoce.companies.actions.import_targets import COMPANIES, CONTACTS
from negoce.companies.interfaces import Wiring
from negoce.jobs.schedules import Schedule
from negoce.orders.contributions import company_columns as orders_company_columns

wiring = Wiring(
    company_columns=orders_company_columns,
    import_targets=(COMPANIES, CONTACTS),
)

# What workers may run: name → function (see jobs/queue.py). Each function stands in the `tasks.py` of its room.
tasks: Mapping[str, str] = {
    "companies.bulk_change": "negoce.companies.tasks.bulk_change",
    "orders.refresh_sales": "negoce.orders.tasks.refresh_sales",
    "demo.seed": "negoce.demo.tasks.run",
    "companies.import": "negoce.companies.tasks.import_file",
    "companies.purge_imports": "negoce.companies.tasks.purge_imports",
}

schedules: tuple[Schedule, ...] = (
    Schedule("refresh sales", "orders.refresh_sales", at=time(2, 30)),
    Schedule("purge jobs", "jobs.purge", at=time(3, 10)),
    Schedule("purge imports", "companies.purge_imports", at=time(3, 20)),
)
