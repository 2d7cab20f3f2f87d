"""The demo world: a fictional French distributor with the real purchase history of a wholesaler."""
