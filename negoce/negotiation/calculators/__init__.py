"""The rules of negotiation as questions that a person asks with their own figures."""
