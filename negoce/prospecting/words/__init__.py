"""The words of prospecting, one file a noun: closed lists and findings of rules, in the reader’s language."""
