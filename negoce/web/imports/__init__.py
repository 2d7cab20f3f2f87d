"""Files brought in: upload, columns, preview, progress, report."""
