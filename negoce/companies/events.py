"""The news that the customer file tells the rooms above."""

# Facts that the life cycle reads changed (activities, orders, qualification): payload `{"companies": [keys]}`.
CUSTOMER_FACTS_CHANGED = "customer_facts_changed"

# A person closed channels to themselves: payload `{"contact": key, "channels": [names]}`.
CHANNELS_CLOSED = "channels_closed"
