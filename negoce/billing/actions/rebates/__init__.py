"""Year-end rebates: agreed, changed, set aside month by month, closed."""
