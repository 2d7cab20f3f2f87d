"""What customers are likely to do next: models fitted on their orders. NumPy and SciPy, no model, no Django."""
