"""The file of a tender: its documents, the certificates of the house, requirements answered one by one."""
