"""The pages of activities: threads, quick entry, reports, agenda. The filterable list is in `web/lists`."""
