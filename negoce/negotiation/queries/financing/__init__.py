"""What is read of the financing of a deal or of a quote, which the caller sees."""
