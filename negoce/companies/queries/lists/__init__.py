"""Lists: which columns each has, what a filter means in SQL, pages, counts, totals and rows to export."""
