"""Scores learned from outcomes: tables of texts in, probabilities out. No Django; fitting alone needs scikit-learn."""
