"""What all kinds of records share: lists, one record, values in and out."""
