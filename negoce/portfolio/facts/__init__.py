"""The facts that measures read: from the database to the engine, brought up to date by what changed."""
