"""What changes sales aids: their library, their stock, who has them."""
