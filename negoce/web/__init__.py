"""The pages that our own people use, one sub-package a domain. No rule, no query and no write of its own."""
