"""What changes the documents of a tender and the certificates of the house."""
