"""The units that people sell by: codes of UN/ECE recommendation 20, which electronic invoices ask for."""

UNIT_CODES: tuple[str, ...] = (
    "C62", "KGM", "GRM", "TNE", "LTR", "HLT", "MTR", "MTK", "MTQ", "KMT", "KWH", "MIN", "HUR", "DAY", "WEE", "MON",
    "ANN", "SET", "PR", "DZN", "CEN", "MIL", "BX", "PK", "RO", "PF", "LS",
)  # fmt: skip
