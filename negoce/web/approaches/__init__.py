"""What is done with a company or a person before there is a deal: its card, its dialogs."""
