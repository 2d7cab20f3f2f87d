"""The news that orders tell the rooms above."""

# An order was placed: payload `{"order": key}`.
ORDER_PLACED = "order_placed"
# Goods left, or came back: payload `{"delivery": key}`.
DELIVERY_MADE = "delivery_made"
