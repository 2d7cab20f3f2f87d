"""How rows leave each kind of database, as Arrow tables of bounded size."""
