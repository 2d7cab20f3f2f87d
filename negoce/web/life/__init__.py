"""The life cycle on screen: the status under a company's name, its card, what is declared, the thresholds."""
