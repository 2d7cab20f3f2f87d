"""The words of the customer file: closed lists and findings of rules, said in the reader's language."""
