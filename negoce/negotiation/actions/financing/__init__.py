"""What changes the financing of a deal or of a quote."""
