"""The learned chance to win a deal: its card beside the salesperson's own, and the page of what it is worth."""
