"""What follows from orders, and how files tell them: pure."""
