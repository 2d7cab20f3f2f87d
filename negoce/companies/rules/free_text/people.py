"""Words for people and where they come from, shared by the lists of the free-text guard."""

from __future__ import annotations

ORIGINS = (
    r"(?:african|maghrebin|algerien|marocain|tunisien|senegalais|malien|ivoirien|camerounais"
    r"|congolais|antillais"
    r"|creole|asiatique|chinois|vietnamien|cambodgien|indien|pakistanais|turc|turque|kurde|arabe"
    r"|berbere|kabyle"
    r"|libanais|syrien|afghan|irakien|iranien|juif|juive|gitan|tzigane|rom|roumain|bulgare"
    r"|polonais|portugais"
    r"|espagnol|italien|russe|ukrainien|albanais|serbe|africain|etranger|immigre)\w*"
)
CLOSE_ONE = (
    r"(?:sa femme|son mari|son epouse|son epoux|sa compagne|son compagnon|son conjoint"
    r"|sa conjointe|son fils"
    r"|sa fille|ses enfants|ses fils|ses filles|son ex[- ](?:femme|mari)|sa mere|son pere"
    r"|sa famille)"
)
