"""One's own account: name, language, theme, password, second factor, sessions."""
