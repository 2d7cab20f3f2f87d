"""What billing puts on paper and on the wire: a frozen value in, bytes out."""
