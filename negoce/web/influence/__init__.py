"""Who decides in a deal: the map, its support, its dialogs."""
