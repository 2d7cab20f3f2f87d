"""What changes the criteria, the offers and the notes that a tender is compared by."""
