"""What a manager steers by: the sentences of its rules, and the rules as questions."""
