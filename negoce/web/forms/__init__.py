"""The forms that the house shows to the public: written, opened, followed."""
