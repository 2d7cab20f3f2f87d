"""The words of negotiation, one file a noun: closed lists and findings of rules, in the reader’s language."""
