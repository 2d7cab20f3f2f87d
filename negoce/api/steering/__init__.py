"""Steering in the API: playbooks, offers, the plan, budgets, targets and the forecast."""
