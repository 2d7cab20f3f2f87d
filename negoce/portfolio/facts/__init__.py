"""The facts that measures read: from the database to the engine, brought up to date by what changed.

`open_facts()` is the door: it gives Ibis tables. Only jobs and commands call it, never a page.
"""
