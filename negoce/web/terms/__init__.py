"""Terms of sale on the screens: versions in the settings, who received which on the page of a company."""
