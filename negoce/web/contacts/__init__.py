"""The pages of a contact: record, panels, fields edited in place, quick create, job move."""
