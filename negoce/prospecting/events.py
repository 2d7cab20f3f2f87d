"""The news that prospecting tells the rooms above."""

# Facts that the life cycle reads changed: payload `{"companies": [keys]}`.
CUSTOMER_FACTS_CHANGED = "customer_facts_changed"
