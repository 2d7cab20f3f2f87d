"""The ways in which a buyer may pay, compared on a deal and on a quote."""
