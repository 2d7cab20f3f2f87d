"""The news that identity tells the rooms above."""

# Prefixes were added, taken away or moved: payload `{"territory_ids": [int]}`; companies are assigned again.
TERRITORIES_CHANGED = "territories_changed"
