"""French labels for the products of the demo history, made once from the English ones."""
