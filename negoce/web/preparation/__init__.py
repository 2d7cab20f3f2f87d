"""The preparation of the next meeting of a deal: one screen, and two pages to take along."""
