"""Base templates, components, CSS and custom elements. Knows nothing of the trade."""
