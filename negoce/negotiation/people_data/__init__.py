"""What negotiation holds about a person, one file a noun: given with an export, forgotten with an erasure."""
