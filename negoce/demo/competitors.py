"""Who else sells to the customers of the demo; no such firm exists."""

COMPETITORS = ("Décors & Cie", "Grossimaison", "Les Comptoirs du Rhône", "Bazar de Gros")
