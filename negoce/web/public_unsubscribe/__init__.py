"""The page where the reader of a mailing says stop: no account, no cookie, one click."""
