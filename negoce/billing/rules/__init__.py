"""Late interest, fines, numbering, electronic invoicing and retention. Pure."""
