"""Products, their families, prices and VAT rates, and the pricing rules that documents share."""
