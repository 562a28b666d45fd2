"""The register: which organisations there are, what they merged into, what they do in a year."""
