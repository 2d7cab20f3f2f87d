"""Addresses of the budgets, below those of the portfolio."""

from django.urls import path

from negoce.web.budgets import cells, customers, page, service_costs, workload

BUDGET_PATHS = [
    path("budgets/", page.page, name="budgets"),
    path("budgets/refreshing/", page.refreshing, name="budgets_refreshing"),
    path("budgets/costs/", service_costs.service_costs, name="service_costs"),
    path("budgets/profits/", customers.profits, name="profits"),
    path("budgets/unprofitable/", customers.unprofitable, name="unprofitable"),
    path("budgets/follow-up/", customers.follow_up, name="follow_up"),
    path("budgets/workload/", workload.workload, name="workload"),
    path("budgets/<int:year>/<slug:status>/<slug:field>/", cells.cell, name="budget_cell"),
]
