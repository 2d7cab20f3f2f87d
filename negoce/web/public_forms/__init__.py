"""The pages of forms that the public sees: no cookie, no account, nobody else's server."""
