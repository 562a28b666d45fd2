"""How the tables came to be what they are, step by step, up and down. Run by `store.schema`."""
