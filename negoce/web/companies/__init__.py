"""The pages of a company: record, panels, fields edited in place, quick create."""
