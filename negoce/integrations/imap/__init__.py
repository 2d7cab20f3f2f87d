"""A mailbox read over IMAP: what is new in it, marked as read once it was dealt with. Not here: what a mail means."""
