"""What is foreseen: the page of the fits, and its card on a company."""
