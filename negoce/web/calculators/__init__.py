"""The page of calculations: every rule as a question, answered while one types; nothing is stored."""
